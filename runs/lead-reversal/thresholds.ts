/** Evidence that each reversal needs, chosen on records that are taken to be connected correctly. */
export interface ThresholdOptions {
  /** Share of correct records in which some reversal may be named. */
  readonly falseAlarms: number;
  /** How much a missed case of each reversal counts. */
  readonly weights: readonly number[];
}

/** What the published thresholds were chosen by: LA–LL, which few records let tell, may cost little. In the order of `WEIGHED_REVERSALS`. */
export const THRESHOLD_OPTIONS: ThresholdOptions = { falseAlarms: 0.008, weights: [1, 1, 0.1, 1, 1, 1, 1, 1] };

/** Fewest log-odds that are ever enough. */
const LEAST_THRESHOLD = 0;

/** Highest scores of correct records that a threshold may lie between. */
const MOST_FALSE_ALARMS = 30;

/**
 * Thresholds that miss as few reversals as the share of false alarms allows. Undoing a reversal turns the sign of its evidence, so a
 * correct record with evidence e is, reversed, a case with −e. Every threshold minimises misses + λ · false alarms by itself; λ
 * is the smallest for which all thresholds together keep to the share.
 *
 * @param evidence of correct records, `[records][reversals]`
 */
export function chooseThresholds(
  evidence: readonly ArrayLike<number>[],
  { falseAlarms, weights }: ThresholdOptions,
): readonly number[] {
  const columns = weights.map((_, s) => evidence.map((row) => row[s] as number).sort((a, b) => b - a));
  const at = (lambda: number) => columns.map((column, s) => bestThreshold(column, weights[s] as number, lambda));
  const alarms = (thresholds: readonly number[]) =>
    evidence.filter((row) => thresholds.some((threshold, s) => (row[s] as number) > threshold)).length /
    evidence.length;
  let [low, high] = [0.01, 1e6];
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    if (alarms(at(middle)) > falseAlarms) low = middle;
    else high = middle;
  }
  return at(high);
}

/** @param column evidence of correct records for one reversal, descending */
function bestThreshold(column: readonly number[], weight: number, lambda: number): number {
  const highest = column[0] ?? LEAST_THRESHOLD;
  const candidates = [Math.max(highest, LEAST_THRESHOLD) + 0.5];
  for (let i = 0; i < Math.min(MOST_FALSE_ALARMS, column.length - 1); i++) {
    candidates.push(Math.max(((column[i] as number) + (column[i + 1] as number)) / 2, LEAST_THRESHOLD));
  }
  const cost = (threshold: number) =>
    column.reduce((sum, e) => sum + (-e <= threshold ? weight : 0) + (e > threshold ? lambda : 0), 0);
  return candidates
    .map((threshold) => [cost(threshold), threshold] as const)
    .reduce((a, b) => (b[0] < a[0] ? b : a))[1];
}
