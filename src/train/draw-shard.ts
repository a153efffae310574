import { type FloatTensor, STEP_NAMES, type TrainingGraph } from '../nn/index.ts';
import type { Random } from '../random.ts';
import { warpFactor, windowChanges } from './augment/augment-window.ts';
import type { AugmentationConfig, MixingConfig } from './augment/augmentation-config.ts';
import { mixShard } from './augment/mix.ts';
import type { Shard } from './gradient-step.ts';
import { copyWarpedWindow, copyWindow, type TrainingSet } from './training-set.ts';

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
  const { signals: x, targets: y, weights: w } = STEP_NAMES;
  return { feeds: { [x]: signals, [y]: targets, [w]: weights, ...drawMasks(graph, random) } };
}

/**
 * Draws one shard of pairs: two random windows of each record, one behind the other, each changed by itself as the settings say. Records
 * are not mixed, and no targets are fed.
 */
export function drawPairs(
  graph: TrainingGraph,
  set: TrainingSet,
  records: readonly number[],
  random: Random,
  settings?: DrawSettings,
): Shard {
  const { batch, input } = graph;
  const signals = shared([batch, input.channels, input.samples]);
  const draw = windowDrawer(set, input.samples, signals.data, settings);
  records.forEach((record, i) => {
    draw(record, 2 * i, random);
    draw(record, 2 * i + 1, random);
  });
  return { feeds: { [STEP_NAMES.signals]: signals, ...drawMasks(graph, random) } };
}

function drawMasks({ dropouts }: TrainingGraph, random: Random): Readonly<Record<string, FloatTensor>> {
  const masks = dropouts.map(({ name, shape, rate }) => {
    const mask = shared(shape);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = random.uniform() < rate ? 0 : 1 / (1 - rate);
    return [name, mask] as const;
  });
  return Object.fromEntries(masks);
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

function shared(shape: readonly number[]): FloatTensor {
  return {
    data: new Float32Array(new SharedArrayBuffer(4 * shape.reduce((product, size) => product * size, 1))),
    shape,
  };
}
