import { floatsOf } from './fold-batch-norms.ts';
import { decodeOnnxModel } from './onnx-reader.ts';
import type { FloatTensor } from './runtime.ts';

/**
 * The float32 constants of a model file by name: parameters and running statistics under their own names, which hold a dot, and
 * constants of the graph under generated ones.
 *
 * @throws EcgError as `decodeOnnxModel`
 */
export function readOnnxWeights(model: Uint8Array): ReadonlyMap<string, FloatTensor> {
  const { initializers } = decodeOnnxModel(model).graph;
  const floats = initializers.filter(({ type }) => type === 'float32');
  return new Map(floats.map((one) => [one.name, { data: floatsOf(one), shape: one.shape }]));
}
