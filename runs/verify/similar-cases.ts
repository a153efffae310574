import { nearestCases, noveltyDistance } from '../../src/cases/index.ts';
import { readCaseIndex } from '../../src/cases/node.ts';
import { labelMatrix, storeRecord } from '../../src/datasets/index.ts';
import { isEcgError } from '../../src/errors.ts';
import { macroAuc, rocAuc } from '../../src/evaluate/index.ts';
import { type Embedder, embed, modelInput, openEmbedder } from '../../src/models/index.ts';
import { loadStore, openWorkerSession, readModel } from '../../src/node.ts';
import type { EcgRecord } from '../../src/record/index.ts';
import { classMembers } from '../../src/statements/index.ts';
import { cinc2011Records, nonsenseRecords, spoiltRecords } from '../similar/foreign-records.ts';
import type { Measured, Section } from './section.ts';

const TASK = 'superdiagnostic';
const NEIGHBOURS = 10;

/** Do the nearest training records of fold 9 have its labels, and does distance tell what is no usual record? */
export const similarCases: Section = {
  name: 'similar-cases',
  data: ['ptbxl', 'ptbxl-z', 'cinc2011'],
  async measure([ptbxl = '', ptbxlZ = '', cinc2011 = '']): Promise<Measured> {
    const store = await loadStore([ptbxl, ptbxlZ], { folds: [9] });
    const file = await readModel('default');
    const index = await readCaseIndex(undefined, file.card);
    const embedder = await openEmbedder(file, openWorkerSession, 1);
    const records = store.rows.map((_, i) => storeRecord(store, i));
    const fold9 = await embeddingsOf(embedder, records);
    const { classes, labels } = labelMatrix(store.rows, TASK);
    const labelled = store.rows.flatMap((_, i) => (classes.some((_, c) => labels[i * classes.length + c]) ? [i] : []));
    const votes = labelled.map((i) => {
      const cases = nearestCases(index, fold9.embeddings[i] as Float64Array, NEIGHBOURS);
      const has = (statements: readonly string[], name: string) =>
        classMembers(TASK, name).some((code) => statements.includes(code));
      const own = classes.map((_, c) => labels[i * classes.length + c] === 1);
      return {
        own,
        shares: classes.map((name) => cases.filter(({ statements }) => has(statements, name)).length / NEIGHBOURS),
        alike: cases.filter(({ statements }) => classes.every((name, c) => has(statements, name) === own[c])).length,
      };
    });
    const vote = macroAuc({
      classes,
      labels: votes.flatMap(({ own }) => own.map(Number)),
      scores: votes.flatMap(({ shares }) => shares),
    });
    const alike = votes.reduce((sum, one) => sum + one.alike, 0) / (votes.length * NEIGHBOURS);
    const usual = fold9.embeddings.map((embedding) => noveltyDistance(index, embedding));
    const foreign = [
      ...(['unacceptable', 'acceptable'] as const).map((verdict) => cinc2011Records(cinc2011, verdict)),
      ...nonsenseRecords(100),
      ...spoiltRecords(records),
    ];
    const rows: string[] = [];
    for (const { name, records: others } of foreign) {
      const { embeddings, refused } = await embeddingsOf(embedder, others);
      const distances = embeddings.map((embedding) => noveltyDistance(index, embedding));
      const auroc = rocAuc([...usual.map(() => 0), ...distances.map(() => 1)], [...usual, ...distances]);
      rows.push(`| ${name} | ${embeddings.length} | ${refused} | ${auroc?.toFixed(3) ?? '–'} |`);
    }
    await embedder.session.close();
    const markdown = [
      `\`${file.card.name}\` (${file.sha256.slice(0, 12)}), index of ${index.ids.length} records. The ${NEIGHBOURS} nearest of each of ${labelled.length} records of fold 9: ${(100 * alike).toFixed(1)} % have the same superclasses; their share with a superclass, as a score, has a macro-AUC of ${vote.mean?.toFixed(3) ?? '–'}.`,
      '',
      `Novelty (mean distance to the ten nearest) of records of other kinds against ${usual.length} records of fold 9:`,
      '',
      '| records | judged | refused by the model | AUROC |',
      '|---|---|---|---|',
      ...rows,
    ].join('\n');
    return { markdown, shortfalls: [] };
  },
};

/** Embeddings of the records that the model takes, and how many it refuses. */
async function embeddingsOf(embedder: Embedder, records: readonly EcgRecord[]) {
  const embeddings: Float64Array[] = [];
  let refused = 0;
  for (const record of records) {
    const input = takes(embedder, record);
    if (input === undefined) refused += 1;
    else embeddings.push(...(await embed(embedder, [input])));
  }
  return { embeddings, refused };
}

function takes({ card }: Embedder, record: EcgRecord) {
  try {
    return modelInput(card, record);
  } catch (error) {
    if (isEcgError(error, 'model-mismatch')) return undefined;
    throw error;
  }
}
