import { meanAndSpread } from '../out-of-fold.ts';
import type { TrialSettings } from './sweep-trials.ts';

/** What a changed field does, on average over all settings of the others. */
export interface ScreeningEffect {
  /** Dotted path of the field. */
  readonly path: string;
  /** The value beside the base's; `null` for none. */
  readonly value: unknown;
  /** Mean figure of the trials with the value, less that of the trials without. */
  readonly effect: number;
  /** Of the effect, from how much all contrasts differ between parts; `undefined` with one part. */
  readonly standardError: number | undefined;
}

/** The figures of a trial, one for each part of the data. */
export interface ScreenedTrial {
  readonly settings: TrialSettings;
  readonly byPart: readonly number[];
}

/** A field and its other value. */
export type ScreenedField = readonly [path: string, value: unknown];

/** Trials of a screening of so many fields: the least power of two that has a contrast for each. */
const runsFor = (fields: number) => 2 ** Math.ceil(Math.log2(fields + 1));

/**
 * Sylvester's Hadamard matrix: half of the trials differ from the other half by any contrast, and by two contrasts a quarter from each
 * other. Fields have the last contrasts: up to half as many fields as trials, none is the product of two others.
 */
const isChanged = (trial: number, contrast: number) => parityOf(trial & contrast) === 1;

function parityOf(bits: number): number {
  let parity = 0;
  for (let left = bits; left > 0; left >>= 1) parity ^= left & 1;
  return parity;
}

/**
 * A fractional factorial design of two levels (Box, Hunter & Hunter 2005, *Statistics for Experimenters*, ch. 6): of n fields each has its
 * other value in half of the trials, balanced against every other field, so that each effect is a comparison of all trials. The first
 * trial is the base.
 *
 * @param fields path and other value of each field
 * @example
 * screeningSettings([['batch', 32], ['epochs', 9]]) // => [{}, { batch: 32 }, { batch: 32, epochs: 9 }, { epochs: 9 }]
 */
export function screeningSettings(fields: readonly ScreenedField[]): readonly TrialSettings[] {
  const runs = runsFor(fields.length);
  return Array.from({ length: runs }, (_, trial) =>
    Object.fromEntries(fields.filter((_, field) => isChanged(trial, runs - 1 - field))),
  );
}

/**
 * Main effects of a screening. With more fields than half of the trials an effect is mixed with joint effects of pairs of others: a guide to what
 * is worth a comparison of its own.
 *
 * @param trials all of `screeningSettings`, in their order; parts in the same order in each
 */
export function screeningEffects(
  fields: readonly ScreenedField[],
  trials: readonly ScreenedTrial[],
): readonly ScreeningEffect[] {
  const parts = trials[0]?.byPart.map((_, part) => part) ?? [];
  const contrastOf = (contrast: number, part: number) =>
    trials.reduce((sum, { byPart }, i) => sum + (isChanged(i, contrast) ? 1 : -1) * (byPart[part] as number), 0) /
    (trials.length / 2);
  const contrasts = trials.slice(1).map((_, i) => meanAndSpread(parts.map((part) => contrastOf(i + 1, part))));
  const variances = contrasts.flatMap(({ sd }) => (sd === undefined ? [] : [sd ** 2]));
  const variance = meanAndSpread(variances).mean;
  const standardError = variance === undefined ? undefined : Math.sqrt(variance / parts.length);
  return fields.map(([path, value], field) => {
    const { mean: effect = Number.NaN } = contrasts[trials.length - 2 - field] ?? {};
    return { path, value, effect, standardError };
  });
}
