import { checkLabelledProbabilities, countPositives } from '../labelled-scores.ts';
import { logit, sigmoid } from '../logit.ts';
import { fitWithIntercept } from './logistic-regression.ts';
import { smoothedTargets } from './platt.ts';

/**
 * probability = sigmoid(a · ln p − b · ln(1 − p) + c), with a and b at least 0, so that the curve rises. a = b is
 * Platt scaling on the logit; a = b = 1, c = 0 change nothing.
 */
export interface BetaCalibration {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * Beta calibration (Kull, Silva Filho & Flach 2017), the variant of three parameters: what calibrates scores that are
 * beta-distributed in either class. Low and high probabilities are bent each by a parameter of its own, which Platt
 * scaling cannot.
 *
 * Fitted to Platt's targets instead of 0 and 1 (`fitPlatt`), so that it stays finite where a threshold separates the
 * classes. Where the best a or b would be negative it is 0, as the authors do.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`; they are kept 10⁻⁷ away from 0 and 1
 * @returns `undefined` without a positive or a negative, and where neither a nor b is positive
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a probability lies outside [0, 1]
 * @example
 * const beta = fitBeta([0, 0, 1, 1, 0, 1], [0.1, 0.25, 0.7, 0.9, 0.6, 0.5]);
 * applyBeta(beta, 0.7) // => 0.641061
 */
export function fitBeta(labels: ArrayLike<number>, probabilities: ArrayLike<number>): BetaCalibration | undefined {
  checkLabelledProbabilities('fitBeta', labels, probabilities);
  const positives = countPositives(labels);
  if (positives === 0 || positives === labels.length) return undefined;
  const targets = smoothedTargets(labels, positives);
  const present = Float64Array.from(probabilities, (p) => logOfShare(p));
  const absent = Float64Array.from(probabilities, (p) => -logOfShare(1 - p));
  const both = fitWithIntercept([present, absent], targets);
  const [a = 0, b = 0] = both?.weights ?? [];
  if (both !== undefined && a >= 0 && b >= 0 && a + b > 0) return { a, b, c: both.intercept };
  const alone = [fitWithIntercept([present], targets), fitWithIntercept([absent], targets)].map((fit, side) => {
    const [weight = 0] = fit?.weights ?? [];
    if (fit === undefined || weight <= 0) return undefined;
    return side === 0 ? { a: weight, b: 0, c: fit.intercept } : { a: 0, b: weight, c: fit.intercept };
  });
  const rising = alone.filter((beta) => beta !== undefined);
  return rising.sort((x, y) => crossEntropy(x, probabilities, targets) - crossEntropy(y, probabilities, targets))[0];
}

/** The calibrated probability of one probability. */
export function applyBeta({ a, b, c }: BetaCalibration, probability: number): number {
  return sigmoid(a * logOfShare(probability) - b * logOfShare(1 - probability) + c);
}

/** ln p, with p kept as far from 0 and 1 as `logit` keeps it. */
function logOfShare(p: number): number {
  return -Math.log1p(Math.exp(-logit(p)));
}

function crossEntropy(beta: BetaCalibration, probabilities: ArrayLike<number>, targets: Float64Array): number {
  return targets.reduce((sum, target, i) => {
    const p = applyBeta(beta, probabilities[i] as number);
    return sum - target * Math.log(p) - (1 - target) * Math.log1p(-p);
  }, 0);
}
