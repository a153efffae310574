import { EcgError } from '../errors.ts';
import { checkLabelledScores } from './labelled-scores.ts';
import type { OperatingPoints } from './operating-points.ts';

/** How decisions meet labels, in records. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/**
 * Decides `score ≥ threshold` for every record and counts.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score or the threshold is NaN
 * @example
 * const counts = confusion([0, 1, 1], [0.6, 0.5, 0.4], 0.5);
 * counts // => { truePositives: 1, falsePositives: 1, trueNegatives: 0, falseNegatives: 1 }
 * sensitivity(counts) // => 0.5
 */
export function confusion(labels: ArrayLike<number>, scores: ArrayLike<number>, threshold: number): Confusion {
  checkLabelledScores('confusion', labels, scores);
  if (Number.isNaN(threshold)) throw new EcgError('invalid-argument', 'confusion: threshold must be a number, got NaN');
  const cells = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    const cell = 2 * (labels[i] as number) + ((scores[i] as number) >= threshold ? 1 : 0);
    cells[cell] = (cells[cell] as number) + 1;
  }
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = cells as [number, number, number, number];
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

/**
 * Index of the operating point that `threshold` works at: the lowest score that is still ≥ it; −1 when nothing is
 * called.
 */
export function pointAtThreshold({ thresholds }: OperatingPoints, threshold: number): number {
  return thresholds.findLastIndex((score) => score >= threshold);
}

/** `confusion` at one operating point, −1 for nothing called. */
export function confusionAtPoint({ truePositives, falsePositives }: OperatingPoints, point: number): Confusion {
  const calledPositives = point < 0 ? 0 : (truePositives[point] as number);
  const calledNegatives = point < 0 ? 0 : (falsePositives[point] as number);
  return {
    truePositives: calledPositives,
    falsePositives: calledNegatives,
    trueNegatives: (falsePositives.at(-1) ?? 0) - calledNegatives,
    falseNegatives: (truePositives.at(-1) ?? 0) - calledPositives,
  };
}

/** Share of positives that are called (recall, true positive rate); `undefined` without positives. */
export function sensitivity({ truePositives, falseNegatives }: Confusion): number | undefined {
  return share(truePositives, truePositives + falseNegatives);
}

/** Share of negatives that are not called (true negative rate); `undefined` without negatives. */
export function specificity({ trueNegatives, falsePositives }: Confusion): number | undefined {
  return share(trueNegatives, trueNegatives + falsePositives);
}

/** Share of calls that are right (positive predictive value at this prevalence); `undefined` when nothing is called. */
export function precision({ truePositives, falsePositives }: Confusion): number | undefined {
  return share(truePositives, truePositives + falsePositives);
}

/**
 * F1, the harmonic mean of precision and sensitivity, 2 TP / (2 TP + FP + FN): 0 when there are positives and none is
 * called right.
 *
 * @returns `undefined` without positives, as sensitivity is then (scikit-learn says 0)
 */
export function f1Score({ truePositives, falsePositives, falseNegatives }: Confusion): number | undefined {
  if (truePositives + falseNegatives === 0) return undefined;
  return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
