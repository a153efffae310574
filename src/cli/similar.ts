import { Command } from 'commander';
import { type Novelty, nearestCases, novelty, type SimilarCase } from '../cases/index.ts';
import { readCaseIndex } from '../cases/node.ts';
import { DISCLAIMER } from '../disclaimer.ts';
import { embed, modelInput, openEmbedder } from '../models/index.ts';
import { readModel } from '../models/node.ts';
import { openSession } from '../nn/node.ts';
import { readRecordFile } from '../record/node.ts';
import { type RecordHead, recordHead } from '../report/index.ts';
import { classMembers, SUPERCLASSES, type Superclass } from '../statements/index.ts';
import { envelope, printJson } from './envelope.ts';
import { wholeNumber } from './options.ts';
import { table } from './text-table.ts';

interface SimilarOptions {
  readonly model: string;
  readonly index?: string;
  readonly count: number;
  readonly json?: true;
}

/** The result as `--json` prints it, its envelope aside. */
interface Similar {
  readonly record: RecordHead;
  readonly model: { readonly name: string; readonly sha256: string };
  readonly index: {
    readonly cases: number;
    readonly data: readonly { readonly name: string; readonly version?: string | undefined }[];
    readonly licence: string;
  };
  readonly novelty: Novelty;
  readonly cases: readonly (SimilarCase & { readonly superclasses: readonly Superclass[] })[];
}

/** `einthoven similar` */
export function similarCommand(): Command {
  return new Command('similar')
    .description(
      'the training records that the model sees as most like a record, and whether it is of their kind at all',
    )
    .argument('<record>', 'WFDB record, with or without .hea')
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .option('--index <file>', 'index by einthoven index (default: the one bundled with the model)')
    .option('--count <n>', 'how many', wholeNumber(1), 5)
    .option('--json', 'print JSON')
    .action(runSimilar);
}

async function runSimilar(path: string, options: SimilarOptions): Promise<void> {
  const record = readRecordFile(path);
  const file = await readModel(options.model);
  const index = await readCaseIndex(options.index, file.card);
  const input = modelInput(file.card, record);
  const embedder = await openEmbedder(file, openSession, 1);
  const [embedding] = (await embed(embedder, [input])) as [Float64Array];
  await embedder.session.close();
  const result: Similar = {
    record: recordHead(record),
    model: { name: file.card.name, sha256: file.sha256 },
    index: { cases: index.ids.length, data: index.data, licence: index.licence },
    novelty: novelty(index, embedding),
    cases: nearestCases(index, embedding, options.count).map((one) => {
      return { ...one, superclasses: superclassesOf(one.statements) };
    }),
  };
  if (options.json) printJson({ ...envelope('similar'), ...result });
  else process.stdout.write(similarText(result));
}

function superclassesOf(statements: readonly string[]): readonly Superclass[] {
  return SUPERCLASSES.filter((name) => classMembers('superdiagnostic', name).some((code) => statements.includes(code)));
}

function similarText({ record, model, index, novelty: found, cases }: Similar): string {
  const data = index.data.map(({ name, version }) => `${name}${version ? ` ${version}` : ''}`).join(', ');
  const rows = cases.map(({ id, fold, distance, superclasses, statements }) => [
    String(id),
    String(fold),
    distance.toFixed(4),
    superclasses.join(' ') || '–',
    statements.join(' '),
  ]);
  const share = found.percentile === undefined ? undefined : (100 * found.percentile).toFixed(0);
  return [
    `record ${record.name}: nearest of ${index.cases} records of ${data}, as model ${model.name} sees them`,
    `novelty: ${share === undefined ? 'no records to compare with' : `farther from them than ${share} % of records that the model was not trained on`}`,
    '',
    table(['record', 'fold', 'distance', 'superclasses', 'statements'], rows),
    DISCLAIMER,
    '',
  ].join('\n');
}
