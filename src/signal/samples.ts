import { EcgError } from '../errors.ts';

/**
 * The samples of one lead. Every function of this folder answers in the kind that it was given and computes in float64.
 */
export type Samples = Float32Array | Float64Array;

/** A zeroed array of the same kind as `samples`. */
export function emptyLike<S extends Samples>(samples: S, length: number): S {
  return (samples instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)) as unknown as S;
}

/** A float64 result in the kind of the samples that it was computed from, rounded where that is float32. */
export function inKindOf<S extends Samples>(samples: S, result: Float64Array): S {
  return (samples instanceof Float32Array ? new Float32Array(result) : result) as unknown as S;
}

/** Index of the first NaN or infinite sample, `undefined` when there is none. */
export function firstNonFinite(samples: Samples): number | undefined {
  // The difference of a finite number from itself is 0, of all others NaN: faster than asking `isFinite`.
  for (let i = 0; i < samples.length; i++) if ((samples[i] as number) - (samples[i] as number) !== 0) return i;
  return undefined;
}

/**
 * Refuses NaN and infinite samples: one of them would spread over the whole output of a recursive filter.
 *
 * @param caller name of the refusing function, for the message
 * @throws EcgError `invalid-argument` naming the first such sample
 */
export function requireFinite(samples: Samples, caller: string): void {
  const index = firstNonFinite(samples);
  if (index === undefined) return;
  const value = samples[index];
  throw new EcgError('invalid-argument', `${caller}: samples must be finite, got ${value} at index ${index}`, {
    index,
    value,
  });
}
