/**
 * The engine: models are ONNX graphs, built, differentiated and encoded in TypeScript and executed by ONNX Runtime. It knows no ECG.
 *
 * **Graph.** A `Graph` collects ONNX nodes; a `Tensor` is a named value in it, whose shape is known while the graph is built, so that
 * shapes that do not fit are refused there, with both sides printed. A graph has one purpose. In training the batch size is fixed and
 * the parameters are fed; in inference the parameters are constants and the batch size is free.
 *
 * **Layouts.** Signals come as `[N, C, L]` (records, channels, samples). `toSignal` brings them into the layout that convolutions,
 * normalisation and pooling take, `[1, C, N, L]` in training and `[N, C, 1, L]` in inference; `toSequence` brings a signal into
 * `[L, C, N]`, which recurrent layers take; `toFeatures` ends with `[N, F]`. Channels are axis 1 of all of them.
 *
 * **Operations** are functions of tensors that also say how gradients flow back through them:
 * - element by element, broadcasting: `add`, `subtract`, `multiply`, `negate`; `relu`, `sigmoid`, `tanh`, `silu`, `gelu`; `dropout`
 * - products: `matmul`, `affine`, `convolve`
 * - along a signal: `maxPool`, `averagePool`, `globalMaxPool`, `globalAveragePool`, `concatPool`
 * - along a sequence, in either direction: `scanLstm`, `scanGru`
 * - normalisation: `normaliseBatch`, `normaliseLayer`
 * - over records that belong together: `meanOfGroups`, `addToGroups`
 * - shape: `reshape`, `transpose`, `concat`, `split`, `slice`, `pad`, `expand`, `sumOver`
 * - losses: `binaryCrossEntropy` of logits, `contrastiveCrossEntropy` of embeddings
 *
 * **Layers** are operations with parameters of their own, named and initialised as PyTorch's: `convolution`, `batchNorm`, `layerNorm`,
 * `linear`, `lstm`, `gru`. A `ModelFunction` composes them.
 *
 * **Gradients.** `gradients` walks back from a scalar and adds the nodes that compute its gradients, to parameters in training, to the
 * signals where a prediction is explained.
 *
 * **Files into files.** `joinModels` makes one model of several by the mean of their probabilities, `quantiseModel` stores
 * weights in 8 bits, `digestOfWeights` tells whether two files hold the same, `readOnnxWeights` gives them by name.
 *
 * **A file differentiated.** `buildAttributionGraph` builds the model of a file again, whatever it was made of, and returns how its logits
 * depend on the signals or on the last feature maps.
 * weights in 8 bits, `withLastFeatures` adds what the last layer sees to the outputs, `digestOfWeights` tells whether two files hold the same.
 *
 * **Two graphs from one model.** `buildTrainingGraph` gives loss, logits and all gradients of one step; `buildInferenceGraph` the file
 * that predicts. **Sessions** run them: `sessionsOf` an ONNX Runtime build, or those of `einthoven/node`, on the processor or `onDevice`. Between steps,
 * `createOptimiser` updates a `ParameterVector`, as `settingsAt` a schedule says, and moving averages follow the parameters and
 * running statistics.
 *
 * @example
 * const model = (signals) => linear(concatPool(relu(toSignal(signals))), 'head', 2);
 * const { parameters } = buildTrainingGraph(model, { channels: 3, samples: 10 }, 4);
 * parameters.map(({ name, shape }) => `${name} [${shape}]`) // => ['head.weight [2,6]', 'head.bias [2]']
 */

export { type AttributionOf, buildAttributionGraph, featureName } from './attribution-graph.ts';
export { gradients } from './gradient.ts';
export { clipByGlobalNorm } from './gradient-clipping.ts';
export { type Dimension, describe, Graph, type Shape, sizeOf, type Tensor } from './graph.ts';
export { joinModels } from './join-models.ts';
export { FEATURES_OUTPUT, type FeatureModel, withLastFeatures } from './last-features.ts';
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
export { readOnnxMetadata, withOnnxMetadata, withoutOnnxMetadata } from './onnx-metadata.ts';
export { readOnnxWeights } from './onnx-weights.ts';
export { gelu, relu, sigmoid, silu, tanh } from './operations/activations.ts';
export { add, expand, matmul, multiply, negate, subtract, sumOver } from './operations/arithmetic.ts';
export { normaliseBatch } from './operations/batch-norm.ts';
export { contrastiveCrossEntropy } from './operations/contrastive-loss.ts';
export { type ConvolutionOptions, convolve } from './operations/convolution.ts';
export { dropout } from './operations/dropout.ts';
export { addToGroups, meanOfGroups } from './operations/groups.ts';
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
export { type QuantisedRows, quantiseModel, quantiseRows } from './quantise-model.ts';
export { randomiseWeights } from './randomise-weights.ts';
export {
  DEVICES,
  type Device,
  type FloatTensor,
  type OnnxRuntime,
  type OpenSession,
  onDevice,
  requireDevice,
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
  type LossFunction,
  type ModelFunction,
  STEP_NAMES,
  type TrainingGraph,
} from './training-graph.ts';
export type { AdamWConfig, SgdConfig, StepSettings } from './update-rules.ts';
export { digestOfWeights } from './weights-digest.ts';
