/** Training. */

export { type BatchProgress, type TrainingResult, type TrainingRun, train, trainingGraphOf } from './train.ts';
export { type TrainingConfig, trainingConfigSchema } from './training-config.ts';
export { type LabelledInputs, labelledInputs, type TrainingSet, trainingSet } from './training-set.ts';
