/**
 * Makes models and judges them. `labelledInputs` brings a data set into a model's form, `train` fits a network to it (random windows,
 * binary cross-entropy, data-parallel sessions, a schedule over all batches), `encodeCheckpoint` keeps a run that may be stopped at
 * any batch, `releaseModel` calibrates the result on validation records and writes the model file, `evaluateModel` judges any model
 * file by the same path that predicts for users. `foldGroups`, `joinHeldOut` and `judgeOutOfFold` are patient-wise cross-validation,
 * `pretrain/` learns from recordings without labels, as initial weights for a training;
 * `sweepSettings` and `survivors` are what a search over configurations tries and keeps, `screeningEffects` what each of its changes does.
 */
export { decodeCheckpoint, encodeCheckpoint, type RunIdentity } from './checkpoint.ts';
export { type DecisionOptions, fitDecisions } from './decisions.ts';
export { configWithTeachers, labelByTeachers, type Teaching } from './distillation.ts';
export {
  divisionsOf,
  evaluateModel,
  judgedRows,
  type ModelEvaluation,
  type ModelEvaluationOptions,
  type SubgroupFigures,
} from './evaluate-model.ts';
export { type FoldGroup, foldGroups } from './fold-groups.ts';
export {
  configWithInitialWeights,
  type InitialWeights,
  readInitialWeights,
  requireBlindStart,
} from './initial-weights.ts';
export { type JudgedDecisions, judgeDecisions } from './judge-decisions.ts';
export { contrastiveObjective, type Objective } from './objective.ts';
export {
  type HeldOutPredictions,
  joinHeldOut,
  judgeOutOfFold,
  meanAndSpread,
  type OutOfFold,
  type OutOfFoldReport,
} from './out-of-fold.ts';
export {
  type PretrainingFacts,
  pretrainingNetwork,
  readPretrainingFacts,
  writePretrainedFile,
} from './pretrain/pretrained-file.ts';
export { type PretrainingConfig, pretrainingConfigSchema } from './pretrain/pretraining-config.ts';
export { simulatedRecords } from './pretrain/simulated-records.ts';
export { type Recordings, type UnlabelledSet, unlabelledSet } from './pretrain/unlabelled-set.ts';
export { type Release, releaseModel } from './release.ts';
export { type CalibratedFile, type CalibratedRelease, releaseCalibrated } from './release-calibrated.ts';
export { type EnsembleRelease, ensembleInputForm, releaseEnsemble } from './release-ensemble.ts';
export {
  type NetworkFacts,
  type NetworkRelease,
  type OutOfFoldOutputs,
  type ReleasedFile,
  releaseNetwork,
} from './release-network.ts';
export { type QuantisedRelease, releaseQuantised } from './release-quantised.ts';
export { requireUnseen, seenFolds } from './seen-folds.ts';
export { type ScreenedField, type ScreenedTrial, type ScreeningEffect, screeningEffects } from './sweep/screening.ts';
export { type SweepConfig, sweepConfigSchema } from './sweep/sweep-config.ts';
export { screenedFields, survivors, sweepSettings, type TrialSettings, withSettings } from './sweep/sweep-trials.ts';
export { type BatchProgress, type TrainingResult, type TrainingRun, train, trainingGraphOf } from './train.ts';
export { type LoopConfig, type TrainingConfig, trainingConfigSchema } from './training-config.ts';
export { type LabelledInputs, labelledInputs, recordsSha256, type TrainingSet, trainingSet } from './training-set.ts';
export type { EpochSummary, TrainingState } from './training-state.ts';
export {
  inputFormOf,
  judgedTask,
  probabilitiesOf,
  probabilitiesWith,
  taskScores,
  validationAuc,
} from './validation.ts';
