import { EcgError } from '../errors.ts';
import { encodeOnnxModel, type OnnxGraph, type OnnxNode } from './onnx-protobuf.ts';
import { decodeOnnxModel } from './onnx-reader.ts';
import { STEP_NAMES } from './training-graph.ts';

/** Name of the output that `withLastFeatures` adds. */
export const FEATURES_OUTPUT = 'features';

/** A model that answers with its last features too. */
export interface FeatureModel {
  readonly model: Uint8Array;
  /** Length of the features of one record. */
  readonly features: number;
}

/**
 * The same model with one more output: `features` `[batch, features]`, what goes into the last fully connected layer, from which the
 * logits are a weighted sum. Of a model that joins several (`joinModels`), the features of all of them, one after the other.
 *
 * @param model file of `buildInferenceGraph`, `joinModels` or `quantiseModel`
 * @returns a file without metadata
 * @throws EcgError `unsupported` when the logits do not come from fully connected layers, and as `decodeOnnxModel`
 */
export function withLastFeatures(model: Uint8Array): FeatureModel {
  const { graph, opset } = decodeOnnxModel(model);
  const layers = lastLayers(graph);
  const widths = layers.map((layer) => widthOf(graph, layer));
  const join: OnnxNode = {
    operator: layers.length === 1 ? 'Identity' : 'Concat',
    inputs: layers.map(({ inputs }) => inputs[0] as string),
    outputs: [FEATURES_OUTPUT],
    attributes: layers.length === 1 ? {} : { axis: 1 },
  };
  const features = widths.reduce((sum, width) => sum + width, 0);
  const extended: OnnxGraph = {
    ...graph,
    nodes: [...graph.nodes, join],
    outputs: [...graph.outputs, { name: FEATURES_OUTPUT, type: 'float32', shape: ['batch', features] }],
  };
  return { model: encodeOnnxModel(extended, opset, {}), features };
}

/** The fully connected layers that are met first on all ways back from the logits, in the order of the graph. */
function lastLayers({ nodes, inputs }: OnnxGraph): readonly OnnxNode[] {
  const producerOf = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const found = new Set<OnnxNode>();
  const seen = new Set<string>();
  const waiting: string[] = [STEP_NAMES.logits];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const node = producerOf.get(name);
    if (node?.operator === 'Gemm') found.add(node);
    else if (node !== undefined) waiting.push(...node.inputs);
    else if (inputs.some((input) => input.name === name)) {
      const rule = 'every way from the signals to the logits must go through a fully connected layer';
      throw new EcgError('unsupported', `withLastFeatures: ${rule}, got one without`, { input: name });
    }
  }
  if (found.size === 0) {
    throw new EcgError('unsupported', 'withLastFeatures: the model must have a fully connected layer, got none');
  }
  return nodes.filter((node) => found.has(node));
}

/** Inputs of a fully connected layer, from its weight `[outputs, inputs]`, which may be stored in 8 bits. */
function widthOf({ nodes, initializers }: OnnxGraph, { inputs, attributes }: OnnxNode): number {
  const weight = inputs[1] as string;
  const widened = nodes.find(({ operator, outputs }) => operator === 'DequantizeLinear' && outputs[0] === weight);
  const stored = initializers.find(({ name }) => name === (widened?.inputs[0] ?? weight));
  const width = stored?.shape[attributes.transB === 1 ? 1 : 0];
  if (width !== undefined) return width;
  throw new EcgError('unsupported', `withLastFeatures: weight ${weight} must be constant`, { weight });
}
