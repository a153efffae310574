import { checkLabelledScores } from './labelled-scores.ts';

/**
 * What a class's scores can be made to decide: for every distinct score, taken as a threshold, how many positives and
 * negatives are called. It is the ROC curve in counts, without its start at (0, 0); every rank-based figure is a sum
 * over it.
 */
export interface OperatingPoints {
  /** Distinct scores in descending order; a record is called when its score is ≥ the threshold, `[points]`. */
  readonly thresholds: Float64Array;
  /** Positives called at each threshold, `[points]`; the last is all of them. */
  readonly truePositives: Int32Array;
  /** Negatives called at each threshold, `[points]`; the last is all of them. */
  readonly falsePositives: Int32Array;
}

/** How often each record stands in a resample, `[records]`. */
export type Multiplicities = Uint16Array;

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
  return operatingPointsOfResamples(labels, scores)(new Uint16Array(labels.length).fill(1));
}

/**
 * The operating points of many resamples of the same records. Scores are sorted once, so each resample costs
 * O(records).
 *
 * Every call answers with the same arrays, refilled: read them before the next call.
 */
export function operatingPointsOfResamples(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): (multiplicities: Multiplicities) => OperatingPoints {
  const ranking = rank(labels, scores);
  const points = {
    thresholds: ranking.thresholds,
    truePositives: new Int32Array(ranking.thresholds.length),
    falsePositives: new Int32Array(ranking.thresholds.length),
  };
  return (multiplicities) => {
    fillPoints(points, ranking, multiplicities);
    return points;
  };
}

/** Records by descending score. */
interface Ranking {
  /** Record at each rank, `[records]`. */
  readonly order: Int32Array;
  /** Label at each rank, `[records]`. */
  readonly positive: Uint8Array;
  /** Index of the operating point that each rank belongs to, `[records]`. */
  readonly pointOf: Int32Array;
  /** Score of each operating point, `[points]`. */
  readonly thresholds: Float64Array;
}

function rank(labels: ArrayLike<number>, scores: ArrayLike<number>): Ranking {
  const score = Float64Array.from(scores);
  const order = Int32Array.from(score.keys()).sort((a, b) => (score[b] as number) - (score[a] as number));
  const positive = Uint8Array.from(order, (record) => labels[record] as number);
  const pointOf = new Int32Array(order.length);
  const thresholds: number[] = [];
  for (let k = 0; k < order.length; k++) {
    const value = score[order[k] as number] as number;
    if (value !== thresholds.at(-1)) thresholds.push(value);
    pointOf[k] = thresholds.length - 1;
  }
  return { order, positive, pointOf, thresholds: Float64Array.from(thresholds) };
}

/**
 * Counts what is called at each point. The inner loop of every bootstrap: a function of its own, so that it is compiled
 * once.
 */
function fillPoints(points: OperatingPoints, ranking: Ranking, multiplicities: Multiplicities): void {
  const { truePositives, falsePositives } = points;
  const { order, positive, pointOf } = ranking;
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
}
