import { reliabilityTable } from './reliability-table.ts';

/**
 * Expected calibration error of one class: the gap between mean probability and share of positives in each of 15
 * equal-width bins, averaged over the records.
 *
 * The variant for multi-label problems: bins are over the probability of the *positive* label, not over the confidence
 * of the winning class as in Guo et al. 2017. A rare class has a small value whatever is said (the bin next to 0 holds
 * nearly all records), and a perfectly calibrated model on few records a value well above 0: compare like with like.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`
 * @returns a value in [0, 1]; `undefined` for no records
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a probability lies outside [0, 1]
 * @example
 * calibrationError([0, 0, 1, 1], [0.1, 0.1, 0.9, 0.7]) // => 0.15
 */
export function calibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 15,
): number | undefined {
  if (labels.length === 0) return undefined;
  let gaps = 0;
  for (const { n, meanProbability, observed } of reliabilityTable(labels, probabilities, bins)) {
    if (meanProbability !== undefined && observed !== undefined) gaps += n * Math.abs(meanProbability - observed);
  }
  return gaps / labels.length;
}
