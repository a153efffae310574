import { EcgError } from '../errors.ts';

/** A sigmoid over a logit: calibrated = 1 / (1 + e^−(slope · logit + intercept)). */
export interface PlattScaling {
  readonly slope: number;
  readonly intercept: number;
}

const MAX_STEPS = 100;
/** On the gradient, per record. */
const TOLERANCE = 1e-10;

/**
 * Fits slope and intercept by maximum likelihood (Platt 1999) with his targets (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2) instead of 1 and
 * 0, which keep the fit finite where scores separate the classes, by Newton's method with step halving (Lin, Lin & Weng 2007).
 *
 * @param labels 0 or 1, `[records]`
 * @param logits finite, `[records]`
 * @returns `undefined` without a positive, without a negative, or where the best slope is not positive: such scores rank no better
 * than chance, and no monotone calibration helps them
 * @throws EcgError `invalid-argument` when lengths differ or a logit is not finite
 */
export function fitPlatt(labels: ArrayLike<number>, logits: ArrayLike<number>): PlattScaling | undefined {
  const n = labels.length;
  if (logits.length !== n || !Array.from(logits).every(Number.isFinite)) {
    throw new EcgError(
      'invalid-argument',
      `fitPlatt: needs a finite logit for each of ${n} labels, got ${logits.length}`,
      { n },
    );
  }
  const positives = Array.from(labels).reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === n) return undefined;
  const targets = Float64Array.from(labels, (label) =>
    label === 1 ? (positives + 1) / (positives + 2) : 1 / (n - positives + 2),
  );
  let fit: PlattScaling = { slope: 0, intercept: Math.log((positives + 1) / (n - positives + 1)) };
  let loss = lossOf(fit, targets, logits);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { direction, gradientNorm } = newtonDirection(fit, targets, logits);
    if (gradientNorm < TOLERANCE * n) break;
    let size = 1;
    let next = moved(fit, direction, size);
    while (lossOf(next, targets, logits) > loss && size > 1e-10) {
      size /= 2;
      next = moved(fit, direction, size);
    }
    fit = next;
    loss = lossOf(fit, targets, logits);
  }
  return fit.slope > 0 ? fit : undefined;
}

/** The calibrated probability of a logit. */
export function applyPlatt({ slope, intercept }: PlattScaling, logit: number): number {
  return 1 / (1 + Math.exp(-(slope * logit + intercept)));
}

const moved = (fit: PlattScaling, direction: PlattScaling, size: number): PlattScaling => ({
  slope: fit.slope - size * direction.slope,
  intercept: fit.intercept - size * direction.intercept,
});

/** Cross-entropy with soft targets, in the form that does not overflow. */
function lossOf({ slope, intercept }: PlattScaling, targets: Float64Array, logits: ArrayLike<number>): number {
  let loss = 0;
  for (let i = 0; i < targets.length; i++) {
    const z = slope * (logits[i] as number) + intercept;
    loss += Math.max(z, 0) - z * (targets[i] as number) + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return loss;
}

function newtonDirection(fit: PlattScaling, targets: Float64Array, logits: ArrayLike<number>) {
  // A little on the diagonal keeps the Hessian invertible where all logits are equal.
  let [h11, h12, h22, g1, g2] = [1e-12, 0, 1e-12, 0, 0];
  for (let i = 0; i < targets.length; i++) {
    const x = logits[i] as number;
    const p = applyPlatt(fit, x);
    const error = p - (targets[i] as number);
    const curvature = p * (1 - p);
    h11 += curvature * x * x;
    h12 += curvature * x;
    h22 += curvature;
    g1 += error * x;
    g2 += error;
  }
  const determinant = h11 * h22 - h12 * h12;
  const direction = { slope: (h22 * g1 - h12 * g2) / determinant, intercept: (h11 * g2 - h12 * g1) / determinant };
  return { direction, gradientNorm: Math.hypot(g1, g2) };
}
