import { type OperatingPoints, operatingPoints } from './operating-points.ts';

/**
 * Average precision: precision at every threshold, weighted by the recall gained there, Σ (Rₖ − Rₖ₋₁) Pₖ.
 *
 * The step-wise variant of scikit-learn's `average_precision_score`; the trapezoid under the precision–recall curve is
 * too optimistic (Davis & Goadrich 2006) and not offered. Chance level is the share of positives, not 0.5.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @returns a value in (0, 1]; `undefined` without a positive (scikit-learn says 0)
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN
 * @example
 * averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) // => 0.833333
 */
export function averagePrecision(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  return averagePrecisionOf(operatingPoints(labels, scores));
}

/** `averagePrecision` from operating points. */
export function averagePrecisionOf({ truePositives, falsePositives }: OperatingPoints): number | undefined {
  let sum = 0;
  let truePositivesBefore = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const tp = truePositives[i] as number;
    if (tp === truePositivesBefore) continue;
    sum += (tp - truePositivesBefore) * (tp / (tp + (falsePositives[i] as number)));
    truePositivesBefore = tp;
  }
  return truePositivesBefore === 0 ? undefined : sum / truePositivesBefore;
}
