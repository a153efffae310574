import { EcgError } from '../errors.ts';
import {
  type FloatTensor,
  gradientName,
  type ParameterVector,
  type Session,
  STEP_NAMES,
  type TrainingGraph,
} from '../nn/index.ts';
import type { Random } from '../random.ts';
import { warpFactor, windowChanges } from './augment/augment-window.ts';
import type { AugmentationConfig, MixingConfig } from './augment/augmentation-config.ts';
import { mixShard } from './augment/mix.ts';
import { copyWarpedWindow, copyWindow, type TrainingSet } from './training-set.ts';

/** What one session computes on: its part of a batch. */
export interface Shard {
  readonly feeds: Readonly<Record<string, FloatTensor>>;
}

/** What a batch gives. */
export interface BatchGradients {
  /** Mean over the batch. */
  readonly loss: number;
  /** Batch statistics by name, averaged over the shards. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
}

/** How windows are changed and mixed when they are drawn. */
export interface DrawSettings {
  readonly leads: readonly string[];
  readonly fs: number;
  readonly augmentation?: AugmentationConfig | undefined;
  readonly mixing?: MixingConfig | undefined;
}

/**
 * Draws one shard of a batch: a random window of each record, changed as the settings say, its targets and weights, mixed as they say,
 * and the dropout masks.
 *
 * Arrays lie in shared memory, so that they reach a worker without being copied on the way.
 *
 * @param settings none: windows as they are
 */
export function drawShard(
  graph: TrainingGraph,
  set: TrainingSet,
  records: readonly number[],
  random: Random,
  settings?: DrawSettings,
): Shard {
  const { batch, input, outputs } = graph;
  const signals = shared([batch, input.channels, input.samples]);
  const targets = shared([batch, outputs]);
  const weights = shared([batch, outputs]);
  const draw = windowDrawer(set, input.samples, signals.data, settings);
  records.forEach((record, i) => {
    draw(record, i, random);
    targets.data.set(set.targets.subarray(record * outputs, (record + 1) * outputs), i * outputs);
    weights.data.set(set.weights.subarray(record * outputs, (record + 1) * outputs), i * outputs);
  });
  if (settings?.mixing) {
    const arrays = { signals: signals.data, targets: targets.data, weights: weights.data };
    mixShard({ records: batch, samples: input.samples, ...arrays }, settings.mixing, random);
  }
  const masks = graph.dropouts.map(({ name, shape, rate }) => {
    const mask = shared(shape);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
    return [name, mask] as const;
  });
  const { signals: x, targets: y, weights: w } = STEP_NAMES;
  return { feeds: { [x]: signals, [y]: targets, [w]: weights, ...Object.fromEntries(masks) } };
}

/** Writes a random window of a record to a place of the batch. */
function windowDrawer(
  set: TrainingSet,
  window: number,
  batch: Float32Array,
  settings: DrawSettings | undefined,
): (record: number, example: number, random: Random) => void {
  const { augmentation } = settings ?? {};
  if (settings === undefined || augmentation === undefined) {
    return (record, example, random) =>
      copyWindow(set, record, random.integer(set.samples - window + 1), window, batch, example);
  }
  const change = windowChanges(augmentation, { ...settings, samples: window });
  const size = set.leads * window;
  return (record, example, random) => {
    const factor = warpFactor(augmentation, set.samples / window, random);
    const spanned = Math.min(set.samples, Math.ceil(factor * window));
    const start = random.integer(set.samples - spanned + 1);
    if (factor === 1) copyWindow(set, record, start, window, batch, example);
    else copyWarpedWindow(set, record, start, factor, window, batch, example);
    change(batch.subarray(example * size, (example + 1) * size), random);
  };
}

/**
 * The gradient of the mean loss over a batch, shard by shard at the same time, written to `gradient`. Shards are summed in their order,
 * so results do not depend on which is done first.
 */
export async function batchGradients(
  graph: TrainingGraph,
  sessions: readonly Session[],
  parameters: ParameterVector,
  gradient: ParameterVector,
  shards: readonly Shard[],
): Promise<BatchGradients> {
  const weights = Object.fromEntries(
    graph.parameters.map(({ name, shape }) => [name, { data: viewOf(parameters, name), shape }] as const),
  );
  const results = await Promise.all(
    shards.map(({ feeds }, i) => (sessions[i % sessions.length] as Session).run({ ...weights, ...feeds })),
  );
  gradient.values.fill(0);
  const share = 1 / shards.length;
  const statistics = new Map(graph.statistics.map(({ name, shape }) => [name, new Float32Array(sizeOfShape(shape))]));
  let loss = 0;
  for (const result of results) {
    const values = (name: string) => (result[name] as FloatTensor).data;
    for (const { name } of graph.parameters) addScaled(viewOf(gradient, name), values(gradientName(name)), share);
    for (const { name, batchValue } of graph.statistics)
      addScaled(statistics.get(name) as Float32Array, values(batchValue), share);
    loss += (values(STEP_NAMES.loss)[0] as number) * share;
  }
  if (!Number.isFinite(loss)) {
    throw new EcgError(
      'invalid-argument',
      `batchGradients: the loss must stay finite, got ${loss}; try a lower learning rate`,
      { loss },
    );
  }
  return { loss, statistics };
}

const sizeOfShape = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

function shared(shape: readonly number[]): FloatTensor {
  return { data: new Float32Array(new SharedArrayBuffer(4 * sizeOfShape(shape))), shape };
}

function viewOf(vector: ParameterVector, name: string): Float32Array {
  return vector.views.get(name) as Float32Array;
}

function addScaled(sum: Float32Array, values: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (values[i] as number) * factor;
}
