import { type OperatingPoints, operatingPoints } from './operating-points.ts';

/**
 * Area under the ROC curve: the chance that a positive record scores higher than a negative one, ties counting half
 * (Mann–Whitney U over mid-ranks; Hanley & McNeil 1982).
 *
 * It depends on the order of the scores alone, so logits and probabilities give the same value, and it says nothing
 * about calibration. It hides poor precision on rare classes: read `averagePrecision` beside it.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @returns a value in [0, 1]; `undefined` without a positive or without a negative
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN
 * @example
 * rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.4, 0.8]) // => 0.875
 * rocAuc([1, 1], [0.2, 0.7]) // => undefined
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  return rocAucOf(operatingPoints(labels, scores));
}

/** `rocAuc` from operating points: trapezoids under the curve, which count a tie as half. */
export function rocAucOf({ truePositives, falsePositives }: OperatingPoints): number | undefined {
  let pairsWon = 0;
  let truePositivesBefore = 0;
  let falsePositivesBefore = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const tp = truePositives[i] as number;
    const fp = falsePositives[i] as number;
    pairsWon += ((truePositivesBefore + tp) / 2) * (fp - falsePositivesBefore);
    truePositivesBefore = tp;
    falsePositivesBefore = fp;
  }
  const pairs = truePositivesBefore * falsePositivesBefore;
  return pairs === 0 ? undefined : pairsWon / pairs;
}
