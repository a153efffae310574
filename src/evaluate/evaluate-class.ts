import { averagePrecisionOf } from './average-precision.ts';
import type { Statistic } from './bootstrap.ts';
import { brierError } from './brier-error.ts';
import { calibrationError } from './calibration-error.ts';
import { confusionAtPoint, f1Score, pointAtThreshold, precision, sensitivity, specificity } from './confusion.ts';
import type { ClassEvaluation } from './evaluation-report.ts';
import { countPositives } from './labelled-scores.ts';
import { logLoss } from './log-loss.ts';
import { operatingPointsOfResamples } from './operating-points.ts';
import { rocAucOf } from './roc-auc.ts';
import { bestF1ThresholdOf } from './thresholds.ts';

/** The figures of a class that are no intervals. */
export type PointFigures = {
  readonly [Figure in keyof ClassEvaluation as Figure extends `${string}Interval`
    ? never
    : Figure]: ClassEvaluation[Figure];
};

/** One class: its figures on all records, and what the bootstrap resamples of them. */
export interface EvaluatedClass {
  readonly name: string;
  readonly figures: PointFigures;
  /** AUC and average precision; with a threshold also F1, sensitivity and specificity there. */
  readonly statistic: Statistic;
}

/**
 * Measures one class.
 *
 * @param threshold where decisions are judged, `undefined` for not at all
 * @param areProbabilities whether Brier error, log loss and calibration error mean anything
 */
export function evaluateClass(
  name: string,
  labels: Float64Array,
  scores: Float64Array,
  threshold: number | undefined,
  areProbabilities: boolean,
): EvaluatedClass {
  const pointsOf = operatingPointsOfResamples(labels, scores);
  const allOnce = new Uint16Array(labels.length).fill(1);
  const points = pointsOf(allOnce);
  const decisionPoint = threshold === undefined ? undefined : pointAtThreshold(points, threshold);
  const decisions = decisionPoint === undefined ? undefined : confusionAtPoint(points, decisionPoint);
  const figures: PointFigures = {
    positives: countPositives(labels),
    auc: rocAucOf(points),
    averagePrecision: averagePrecisionOf(points),
    threshold,
    f1: decisions && f1Score(decisions),
    sensitivity: decisions && sensitivity(decisions),
    specificity: decisions && specificity(decisions),
    precision: decisions && precision(decisions),
    fMax: bestF1ThresholdOf(points)?.f1,
    brier: areProbabilities ? brierError(labels, scores) : undefined,
    logLoss: areProbabilities ? logLoss(labels, scores) : undefined,
    ece: areProbabilities ? calibrationError(labels, scores) : undefined,
  };
  const statistic: Statistic = (multiplicities) => {
    const resampled = pointsOf(multiplicities);
    const auc = rocAucOf(resampled);
    if (auc === undefined) return undefined;
    const ranked = [auc, averagePrecisionOf(resampled) as number];
    if (decisionPoint === undefined) return ranked;
    const decided = confusionAtPoint(resampled, decisionPoint);
    // All measurable, since a resample with an AUC has positives and negatives.
    return [...ranked, f1Score(decided) as number, sensitivity(decided) as number, specificity(decided) as number];
  };
  return { name, figures, statistic };
}
