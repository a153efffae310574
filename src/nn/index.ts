/**
 * The engine: models are ONNX graphs, built, differentiated and encoded in TypeScript and executed by ONNX Runtime. It knows no ECG.
 */

export { gradients } from './gradient.ts';
export { clipByGlobalNorm } from './gradient-clipping.ts';
export { type Dimension, describe, Graph, type Shape, type Tensor } from './graph.ts';
export {
  batchNorm,
  type ConvolutionLayer,
  convolution,
  gru,
  layerNorm,
  linear,
  lstm,
  type RecurrentLayer,
} from './layers.ts';
export { updateEqualAverage, updateExponentialAverage, warmedUpDecay } from './moving-average.ts';
export { readOnnxMetadata } from './onnx-metadata.ts';
export { gelu, relu, sigmoid, silu, tanh } from './operations/activations.ts';
export { add, matmul, multiply, subtract } from './operations/arithmetic.ts';
export { normaliseBatch } from './operations/batch-norm.ts';
export { type ConvolutionOptions, convolve } from './operations/convolution.ts';
export { dropout } from './operations/dropout.ts';
export { scanGru } from './operations/gru.ts';
export { normaliseLayer } from './operations/layer-norm.ts';
export { affine } from './operations/linear.ts';
export { binaryCrossEntropy } from './operations/loss.ts';
export { scanLstm } from './operations/lstm.ts';
export { averagePool, concatPool, globalAveragePool, globalMaxPool, maxPool } from './operations/pooling.ts';
export type { RecurrentWeights } from './operations/recurrent.ts';
export { concat, pad, reshape, slice, split, transpose } from './operations/shaping.ts';
export { sequenceToSignal, toFeatures, toSequence, toSignal } from './operations/signal-layout.ts';
export { createOptimiser, type Optimiser, type OptimiserConfig, type OptimiserState } from './optimisers.ts';
export {
  assignParameters,
  copyParameters,
  countParameters,
  createParameterVector,
  initialiseParameters,
  type ParameterRun,
  type ParameterVector,
} from './parameter-vector.ts';
export {
  type FloatTensor,
  type OnnxRuntime,
  type OpenSession,
  type Session,
  type SessionOptions,
  sessionsOf,
} from './runtime.ts';
export {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
  type SafetensorsTensor,
  type SafetensorsValues,
} from './safetensors.ts';
export {
  type ConstantSchedule,
  type CosineSchedule,
  type OneCycleSchedule,
  type Schedule,
  settingsAt,
} from './schedules.ts';
export type { DropoutSpec, Initialiser, NamedValues, ParameterSpec, StatisticSpec } from './specs.ts';
export {
  buildInferenceGraph,
  buildTrainingGraph,
  gradientName,
  type InputShape,
  type ModelFunction,
  STEP_NAMES,
  type TrainingGraph,
} from './training-graph.ts';
export type { AdamWConfig, SgdConfig, StepSettings } from './update-rules.ts';
