import { emptyLike, requireFinite, type Samples } from './samples.ts';

/**
 * A lead whose standard deviation is no more than this is flat. In mV it is a thousandth of the finest step of a
 * recorder, yet far above the rounding that filters leave of a constant, which a division by its own deviation would
 * blow up to noise of full height.
 */
export const FLAT_SD = 1e-6;

/** A standardised lead, and what it took. */
export interface Standardised<S extends Samples> {
  readonly samples: S;
  /** Of the samples given, in their unit. */
  readonly mean: number;
  /** Population standard deviation (divisor n) of the samples given, in their unit. */
  readonly sd: number;
  /** No variation (`sd` ≤ `FLAT_SD`): `samples` are all 0, and mean nothing. */
  readonly isFlat: boolean;
}

/**
 * Z-score of one lead: mean 0, population standard deviation 1. Heights in mV are lost, so voltage criteria must be
 * read before.
 *
 * @throws EcgError `invalid-argument` for a sample that is not finite
 * @example
 * standardise(Float64Array.of(1, 3)) // => { samples: Float64Array.of(-1, 1), mean: 2, sd: 1, isFlat: false }
 */
export function standardise<S extends Samples>(samples: S): Standardised<S> {
  requireFinite(samples, 'standardise');
  const { mean, sd } = moments(samples);
  const isFlat = !(sd > FLAT_SD);
  return { samples: isFlat ? emptyLike(samples, samples.length) : scale(samples, mean, sd), mean, sd, isFlat };
}

/** (samples − mean) / sd. */
export function scale<S extends Samples>(samples: S, mean: number, sd: number): S {
  const out = emptyLike(samples, samples.length);
  for (let i = 0; i < samples.length; i++) out[i] = ((samples[i] as number) - mean) / sd;
  return out;
}

/** Mean and population standard deviation over all samples of all leads; two passes, so offsets cost no digits. */
export function moments(...leads: readonly Samples[]): { readonly mean: number; readonly sd: number } {
  const total = leads.reduce((sum, samples) => sum + samples.length, 0);
  if (total === 0) return { mean: 0, sd: 0 };
  let sum = 0;
  for (const samples of leads) for (let i = 0; i < samples.length; i++) sum += samples[i] as number;
  const mean = sum / total;
  let squares = 0;
  for (const samples of leads) for (let i = 0; i < samples.length; i++) squares += ((samples[i] as number) - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / total) };
}
