/**
 * How good are these predictions? Numbers in, numbers out: nothing here knows an ECG or a model.
 *
 * The story: `Predictions` are labels and scores, `[records × classes]`. For each class, sorting its scores gives its
 * operating points (`operatingPoints`), from which `rocAuc`, `averagePrecision`, F1 and thresholds are sums;
 * `brierError`, `logLoss` and `calibrationError` judge scores as probabilities. `macroMean` joins classes and names
 * those it had to leave out. `bootstrapIntervals` draws patients to tell how far chance alone could move a figure.
 * `evaluatePredictions` is all of it in one report, `evaluateSubgroups` the same by sex, age or device,
 * `macroAucDifference` compares two models, `compareMacroAuc` several with repetitions.
 *
 * On validation records, `fitCalibration` makes probabilities honest (`chooseCalibration` tells by which method), a threshold (`bestF1Threshold`,
 * `thresholdForSensitivity`, `thresholdForCostRatio`) makes them decisions, and `fitConformal` confidence sets, which hold the truth as often as
 * they say. `adjustToPrevalence` carries a probability to where a class is more or less frequent, and `decisionCurve` tells at
 * which thresholds acting on a model is worth more than acting on all or none. `crossFitClasses` and `judgeCalibration` judge such fits on
 * records that they did not see. `readNpy` brings in anybody's predictions, `encodeNpy` takes ours elsewhere.
 *
 * A figure that cannot be measured is `undefined`. Labels are 0 or 1; a record is called when its score is ≥ the
 * threshold.
 */
export { type AgeBand, ageBand } from './age-band.ts';
export { averagePrecision } from './average-precision.ts';
export { type BootstrapOptions, bootstrapIntervals, type Interval, type Statistic } from './bootstrap.ts';
export { brierError } from './brier-error.ts';
export { applyBeta, type BetaCalibration, fitBeta } from './calibration/beta.ts';
export {
  type ClassCalibration,
  calibrateAcrossParts,
  classCalibrations,
} from './calibration/calibrate-across-parts.ts';
export {
  applyCalibration,
  CALIBRATION_METHODS,
  type Calibration,
  type CalibrationMethod,
  fitCalibration,
} from './calibration/calibration.ts';
export { type CalibrationChoice, chooseCalibration } from './calibration/choose-calibration.ts';
export { crossFit, dealGroups } from './calibration/cross-fit.ts';
export { applyIsotonic, fitIsotonic, type IsotonicCalibration } from './calibration/isotonic.ts';
export {
  type CalibrationJudgement,
  type CalibrationJudging,
  type Coverage,
  type CrossFittedClass,
  type CrossFitting,
  crossFitClasses,
  type JudgedCalibration,
  judgeCalibration,
} from './calibration/judge-calibration.ts';
export { applyPlatt, fitPlatt, type PlattScaling } from './calibration/platt.ts';
export { calibrationError } from './calibration-error.ts';
export { type ComparedMacroAuc, type ComparisonOptions, compareMacroAuc } from './compare-macro-auc.ts';
export { type ConfidenceSet, type ConformalLimits, confidenceSet, fitConformal } from './conformal.ts';
export { type Confusion, confusion, f1Score, precision, sensitivity, specificity } from './confusion.ts';
export { type DecisionCurvePoint, decisionCurve } from './decision-curve.ts';
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
export { checkPredictions, type Predictions, selectRecords } from './predictions.ts';
export { adjustToPrevalence } from './prevalence.ts';
export { type ReliabilityBin, reliabilityTable } from './reliability-table.ts';
export { rocAuc } from './roc-auc.ts';
export {
  evaluateSubgroups,
  type SubgroupEvaluation,
  type SubgroupEvaluations,
  type SubgroupOptions,
} from './subgroups.ts';
export { bestF1Threshold, type F1Threshold, thresholdForCostRatio, thresholdForSensitivity } from './thresholds.ts';
