/**
 * How good are these predictions? Numbers in, numbers out: nothing here knows an ECG or a model.
 *
 * The story: `Predictions` are labels and scores, `[records × classes]`. For each class, sorting its scores gives its
 * operating points (`operatingPoints`), from which `rocAuc`, `averagePrecision`, F1 and thresholds are sums;
 * `brierError`, `logLoss` and `calibrationError` judge scores as probabilities. `macroMean` joins classes and names
 * those it had to leave out. `bootstrapIntervals` draws patients to tell how far chance alone could move a figure.
 * `evaluatePredictions` is all of it in one report, `evaluateSubgroups` the same by sex, age or device,
 * `macroAucDifference` compares two models, `compareMacroAuc` several with repetitions. On validation records, `fitPlatt` makes probabilities honest, and
 * `bestF1Threshold` or `thresholdForSensitivity` makes them decisions. `readNpy` brings in anybody's predictions, `encodeNpy` takes ours elsewhere.
 *
 * A figure that cannot be measured is `undefined`. Labels are 0 or 1; a record is called when its score is ≥ the
 * threshold.
 */
export { type AgeBand, ageBand } from './age-band.ts';
export { averagePrecision } from './average-precision.ts';
export { type BootstrapOptions, bootstrapIntervals, type Interval, type Statistic } from './bootstrap.ts';
export { brierError } from './brier-error.ts';
export { type ClassCalibration, calibrateAcrossParts, classCalibrations } from './calibrate-across-parts.ts';
export { calibrationError } from './calibration-error.ts';
export { type ComparedMacroAuc, type ComparisonOptions, compareMacroAuc } from './compare-macro-auc.ts';
export { type Confusion, confusion, f1Score, precision, sensitivity, specificity } from './confusion.ts';
export { encodeNpy } from './encode-npy.ts';
export { type EvaluationOptions, evaluatePredictions } from './evaluate-predictions.ts';
export type {
  ClassEvaluation,
  EvaluationReport,
  FrequentClasses,
  LeftOutClass,
  NotMeasured,
} from './evaluation-report.ts';
export { classFMax, recordFMax } from './f-max.ts';
export { logLoss } from './log-loss.ts';
export { logit, sigmoid } from './logit.ts';
export { type MacroOptions, macroAuc } from './macro-auc.ts';
export { type DifferenceOptions, type MacroAucDifference, macroAucDifference } from './macro-auc-difference.ts';
export { type MacroMean, macroMean } from './macro-mean.ts';
export { type NpyArray, readNpy } from './npy.ts';
export { type Multiplicities, type OperatingPoints, operatingPoints } from './operating-points.ts';
export { applyPlatt, fitPlatt, type PlattScaling } from './platt.ts';
export { checkPredictions, type Predictions, selectRecords } from './predictions.ts';
export { type ReliabilityBin, reliabilityTable } from './reliability-table.ts';
export { rocAuc } from './roc-auc.ts';
export {
  evaluateSubgroups,
  type SubgroupEvaluation,
  type SubgroupEvaluations,
  type SubgroupOptions,
} from './subgroups.ts';
export { bestF1Threshold, type F1Threshold, thresholdForSensitivity } from './thresholds.ts';
