import type { EcgRow, EcgStore } from '../datasets/index.ts';
import { labelRows, storeRecord } from '../datasets/index.ts';
import { EcgError, isEcgError } from '../errors.ts';
import { type InputForm, type ModelInput, modelInput } from '../models/index.ts';
import { createRandom, type Random } from '../random.ts';
import { recordLength } from '../record/index.ts';
import { sha256 } from '../sha256.ts';
import type { TrainingConfig } from './training-config.ts';

/** Counts per unit of a prepared signal (millivolts or standard deviations): a step of a thousandth, a range of ± 32. */
const COUNTS_PER_UNIT = 1000;

/** Records in a model's form, with their labels. */
export interface LabelledInputs {
  readonly rows: readonly EcgRow[];
  readonly inputs: readonly ModelInput[];
  readonly classes: readonly string[];
  /** `[rows × classes]` */
  readonly labels: Uint8Array;
  /** Likelihood in percent, `[rows × classes]`; 0 where unknown or absent. */
  readonly likelihood: Float32Array;
  /** Of the same classes by teachers, `[rows × classes]`, where there are any. */
  readonly teacherProbabilities?: Float32Array;
  /** How many rows have no label of the task. */
  readonly unlabelled: number;
  /** Records that the model's form refuses, and why. */
  readonly refused: readonly { readonly ecgId: number; readonly reason: string }[];
}

/**
 * The records of some folds that have a label of the task, in the form that a model takes. Records that cannot be brought into it are
 * left out and listed, except those of another unit: a data set that a model cannot take is an error.
 *
 * @param onProgress called with the number of records done and of all
 * @throws EcgError `model-mismatch` for a unit that the model does not take; `invalid-argument` when no record is left
 */
export function labelledInputs(
  store: EcgStore,
  folds: readonly number[],
  task: TrainingConfig['task'],
  form: InputForm,
  onProgress: (done: number, all: number) => void = () => {},
): LabelledInputs {
  const chosen = store.rows.flatMap((row, i) => (folds.includes(row.fold) ? [i] : []));
  const { classes, labels, likelihood, kept, dropped } = labelRows(
    chosen.map((i) => store.rows[i] as EcgRow),
    task,
  );
  const refused: { ecgId: number; reason: string }[] = [];
  const taken: number[] = [];
  const inputs: ModelInput[] = [];
  kept.forEach((position, i) => {
    const index = chosen[position] as number;
    const record = storeRecord(store, index);
    try {
      inputs.push(modelInput(form, record));
      taken.push(i);
    } catch (error) {
      if (!isEcgError(error, 'model-mismatch') || !form.input.units.includes(record.unit)) throw error;
      refused.push({ ecgId: (store.rows[index] as EcgRow).ecgId, reason: error.message });
    }
    onProgress(i + 1, kept.length);
  });
  if (inputs.length === 0) {
    throw new EcgError(
      'invalid-argument',
      `labelledInputs: folds ${folds} must hold a record with a label of task ${task}, got none`,
      { folds, task },
    );
  }
  const rowsOf = <T extends Uint8Array | Float32Array>(values: T) =>
    taken.map((i) => values.subarray(i * classes.length, (i + 1) * classes.length));
  return {
    rows: taken.map((i) => store.rows[chosen[kept[i] as number] as number] as EcgRow),
    inputs,
    classes,
    labels: Uint8Array.from(rowsOf(labels).flatMap((row) => [...row])),
    likelihood: Float32Array.from(rowsOf(likelihood).flatMap((row) => [...row])),
    unlabelled: dropped,
    refused,
  };
}

/** Training examples, compact: whole prepared records, from which windows are drawn. */
export interface TrainingSet {
  /** `[records, leads, samples]` in counts. */
  readonly counts: Int16Array;
  readonly records: number;
  readonly leads: number;
  readonly samples: number;
  readonly outputs: number;
  /** `[records × outputs]`, 0 to 1; empty, as the weights, where the objective takes none. */
  readonly targets: Float32Array;
  /** `[records × outputs]`, factor of each term of the loss. */
  readonly weights: Float32Array;
}

/**
 * Packs prepared records for training. With `shuffleLabels` each record has the labels of another, at random by the seed.
 *
 * @throws EcgError `invalid-argument` when records differ in length, or distillation is asked for without teachers' probabilities
 */
export function trainingSet(
  { inputs, labels, likelihood, classes, rows, teacherProbabilities }: LabelledInputs,
  config: Pick<TrainingConfig, 'seed' | 'labelSmoothing' | 'likelihoodWeights' | 'distillation' | 'shuffleLabels'>,
): TrainingSet {
  const { labelSmoothing, likelihoodWeights, distillation } = config;
  const first = Object.values((inputs[0] as ModelInput).signal.leads);
  const [leads, samples] = [first.length, first[0]?.length ?? 0];
  const counts = new Int16Array(inputs.length * leads * samples);
  inputs.forEach((input, i) => {
    const got = recordLength(input.signal);
    if (got !== samples) {
      const rule = `record ${rows[i]?.ecgId} must have ${samples} samples as the first`;
      throw new EcgError('invalid-argument', `trainingSet: ${rule}, got ${got}`, { samples: got });
    }
    packSignal(input, samples, counts.subarray(i * leads * samples, (i + 1) * leads * samples));
  });
  const targets = Float32Array.from(labels, (label) => label * (1 - labelSmoothing) + labelSmoothing / 2);
  if (distillation) mixTeachers(targets, teacherProbabilities, distillation.weight);
  const weights = Float32Array.from(likelihood, (percent) => (likelihoodWeights && percent > 0 ? percent / 100 : 1));
  const set = { counts, records: inputs.length, leads, samples, outputs: classes.length, targets, weights };
  return config.shuffleLabels ? withShuffledLabels(set, createRandom(config.seed)) : set;
}

function withShuffledLabels(set: TrainingSet, random: Random): TrainingSet {
  const { records, outputs } = set;
  const order = random.shuffle(Array.from({ length: records }, (_, i) => i));
  const dealt = (values: Float32Array) =>
    Float32Array.from(
      values,
      (_, i) => values[(order[Math.floor(i / outputs)] as number) * outputs + (i % outputs)] as number,
    );
  return { ...set, targets: dealt(set.targets), weights: dealt(set.weights) };
}

/** Writes the first samples of a prepared signal as counts `[leads, samples]`. */
export function packSignal({ signal }: ModelInput, samples: number, counts: Int16Array): void {
  Object.values(signal.leads).forEach((lead, l) => {
    for (let t = 0; t < samples; t++) {
      counts[l * samples + t] = Math.max(-32767, Math.min(32767, Math.round((lead[t] as number) * COUNTS_PER_UNIT)));
    }
  });
}

function mixTeachers(targets: Float32Array, probabilities: Float32Array | undefined, weight: number): void {
  if (probabilities === undefined) {
    throw new EcgError('invalid-argument', 'trainingSet: distillation needs the probabilities of teachers, got none', {
      weight,
    });
  }
  for (let i = 0; i < targets.length; i++) {
    targets[i] = (1 - weight) * (targets[i] as number) + weight * (probabilities[i] as number);
  }
}

/** Copies a window of a record, in units, to a place in a batch `[examples, leads, window]`. */
export function copyWindow(
  set: TrainingSet,
  record: number,
  start: number,
  window: number,
  batch: Float32Array,
  example: number,
): void {
  const { counts, leads, samples } = set;
  for (let lead = 0; lead < leads; lead++) {
    const from = (record * leads + lead) * samples + start;
    const to = (example * leads + lead) * window;
    for (let t = 0; t < window; t++) batch[to + t] = (counts[from + t] as number) / COUNTS_PER_UNIT;
  }
}

/**
 * The same with a step of `factor` samples, between which the record is interpolated (cubic, Catmull–Rom): a window that spans
 * `factor` times as many samples. With a factor of 1 it is `copyWindow`.
 */
export function copyWarpedWindow(
  set: TrainingSet,
  record: number,
  start: number,
  factor: number,
  window: number,
  batch: Float32Array,
  example: number,
): void {
  const { counts, leads, samples } = set;
  const last = samples - 1;
  for (let t = 0; t < window; t++) {
    const at = Math.min(last, start + t * factor);
    const whole = Math.floor(at);
    const f = at - whole;
    // Weights of the four samples around, the same for every lead.
    const [w0, w1] = [(f * (f * (2 - f) - 1)) / 2, (f * f * (3 * f - 5) + 2) / 2];
    const [w2, w3] = [(f * (f * (4 - 3 * f) + 1)) / 2, (f * f * (f - 1)) / 2];
    const [i0, i2, i3] = [Math.max(0, whole - 1), Math.min(last, whole + 1), Math.min(last, whole + 2)];
    for (let lead = 0; lead < leads; lead++) {
      const from = (record * leads + lead) * samples;
      const before = w0 * (counts[from + i0] as number) + w1 * (counts[from + whole] as number);
      const after = w2 * (counts[from + i2] as number) + w3 * (counts[from + i3] as number);
      batch[(example * leads + lead) * window + t] = (before + after) / COUNTS_PER_UNIT;
    }
  }
}

/** Identity of training records: which, in which order, with which labels. */
export function recordsSha256({ rows, labels }: LabelledInputs): Promise<string> {
  const text = rows.map(({ ecgId }) => ecgId).join(',');
  return sha256(new Uint8Array([...new TextEncoder().encode(text), ...labels]));
}
