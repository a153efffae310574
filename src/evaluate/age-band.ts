import { EcgError } from '../errors.ts';

/** The age bands that figures are given for. */
export type AgeBand = '< 40' | '40–59' | '60–79' | '≥ 80';

/**
 * The band of an age; `undefined` when the age is not stated.
 *
 * @throws EcgError `invalid-argument` on a negative age or NaN
 * @example
 * ageBand(59.9) // => '40–59'
 */
export function ageBand(ageYears: number | undefined): AgeBand | undefined {
  if (ageYears === undefined) return undefined;
  if (!(ageYears >= 0)) {
    throw new EcgError('invalid-argument', `ageBand: age must be at least 0 years, got ${ageYears}`, { ageYears });
  }
  if (ageYears < 40) return '< 40';
  if (ageYears < 60) return '40–59';
  return ageYears < 80 ? '60–79' : '≥ 80';
}
