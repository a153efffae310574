import { checkLabelledProbabilities } from './labelled-scores.ts';

/**
 * Mean squared distance between probability and label (Brier 1950, the one-class form, in [0, 1]). Lower is better; it
 * rewards calibration and discrimination at once. Saying the prevalence π for every record gives π (1 − π): compare
 * with that.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`
 * @returns `undefined` for no records
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a probability lies outside [0, 1]
 * @example
 * brierError([0, 1], [0.25, 0.5]) // => 0.15625
 */
export function brierError(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number | undefined {
  checkLabelledProbabilities('brierError', labels, probabilities);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += ((probabilities[i] as number) - (labels[i] as number)) ** 2;
  return labels.length === 0 ? undefined : sum / labels.length;
}
