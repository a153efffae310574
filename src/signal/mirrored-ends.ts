import type { Samples } from './samples.ts';

/**
 * The signal continued at both ends by odd reflection, 2 · end − mirror image: value and slope run on through the ends.
 * Where `edge` exceeds the signal's length the reflection repeats; a single sample is held.
 *
 * @returns `[edge + samples + edge]` in float64
 */
export function withMirroredEnds(samples: Samples, edge: number): Float64Array {
  const { length } = samples;
  const extended = new Float64Array(length + 2 * edge);
  if (length === 1) return extended.fill(samples[0] as number);
  extended.set(samples, edge);
  const start = edge;
  const end = edge + length - 1;
  const first = samples[0] as number;
  const last = samples[length - 1] as number;
  for (let i = 1; i <= edge; i++) {
    extended[start - i] = 2 * first - (extended[start + i] as number);
    extended[end + i] = 2 * last - (extended[end - i] as number);
  }
  return extended;
}
