import { Command } from 'commander';
import { buildCaseIndex, type EmbeddedCase, encodeCaseIndex } from '../cases/index.ts';
import { type EcgRow, type EcgStore, storeRecord } from '../datasets/index.ts';
import { isEcgError } from '../errors.ts';
import { type Embedder, embed, modelInput, openEmbedder } from '../models/index.ts';
import { readModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { loadData } from './load-data.ts';
import { folds, several } from './options.ts';
import { bar, progressLine } from './progress-line.ts';
import { writeFileWhole } from './write-file.ts';

interface IndexOptions {
  readonly model: string;
  readonly data: readonly string[];
  readonly folds?: readonly number[];
  readonly referenceFolds?: readonly number[];
  readonly out: string;
}

const notes = `
The index holds, for each record, what the model's last layer sees, in 8 bits, and its statements. Records that the model cannot take are
left out and named. The reference folds tell how far a new record usually lies from those of the index.`;

/** `einthoven index` */
export function indexCommand(): Command {
  return new Command('index')
    .description('write the records that a model was trained on as it sees them, for einthoven similar')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .option('--folds <folds>', 'folds to hold (default: those that the model was trained on)', folds)
    .option('--reference-folds <folds>', 'folds to compare with (default: those that it was calibrated on)', folds)
    .requiredOption('--out <file>', 'index file to write')
    .addHelpText('after', notes)
    .action(runIndex);
}

async function runIndex(options: IndexOptions): Promise<void> {
  const file = await readModel(options.model);
  const { card } = file;
  const held = options.folds ?? card.training.folds;
  const reference = options.referenceFolds ?? card.decisionFolds;
  const store = await loadData(options.data, card.input.fs, [...new Set([...held, ...reference])]);
  const embedder = await openEmbedder(file, openWorkerSession, threadsPerSession(1));
  const cases = await embedStore(embedder, store).finally(() => embedder.session.close());
  const about = {
    model: { name: card.name, weightsSha256: card.weightsSha256 },
    data: store.sources.map(({ folder, version, records }) => ({
      name: folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder,
      ...(version !== undefined && { version }),
      records,
    })),
    licence: card.licence,
  };
  const known = cases.filter(({ fold }) => held.includes(fold));
  const others = cases.filter(({ fold }) => !held.includes(fold));
  const bytes = encodeCaseIndex(
    buildCaseIndex(
      about,
      known,
      others.map(({ embedding }) => embedding),
    ),
  );
  writeFileWhole(options.out, bytes);
  process.stderr.write(
    `${options.out}: ${known.length} records of folds ${held.join(', ')}, ${embedder.features} features, ${bytes.length} bytes; ${others.length} to compare with\n`,
  );
}

/** Records that go through the network in one run. */
const RECORDS_PER_RUN = 16;

/** What the model sees of every record of a store that it takes; the others are told on standard error. */
async function embedStore(embedder: Embedder, store: EcgStore): Promise<readonly EmbeddedCase[]> {
  const line = progressLine();
  const cases: EmbeddedCase[] = [];
  for (let first = 0; first < store.rows.length; first += RECORDS_PER_RUN) {
    const rows = store.rows.slice(first, first + RECORDS_PER_RUN);
    const taken = rows.flatMap((row, i) => {
      const input = inputOf(embedder, store, first + i, row);
      return input === undefined ? [] : [{ row, input }];
    });
    const embeddings = await embed(
      embedder,
      taken.map(({ input }) => input),
    );
    taken.forEach(({ row }, i) => {
      const { ecgId, fold, statements } = row;
      cases.push({ id: ecgId, fold, statements: Object.keys(statements), embedding: embeddings[i] as Float64Array });
    });
    const done = first + rows.length;
    line.update(`embedding ${bar(done / store.rows.length)} ${done}/${store.rows.length} records`);
  }
  line.finish(`embedded ${cases.length} of ${store.rows.length} records`);
  return cases;
}

function inputOf({ card }: Embedder, store: EcgStore, index: number, { ecgId }: EcgRow) {
  const record = storeRecord(store, index);
  try {
    return modelInput(card, record);
  } catch (error) {
    // A data set of another unit is refused as a whole, as in training.
    if (!isEcgError(error, 'model-mismatch') || !card.input.units.includes(record.unit)) throw error;
    process.stderr.write(`record ${ecgId} left out: ${error.message}\n`);
    return undefined;
  }
}
