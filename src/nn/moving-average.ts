import { EcgError } from '../errors.ts';

/**
 * Averages of the weights over training. Start from a copy of the parameters, update after each step, and evaluate the average. It has
 * batch statistics of its own: recompute running means and variances with the averaged weights before inference.
 */

/**
 * One update of an exponential average, in place: average ← decay × average + (1 − decay) × values.
 *
 * Numbers are stored as float32, as PyTorch's are, so with decay 0.9999 a drift below 6e-4 of a weight is lost to rounding.
 *
 * @param decay from 0 (the average is the newest value) to 1 (it never changes)
 * @throws EcgError `invalid-argument` when sizes differ or the decay is outside 0 … 1
 * @example
 * const average = Float32Array.of(0, 10);
 * updateExponentialAverage(average, Float32Array.of(1, 20), 0.75);
 * average // => [0.25, 12.5]
 */
export function updateExponentialAverage(average: Float32Array, values: Float32Array, decay: number): void {
  if (!(decay >= 0 && decay <= 1)) {
    throw new EcgError('invalid-argument', `updateExponentialAverage: decay must be from 0 to 1, got ${decay}`, {
      decay,
    });
  }
  moveTowards('updateExponentialAverage', average, values, 1 - decay);
}

/**
 * A decay that lets an average forget the first weights: min(decay, (1 + n) / (10 + n)), the rule of TensorFlow's
 * `ExponentialMovingAverage`.
 *
 * @param updates n, the updates made before this one
 * @example
 * warmedUpDecay(0.999, 0) // => 0.1
 * warmedUpDecay(0.999, 90) // => 0.91
 * warmedUpDecay(0.999, 1e6) // => 0.999
 */
export function warmedUpDecay(decay: number, updates: number): number {
  return Math.min(decay, (1 + updates) / (10 + updates));
}

/**
 * One update of an average of equal weights, in place: stochastic weight averaging (Izmailov et al. 2018).
 *
 * @param count how many models the average holds already; 0 makes it a copy of `values`
 * @throws EcgError `invalid-argument` when sizes differ or `count` is no count
 * @example
 * const average = Float32Array.of(2);
 * updateEqualAverage(average, Float32Array.of(8), 2);
 * average // => [4]
 */
export function updateEqualAverage(average: Float32Array, values: Float32Array, count: number): void {
  if (!(Number.isSafeInteger(count) && count >= 0)) {
    throw new EcgError('invalid-argument', `updateEqualAverage: count must be a whole number ≥ 0, got ${count}`, {
      count,
    });
  }
  moveTowards('updateEqualAverage', average, values, 1 / (count + 1));
}

function moveTowards(name: string, average: Float32Array, values: Float32Array, fraction: number): void {
  if (average.length !== values.length) {
    throw new EcgError(
      'invalid-argument',
      `${name}: average and values must have one size, got ${average.length} and ${values.length}`,
      { average: average.length, values: values.length },
    );
  }
  for (let i = 0; i < average.length; i++) {
    const held = average[i] as number;
    average[i] = held + fraction * ((values[i] as number) - held);
  }
}
