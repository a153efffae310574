import type { Random } from '../random.ts';
import { bytesOfFloats, floatsOf } from './fold-batch-norms.ts';
import { encodeOnnxModel, type OnnxInitializer } from './onnx-protobuf.ts';
import { decodeOnnxModel } from './onnx-reader.ts';

/**
 * A model whose weights say nothing: those of each tensor in another order, so that their sizes stay (Adebayo et al. 2018, "Sanity checks
 * for saliency maps", NeurIPS, randomise them layer by layer from the last one on). Biases and normalisations stay.
 *
 * @param model file of `buildInferenceGraph`, `joinModels` or `quantiseModel`
 * @param layers how many tensors of weights, counted from the last; all unless said
 * @returns a file without metadata
 * @throws EcgError as `decodeOnnxModel`
 */
export function randomiseWeights(model: Uint8Array, random: Random, layers = Number.POSITIVE_INFINITY): Uint8Array {
  const { graph, opset } = decodeOnnxModel(model);
  const used = graph.nodes.flatMap(({ inputs }) => inputs);
  const weights = graph.initializers
    .filter(({ type, shape }) => (type === 'float32' || type === 'int8') && shape.length >= 2)
    .sort((a, b) => used.indexOf(b.name) - used.indexOf(a.name))
    .slice(0, layers);
  const shuffled = new Map(weights.map((weight) => [weight.name, shuffledValues(weight, random)]));
  const initializers = graph.initializers.map((one) => ({ ...one, bytes: shuffled.get(one.name) ?? one.bytes }));
  return encodeOnnxModel({ ...graph, initializers }, opset, {});
}

function shuffledValues(weight: OnnxInitializer, random: Random): Uint8Array {
  if (weight.type === 'int8') return Uint8Array.from(random.shuffle(Array.from(weight.bytes)));
  return bytesOfFloats(Float32Array.from(random.shuffle(Array.from(floatsOf(weight)))));
}
