import { checkLabelledScores, countPositives } from '../labelled-scores.ts';
import { smoothedTargets } from './platt.ts';

/** A non-decreasing curve of straight pieces between knots; outside of them it is level. */
export interface IsotonicCalibration {
  /** Strictly ascending, `[knots]`. */
  readonly scores: readonly number[];
  /** Not descending, `[knots]`. */
  readonly probabilities: readonly number[];
}

/**
 * Isotonic calibration (Zadrozny & Elkan 2002): the curve that rises with the score and is nearest to the labels in
 * least squares.
 *
 * It assumes nothing but that higher scores are more likely, and pays for it: it has many free values, so it takes a
 * thousand records or so before it does better than two or three parameters, and it gives different scores the same
 * probability. The targets are Platt's instead of 0 and 1 (`fitPlatt`), so that no end of the curve is certain.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @returns `undefined` without a positive or a negative, and where the best curve is level: such scores rank no better
 *   than chance
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN
 * @example
 * const isotonic = fitIsotonic([0, 1, 0, 1, 1], [0.1, 0.3, 0.4, 0.6, 0.9]);
 * isotonic.scores // => [0.1, 0.3, 0.4, 0.6, 0.9]
 * isotonic.probabilities // => [0.25, 0.525, 0.525, 0.8, 0.8]
 * applyIsotonic(isotonic, 0.5) // => 0.6625
 */
export function fitIsotonic(labels: ArrayLike<number>, scores: ArrayLike<number>): IsotonicCalibration | undefined {
  checkLabelledScores('fitIsotonic', labels, scores);
  const positives = countPositives(labels);
  if (positives === 0 || positives === labels.length) return undefined;
  const curve = isotonicRegression(scores, smoothedTargets(labels, positives));
  return curve.probabilities[0] === curve.probabilities.at(-1) ? undefined : curve;
}

/** The calibrated probability of one score. */
export function applyIsotonic({ scores, probabilities }: IsotonicCalibration, score: number): number {
  const above = scores.findIndex((knot) => knot >= score);
  if (above === 0) return probabilities[0] as number;
  if (above < 0) return probabilities.at(-1) as number;
  const [x0, x1] = [scores[above - 1] as number, scores[above] as number];
  const [y0, y1] = [probabilities[above - 1] as number, probabilities[above] as number];
  return y0 + ((score - x0) / (x1 - x0)) * (y1 - y0);
}

/** Neighbouring scores that share one value. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly sum: number;
  readonly weight: number;
}

/** Least squares under order by pooling adjacent violators (Ayer et al. 1955): first and last score of every block are knots. */
function isotonicRegression(scores: ArrayLike<number>, targets: Float64Array): IsotonicCalibration {
  const blocks: Block[] = [];
  for (const { score, sum, weight } of distinctScores(scores, targets)) {
    let block: Block = { first: score, last: score, sum, weight };
    for (
      let before = blocks.at(-1);
      before !== undefined && before.sum / before.weight >= block.sum / block.weight;
      before = blocks.at(-1)
    ) {
      blocks.pop();
      block = {
        first: before.first,
        last: block.last,
        sum: before.sum + block.sum,
        weight: before.weight + block.weight,
      };
    }
    blocks.push(block);
  }
  const knots = blocks.flatMap(({ first, last, sum, weight }) =>
    (first === last ? [first] : [first, last]).map((score) => ({ score, value: sum / weight })),
  );
  return { scores: knots.map(({ score }) => score), probabilities: knots.map(({ value }) => value) };
}

/** Ascending, each with the sum of its targets and their number. */
function distinctScores(scores: ArrayLike<number>, targets: Float64Array) {
  const sums = new Map<number, { score: number; sum: number; weight: number }>();
  for (let i = 0; i < targets.length; i++) {
    const score = scores[i] as number;
    const known = sums.get(score) ?? { score, sum: 0, weight: 0 };
    known.sum += targets[i] as number;
    known.weight += 1;
    sums.set(score, known);
  }
  return [...sums.values()].sort((a, b) => a.score - b.score);
}
