import { WEIGHED_REVERSALS } from '../../src/quality/lead-reversal-network.ts';

/** Evidence that each reversal needs, chosen on records that are taken to be connected correctly. */
export interface ThresholdOptions {
  /** Share of correct records in which some reversal may be named. */
  readonly falseAlarms: number;
  /** Reversals that are named only beyond all evidence for them in correct records. */
  readonly hardlyEver: readonly string[];
}

/** What the published thresholds were chosen by: LA–LL, which few records let tell, may cost nothing. */
export const THRESHOLD_OPTIONS: ThresholdOptions = { falseAlarms: 0.008, hardlyEver: ['LA-LL'] };

/** Fewest log-odds that are ever enough, and what a reversal that is hardly ever named needs beyond the highest. */
const LEAST_THRESHOLD = 0;
const BEYOND = 0.5;

/**
 * Thresholds by which every reversal is found equally often, as often as the share of false alarms allows. Undoing a reversal turns
 * the sign of its evidence, so a correct record with evidence e is, reversed, a case with −e. Sensitivities are quantiles of
 * hundreds of cases; thresholds for the fewest misses would follow the few correct records that look reversed.
 *
 * @param evidence of correct records, `[records][reversals]`
 */
export function chooseThresholds(
  evidence: readonly ArrayLike<number>[],
  { falseAlarms, hardlyEver }: ThresholdOptions,
): readonly number[] {
  const columns = WEIGHED_REVERSALS.map((_, s) => Float64Array.from(evidence, (row) => row[s] as number).sort());
  const at = (missed: number) =>
    columns.map((column, s) => {
      const highest = column.at(-1) ?? 0;
      const needed = hardlyEver.includes(WEIGHED_REVERSALS[s] as string)
        ? highest + BEYOND
        : -quantile(column, 1 - missed);
      return Math.max(needed, LEAST_THRESHOLD);
    });
  const alarms = (thresholds: readonly number[]) =>
    evidence.filter((row) => thresholds.some((threshold, s) => (row[s] as number) > threshold)).length;
  let [low, high] = [0, 1];
  for (let i = 0; i < 30; i++) {
    const missed = (low + high) / 2;
    if (alarms(at(missed)) > falseAlarms * evidence.length) low = missed;
    else high = missed;
  }
  return at(high);
}

/** Between the two nearest values. */
function quantile(ascending: Float64Array, share: number): number {
  const position = share * (ascending.length - 1);
  const n = Math.min(Math.floor(position), ascending.length - 2);
  const [below, above] = [ascending[n] as number, ascending[n + 1] as number];
  return below + (position - n) * (above - below);
}
