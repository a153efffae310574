import { EcgError } from '../errors.ts';

/** Where windows of a record begin: every `stride` samples, as many as fit whole. */
export function windowStarts(samples: number, window: number, stride: number): readonly number[] {
  const count = samples < window ? 0 : Math.floor((samples - window) / stride) + 1;
  return Array.from({ length: count }, (_, i) => i * stride);
}

/**
 * One value per output from those of several windows.
 *
 * @param values `[windows × outputs]`, row by row
 * @returns `[outputs]`
 * @throws EcgError `invalid-argument` without a window
 * @example
 * Array.from(aggregateWindows(Float32Array.of(0.25, 0.5, 0.75, 0.5), 2, 'mean')) // => [0.5, 0.5]
 * Array.from(aggregateWindows(Float32Array.of(0.25, 0.5, 0.75, 0.5), 2, 'max')) // => [0.75, 0.5]
 */
export function aggregateWindows(values: Float32Array, outputs: number, how: 'mean' | 'max'): Float64Array {
  const windows = values.length / outputs;
  if (windows < 1) throw new EcgError('invalid-argument', 'aggregateWindows: needs a window, got none');
  const result = new Float64Array(outputs).fill(how === 'max' ? -Infinity : 0);
  for (let i = 0; i < values.length; i++) {
    const output = i % outputs;
    const [known, value] = [result[output] as number, values[i] as number];
    result[output] = how === 'max' ? Math.max(known, value) : known + value / windows;
  }
  return result;
}
