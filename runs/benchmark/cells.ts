import { COUNTS_PER_UNIT, countsPerRecord, type EcgStore } from '../../src/datasets/index.ts';
import { createRandom } from '../../src/random.ts';
import { type Task, taskClasses, taskMembers } from '../../src/statements/index.ts';
import { type LabelledInputs, type TrainingConfig, trainingConfigSchema } from '../../src/train/index.ts';

/** One training of the benchmark. */
export interface Cell {
  readonly architecture: string;
  readonly task: Task;
  readonly seed: number;
  /** Records to learn from; all where absent. */
  readonly records?: number;
}

const isRecurrent = (architecture: string) => /lstm|gru|rnn/.test(architecture);

/** Of recurrent networks, by the published recipe. */
const RECURRENT = { peakLearningRate: 1e-3, clipNorm: 0.25 } as const;

/** Names a cell's files. */
export function cellName({ architecture, task, seed, records }: Cell): string {
  return `${architecture}.${task}.seed-${seed}${records === undefined ? '' : `.${records}-records`}`;
}

/** Amplitudes of the training folds: the published recipe scales all leads by one mean and one standard deviation. */
export function voltageScale(
  store: EcgStore,
  folds: readonly number[],
): { readonly meanMv: number; readonly sdMv: number } {
  const size = countsPerRecord(store);
  let [n, sum, squares] = [0, 0, 0];
  store.rows.forEach(({ fold }, record) => {
    if (!folds.includes(fold)) return;
    for (const count of store.counts.subarray(record * size, (record + 1) * size)) {
      const value = count / COUNTS_PER_UNIT;
      n += 1;
      sum += value;
      squares += value * value;
    }
  });
  const meanMv = sum / n;
  return { meanMv, sdMv: Math.sqrt(squares / n - meanMv * meanMv) };
}

/**
 * The published recipe (Strodthoff et al. 2021): 50 epochs of batches of 128, AdamW with one cycle to 1e-2, to 1e-3 with gradients clipped
 * at 0.25 for recurrent networks; maximum over windows. The classes of a task are the outputs.
 *
 * @param scale `undefined` where records without millivolts are among the data: then leads are band-passed and standardised
 */
export function publishedConfig(
  cell: Cell,
  epochs: number,
  scale: ReturnType<typeof voltageScale> | undefined,
): TrainingConfig {
  return trainingConfigSchema.parse({
    architecture: cell.architecture,
    task: cell.task,
    seed: cell.seed,
    epochs,
    batch: 128,
    peakLearningRate: 1e-2,
    ...(isRecurrent(cell.architecture) && RECURRENT),
    windowAggregation: 'max',
    ...(scale && {
      units: ['mV'],
      preparation: [
        { step: 'resample', fs: 100 },
        { step: 'scale', ...scale },
      ],
    }),
  });
}

/**
 * A recipe of one's own for a cell. Where it leaves out the rate or the clipping, recurrent networks have the published ones.
 *
 * @param recipe fields of a training configuration, as `einthoven train --config` takes them
 */
export function ownConfig(recipe: object, cell: Cell, epochs: number | undefined): TrainingConfig {
  return trainingConfigSchema.parse({
    ...(isRecurrent(cell.architecture) && RECURRENT),
    ...recipe,
    architecture: cell.architecture,
    seed: cell.seed,
    ...(epochs !== undefined && { epochs }),
  });
}

/** Whether the outputs of a network that learnt one task gather into another. */
export function gathersInto(learnt: Task, judged: Task): boolean {
  const outputs = taskClasses(learnt);
  return judged === learnt || taskMembers(judged).every((code) => outputs.includes(code));
}

/** Some of the records, by chance: the same for every architecture, and fewer are a part of more. */
export function someRecords(learnt: LabelledInputs, records: number, seed: number): LabelledInputs {
  const order = createRandom(seed).shuffle(learnt.rows.map((_, i) => i));
  const chosen = order.slice(0, records);
  const width = learnt.classes.length;
  const pick = <T>(values: readonly T[]) => chosen.map((i) => values[i] as T);
  const rowsOf = (values: ArrayLike<number>) =>
    chosen.flatMap((i) => Array.from({ length: width }, (_, c) => values[i * width + c] as number));
  return {
    ...learnt,
    rows: pick(learnt.rows),
    inputs: pick(learnt.inputs),
    labels: Uint8Array.from(rowsOf(learnt.labels)),
    likelihood: Float32Array.from(rowsOf(learnt.likelihood)),
  };
}
