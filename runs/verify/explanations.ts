import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkTables } from '../../src/cli/explain-check.ts';
import { checkExplanations } from '../../src/cli/explanation-checks.ts';
import { ATTRIBUTION_METHODS, RECOMMENDED_METHOD } from '../../src/explain/index.ts';
import type { Model } from '../../src/models/index.ts';
import { loadStore, openModel } from '../../src/node.ts';
import type { Section } from './section.ts';

/** Records of each class, and simulated hearts. */
const RECORDS = 8;
const HEARTS = 3;

/** A model that `runs/explanation-models.sh` makes; without it, its column is missing. */
async function openMade(name: string): Promise<Model | undefined> {
  const path = join(import.meta.dirname, `../../out/${name}.onnx`);
  if (existsSync(path)) return openModel(path);
  process.stderr.write(`${name} is not compared with: runs/explanation-models.sh makes it\n`);
  return undefined;
}

/** Whether explanations of the bundled model can be believed, on fold 9 and on simulated records. */
export const explanations: Section = {
  name: 'explanations',
  data: ['ptbxl', 'ptbxl-z'],
  async measure(folders) {
    const store = await loadStore([...folders], { folds: [9] });
    const model = await openModel();
    const [randomLabels, otherSeed] = await Promise.all([openMade('label-randomised'), openMade('default-seed-2')]);
    const checks = await checkExplanations(model, store, {
      methods: ATTRIBUTION_METHODS,
      perClass: RECORDS,
      hearts: HEARTS,
      ...(randomLabels && { randomLabels }),
      ...(otherSeed && { otherSeed }),
      onProgress: (text) => process.stderr.write(`${text}\n`),
    });
    await Promise.all([model, randomLabels, otherSeed].map((one) => one?.session.close()));
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const write = (header: readonly string[], rows: readonly (readonly string[])[]) =>
      [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
    const title = `\`${model.card.name}\` (${model.sha256.slice(0, 12)}), fold 9.`;
    const method = checks.methods.find((one) => one.method === RECOMMENDED_METHOD);
    const planted = checks.planted.find((one) => one.method === RECOMMENDED_METHOD);
    const shortfalls = [
      ...((checks.completeness.within1Percent ?? 0) < 1
        ? [`${RECOMMENDED_METHOD} must always be complete within 1 %`]
        : []),
      ...((method?.random.mean ?? 1) < 0.2 ? [] : ['correlation under shuffled weights must be below 0.2']),
      ...['STTC', 'CD'].flatMap((name) =>
        (method?.segmentRatios[name]?.mean ?? 0) > 1 ? [] : [`segment share of ${name} must exceed its share of time`],
      ),
      ...(planted && planted.both >= 0.9 * planted.cases ? [] : ['planted ST elevation must be found in 90 %']),
    ];
    return { markdown: [title, ...checkTables(checks, write)].join('\n\n'), shortfalls };
  },
};
