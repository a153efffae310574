import { EcgError } from '../errors.ts';
import { type OperatingPoints, operatingPoints } from './operating-points.ts';

/** A threshold and the F1 that it reaches on the records it was chosen on. */
export interface F1Threshold {
  readonly threshold: number;
  readonly f1: number;
}

/**
 * The threshold with the highest F1, among the scores themselves; the highest such threshold when several tie.
 *
 * Choose on validation records and apply to others: on the records it was chosen on, F1 is too high, the more so the
 * fewer positives.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @returns `undefined` without a positive
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN
 * @example
 * bestF1Threshold([0, 1, 0, 1], [0.1, 0.4, 0.5, 0.8]) // => { threshold: 0.4, f1: 0.8 }
 */
export function bestF1Threshold(labels: ArrayLike<number>, scores: ArrayLike<number>): F1Threshold | undefined {
  return bestF1ThresholdOf(operatingPoints(labels, scores));
}

/** `bestF1Threshold` from operating points. */
export function bestF1ThresholdOf({ thresholds, truePositives, falsePositives }: OperatingPoints) {
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) return undefined;
  let best = { threshold: Number.POSITIVE_INFINITY, f1: 0 };
  for (let i = 0; i < thresholds.length; i++) {
    const tp = truePositives[i] as number;
    // F1 = 2 TP / (2 TP + FP + FN), and TP + FN are the positives.
    const f1 = (2 * tp) / (tp + (falsePositives[i] as number) + positives);
    if (f1 > best.f1) best = { threshold: thresholds[i] as number, f1 };
  }
  return best;
}

/**
 * The highest threshold whose sensitivity is at least the one asked for; of all that reach it, it has the highest
 * specificity.
 *
 * On other records the sensitivity differs, by chance alone, with a standard deviation of about √(s (1 − s) /
 * positives).
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @param sensitivity in (0, 1]
 * @returns `undefined` without a positive
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN, or `sensitivity` is
 *   out of range
 * @example
 * thresholdForSensitivity([0, 1, 0, 1], [0.1, 0.4, 0.5, 0.8], 0.5) // => 0.8
 * thresholdForSensitivity([0, 1, 0, 1], [0.1, 0.4, 0.5, 0.8], 0.9) // => 0.4
 */
export function thresholdForSensitivity(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  sensitivity: number,
): number | undefined {
  if (!(sensitivity > 0 && sensitivity <= 1)) {
    throw new EcgError(
      'invalid-argument',
      `thresholdForSensitivity: sensitivity must lie in (0, 1], got ${sensitivity}`,
      { sensitivity },
    );
  }
  const { thresholds, truePositives } = operatingPoints(labels, scores);
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) return undefined;
  return thresholds[truePositives.findIndex((tp) => tp / positives >= sensitivity)];
}

/**
 * The threshold on a calibrated probability at which acting and not acting cost the same (Elkan 2001): 1 / (1 + `costRatio`). It needs no
 * labels, and it stays right when probabilities are adjusted to another prevalence; on uncalibrated scores it means nothing.
 *
 * @param costRatio how many times as bad as a false alarm a missed case is, above 0
 * @throws EcgError `invalid-argument` when `costRatio` is out of range
 * @example
 * thresholdForCostRatio(4) // => 0.2
 */
export function thresholdForCostRatio(costRatio: number): number {
  if (costRatio > 0 && costRatio < Number.POSITIVE_INFINITY) return 1 / (1 + costRatio);
  const rule = 'costRatio must be a number above 0';
  throw new EcgError('invalid-argument', `thresholdForCostRatio: ${rule}, got ${costRatio}`, { costRatio });
}
