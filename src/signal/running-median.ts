import { EcgError } from '../errors.ts';
import { extend } from './extend.ts';
import { inKindOf, requireFinite, type Samples } from './samples.ts';

/**
 * Median of the samples around each one: SciPy's `ndimage.median_filter(size=width, mode='reflect')`, which mirrors the
 * signal at its ends with the end sample repeated (… b a | a b …).
 *
 * @param width odd number of samples
 * @returns `[samples]`
 * @throws EcgError `invalid-argument` for a width that is not odd and positive, or a sample that is not finite
 * @example
 * Array.from(runningMedian(Float64Array.of(0, 0, 9, 0, 1, 1), 3)) // => [0, 0, 0, 1, 1, 1]
 */
export function runningMedian<S extends Samples>(samples: S, width: number): S {
  requireFinite(samples, 'runningMedian');
  if (!(Number.isInteger(width) && width % 2 === 1 && width > 0)) {
    throw new EcgError('invalid-argument', `runningMedian: width must be a positive odd number, got ${width}`, {
      width,
    });
  }
  const { length } = samples;
  const half = (width - 1) / 2;
  const medians = new Float64Array(length);
  if (length === 0) return inKindOf(samples, medians);
  const extended = extend(samples, half, half + 1, 'symmetric');
  const window = extended.slice(0, width).sort();
  for (let i = 0; i < length; i++) {
    medians[i] = window[half] as number;
    exchange(window, extended[i] as number, extended[i + width] as number);
  }
  return inKindOf(samples, medians);
}

/** Puts `added` into a sorted window in place of one `removed` that is in it, and keeps it sorted. */
function exchange(window: Float64Array, removed: number, added: number): void {
  const from = lowerBound(window, removed);
  if (added > removed) {
    const to = lowerBound(window, added) - 1;
    window.copyWithin(from, from + 1, to + 1);
    window[to] = added;
  } else {
    const to = lowerBound(window, added);
    window.copyWithin(to + 1, to, from);
    window[to] = added;
  }
}

/** The first place whose value is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
