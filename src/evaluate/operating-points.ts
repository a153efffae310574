import { checkLabelledScores } from './labelled-scores.ts';

/**
 * What a class's scores can be made to decide: for every distinct score, taken as a threshold, how many positives and negatives are
 * called. It is the ROC curve in counts, without its start at (0, 0); every rank-based figure is a sum over it.
 */
export interface OperatingPoints {
  /** Distinct scores in descending order; a record is called when its score is ≥ the threshold, `[points]`. */
  readonly thresholds: Float64Array;
  /** Positives called at each threshold, `[points]`; the last is all of them. */
  readonly truePositives: Float64Array;
  /** Negatives called at each threshold, `[points]`; the last is all of them. */
  readonly falsePositives: Float64Array;
}

/** How often each record stands in a resample, `[records]`. */
export type Multiplicities = ArrayLike<number>;

/**
 * The operating points of one class.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, higher means more likely, `[records]`
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN
 * @example
 * const points = operatingPoints([0, 1, 1], [0.2, 0.9, 0.2]);
 * [...points.thresholds] // => [0.9, 0.2]
 * [...points.truePositives] // => [1, 2]
 * [...points.falsePositives] // => [0, 1]
 */
export function operatingPoints(labels: ArrayLike<number>, scores: ArrayLike<number>): OperatingPoints {
  checkLabelledScores('operatingPoints', labels, scores);
  return operatingPointsOfResamples(labels, scores)(new Uint8Array(labels.length).fill(1));
}

/**
 * The operating points of many resamples of the same records. Scores are sorted once, so each resample costs O(records).
 *
 * Every call answers with the same arrays, refilled: read them before the next call. Asking again for the resample that was asked
 * for last (the same object) costs nothing.
 */
export function operatingPointsOfResamples(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): (multiplicities: Multiplicities) => OperatingPoints {
  const { order, pointOf, thresholds } = rank(scores);
  const positive = Uint8Array.from(order, (record) => labels[record] as number);
  const truePositives = new Float64Array(thresholds.length);
  const falsePositives = new Float64Array(thresholds.length);
  const points = { thresholds, truePositives, falsePositives };
  let filledWith: Multiplicities | undefined;

  return (multiplicities) => {
    if (multiplicities === filledWith) return points;
    let called = 0;
    let calledPositives = 0;
    for (let k = 0; k < order.length; k++) {
      const count = multiplicities[order[k] as number] as number;
      called += count;
      calledPositives += count * (positive[k] as number);
      // Written for every record of a tie, so that the last one's sums stay.
      const point = pointOf[k] as number;
      truePositives[point] = calledPositives;
      falsePositives[point] = called - calledPositives;
    }
    filledWith = multiplicities;
    return points;
  };
}

/** Records by descending score, the point that each belongs to, and the score of each point. */
function rank(scores: ArrayLike<number>): { order: Int32Array; pointOf: Int32Array; thresholds: Float64Array } {
  const score = Float64Array.from(scores);
  const order = Int32Array.from(score.keys()).sort((a, b) => (score[b] as number) - (score[a] as number));
  const pointOf = new Int32Array(order.length);
  const thresholds: number[] = [];
  for (let k = 0; k < order.length; k++) {
    const value = score[order[k] as number] as number;
    if (value !== thresholds.at(-1)) thresholds.push(value);
    pointOf[k] = thresholds.length - 1;
  }
  return { order, pointOf, thresholds: Float64Array.from(thresholds) };
}
