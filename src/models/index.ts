/**
 * From a record to probabilities. One architecture per file, read top-down; a model is one ONNX file that carries a card with
 * everything that prediction needs: leads, sampling rate, preparation, windows, statements, calibration, thresholds. `predict` brings
 * a record into that form or refuses it; nothing about a model's input is guessed.
 */
export { type ArchitectureConfig, type ArchitectureName, architectureNamed, architectures } from './architectures.ts';
export { calibrate } from './calibrate.ts';
export { type ClassifierHead, classifierHead } from './classifier-head.ts';
export { confidenceSetsOf, withoutConfidenceSets } from './confidence-sets.ts';
export { type Convnext1dConfig, convnext1d, convnext1dTiny } from './convnext1d.ts';
export { type CrnnConfig, crnn } from './crnn.ts';
export { type Embedder, embed, openEmbedder } from './embed.ts';
export { type EnsembleForm, ensembleForm } from './ensemble-form.ts';
export { type FcnWangConfig, fcnWang } from './fcn-wang.ts';
export { gruClassifier } from './gru.ts';
export { gruBidirClassifier } from './gru-bidir.ts';
export { type Inception1dConfig, inception1d } from './inception1d.ts';
export { lstmClassifier } from './lstm.ts';
export { lstmBidirClassifier } from './lstm-bidir.ts';
export {
  CARD_SCHEMA,
  type CardMetrics,
  type ClassDecision,
  type ModelCard,
  modelCardSchema,
  parseModelCard,
  type ThresholdRule,
} from './model-card.ts';
export { loadModel, type Model, type ModelFile, readModelFile, writeModelFile } from './model-file.ts';
export { fillWindows, type InputForm, type ModelInput, modelInput } from './model-input.ts';
export {
  type ClassProbability,
  classProbabilities,
  type NetworkOutputs,
  networkProbabilities,
  type Prediction,
  predict,
  predictInputs,
} from './predict.ts';
export { withPrevalences } from './prevalences.ts';
export type { RecurrentConfig } from './recurrent-classifier.ts';
export { type Resnet1dWangConfig, resnet1dWang } from './resnet1d-wang.ts';
export { aggregateWindows, windowStarts } from './windows.ts';
export { type Xresnet1dConfig, xresnet1d18, xresnet1d34, xresnet1d50, xresnet1d101 } from './xresnet1d.ts';
