import { EcgError } from '../../errors.ts';
import { checkLabelledScores, countPositives } from '../labelled-scores.ts';
import { sigmoid } from '../logit.ts';
import { fitWithIntercept } from './logistic-regression.ts';

/**
 * A calibration of one class: probability = sigmoid(slope × logit + intercept). Slope 1, intercept 0 change nothing.
 */
export interface PlattScaling {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Platt scaling (Platt 1999, with the smoothed targets and a Newton solver as in Lin, Lin & Weng 2007): the slope and
 * intercept on the logit that make the labels most likely.
 *
 * Unlike temperature scaling it mends a shifted prevalence, which the maximum over windows causes. Fit on records that
 * the model was not trained on. The targets are (P + 1) / (P + 2) for the P positives and 1 / (N + 2) for the N
 * negatives: it is this that keeps the fit finite when a threshold separates the classes perfectly, and that holds back
 * conclusions from few positives. With fewer than about ten the slope is still mostly noise.
 *
 * @param labels 0 or 1, `[records]`
 * @param logits finite, `[records]`; from probabilities by `logit`
 * @returns `undefined` without a positive, without a negative, when all logits are equal, and when the best slope is
 *   not positive: such scores rank no better than chance, and no calibration that keeps their order helps them
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a logit is not finite
 * @example
 * const platt = fitPlatt([0, 0, 1, 1, 0, 1], [-2, -1, 1, 2, 0.5, 0]);
 * platt.slope // => 0.741475
 * applyPlatt(platt, 2) // => 0.803536
 */
export function fitPlatt(labels: ArrayLike<number>, logits: ArrayLike<number>): PlattScaling | undefined {
  checkLabelledScores('fitPlatt', labels, logits);
  const x = Float64Array.from(logits);
  const infinite = x.find((value) => !Number.isFinite(value));
  if (infinite !== undefined) {
    throw new EcgError('invalid-argument', `fitPlatt: logits must be finite, got ${infinite}`, { logit: infinite });
  }
  const positives = countPositives(labels);
  if (positives === 0 || positives === labels.length) return undefined;
  const fit = fitWithIntercept([x], smoothedTargets(labels, positives));
  const [slope = 0] = fit?.weights ?? [];
  return fit === undefined || slope <= 0 ? undefined : { slope, intercept: fit.intercept };
}

/** The calibrated probability of one logit. */
export function applyPlatt({ slope, intercept }: PlattScaling, logit: number): number {
  return sigmoid(slope * logit + intercept);
}

/** What the labels are taken for: the posterior mean of a uniform prior, strictly within (0, 1) (Platt 1999). */
export function smoothedTargets(labels: ArrayLike<number>, positives: number): Float64Array {
  const ofPositive = (positives + 1) / (positives + 2);
  const ofNegative = 1 / (labels.length - positives + 2);
  return Float64Array.from(labels, (label) => (label === 1 ? ofPositive : ofNegative));
}
