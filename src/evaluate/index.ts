/**
 * How good are predictions: numbers in, numbers out. One concept per file, each named after its variant; a figure that cannot be
 * measured is `undefined`. `evaluatePredictions` is the whole report: per class and macro, with bootstrap intervals by patient.
 */
export { averagePrecision } from './average-precision.ts';
export { brierError } from './brier-error.ts';
export { calibrationError } from './calibration-error.ts';
export { type EvaluationOptions, evaluatePredictions } from './evaluate-predictions.ts';
export type { ClassEvaluation, EvaluationReport } from './evaluation-report.ts';
export { macroAuc } from './macro-auc.ts';
export { type NpyArray, readNpy } from './npy.ts';
export { applyPlatt, fitPlatt, type PlattScaling } from './platt.ts';
export type { Predictions } from './predictions.ts';
export { rocAuc } from './roc-auc.ts';
export { bestF1Threshold, thresholdForSensitivity } from './thresholds.ts';
