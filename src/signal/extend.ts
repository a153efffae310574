import type { Samples } from './samples.ts';

/**
 * How a signal goes on beyond its ends: `symmetric` mirrors it with the end sample repeated (… b a | a b …), `periodic`
 * starts again.
 */
export type Extension = 'symmetric' | 'periodic';

/**
 * The signal with `before` and `after` samples added, over and over where they are more than it has. Not empty.
 *
 * @returns `[before + samples + after]`
 */
export function extend(samples: Samples, before: number, after: number, extension: Extension): Float64Array {
  const { length } = samples;
  const extended = new Float64Array(before + length + after);
  extended.set(samples, before);
  const indexOf = extension === 'symmetric' ? mirroredIndex : periodicIndex;
  for (let i = 1; i <= before; i++) extended[before - i] = samples[indexOf(-i, length)] as number;
  for (let i = 0; i < after; i++) extended[before + length + i] = samples[indexOf(length + i, length)] as number;
  return extended;
}

/** Place in the signal of an index in its mirrored continuation. */
export function mirroredIndex(index: number, length: number): number {
  const within = periodicIndex(index, 2 * length);
  return within < length ? within : 2 * length - 1 - within;
}

/** Place in the signal of an index in its periodic continuation. */
export function periodicIndex(index: number, length: number): number {
  return ((index % length) + length) % length;
}
