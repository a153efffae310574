/**
 * The engine: models are ONNX graphs, built, differentiated and encoded in TypeScript and executed by ONNX Runtime. It knows no ECG.
 */
export { Graph, describe, type Tensor, type Shape, type Dimension, type NamedValues, type ParameterSpec, type StatisticSpec, type DropoutSpec, type Initialiser } from './graph.ts';
export { gradients } from './gradient.ts';
export { batchNorm, convolution, linear } from './layers.ts';
export { add, matmul, multiply, subtract } from './operations/arithmetic.ts';
export { gelu, relu, sigmoid, silu, tanh } from './operations/activations.ts';
export { normaliseBatch } from './operations/batch-norm.ts';
export { convolve } from './operations/convolution.ts';
export { dropout } from './operations/dropout.ts';
export { affine } from './operations/linear.ts';
export { binaryCrossEntropy } from './operations/loss.ts';
export { averagePool, concatPool, globalAveragePool, globalMaxPool, maxPool } from './operations/pooling.ts';
export { toFeatures, toSignal } from './operations/signal-layout.ts';
export { buildInferenceGraph, buildTrainingGraph, type ModelFunction, type TrainingGraph } from './training-graph.ts';
