import { EcgError } from '../errors.ts';
import { encodeOnnxGraph, encodeOnnxModel, type OnnxGraph, type OnnxNode } from './onnx-protobuf.ts';
import { decodeOnnxGraph, decodeOnnxModel } from './onnx-reader.ts';
import { STEP_NAMES } from './training-graph.ts';

/** Smallest sum of probabilities whose logarithm is taken: far below what moves a result, and not a denormal number. */
const TINY = 1e-30;

/**
 * One model from several with the same input and outputs, by the mean of their probabilities: its logits are those of
 * `mean(sigmoid(logits of each))`. All names of a member start with `member<i>/`, so that members may be of one architecture.
 *
 * Probabilities and not logits are averaged: the mean over the windows of a record is a mean of probabilities too, so that the two
 * commute, and the ensemble's answer for a record is the mean of its members' answers; and a single member that is very sure cannot
 * outvote the others, as it can in a mean of logits.
 *
 * @param models files of `buildInferenceGraph`
 * @returns a file without metadata
 * @throws EcgError `invalid-argument` without a model, or when inputs, outputs or operator versions differ
 */
export function joinModels(models: readonly Uint8Array[]): Uint8Array {
  const members = models.map((bytes) => decodeOnnxModel(bytes));
  const [first] = members;
  if (first === undefined) throw new EcgError('invalid-argument', 'joinModels: needs a model, got none');
  const formOf = ({ graph, opset }: typeof first) => JSON.stringify([opset, graph.inputs, graph.outputs]);
  members.forEach((member, i) => {
    if (formOf(member) === formOf(first)) return;
    const rule = 'opset, inputs and outputs must be the same in every model';
    throw new EcgError('invalid-argument', `joinModels: ${rule}, got ${formOf(first)} and ${formOf(member)}`, {
      model: i,
    });
  });
  const shared = new Set(first.graph.inputs.map(({ name }) => name));
  const graphs = members.map(({ graph }, i) => renamed(graph, `member${i}/`, shared));
  const logits = graphs.map((_, i) => `member${i}/${STEP_NAMES.logits}`);
  const graph: OnnxGraph = {
    name: 'einthoven',
    nodes: [...graphs.flatMap(({ nodes }) => nodes), ...meanOfProbabilities(logits)],
    initializers: [
      ...graphs.flatMap(({ initializers }) => initializers),
      { name: 'tiny', type: 'float32', shape: [], bytes: new Uint8Array(Float32Array.of(TINY).buffer) },
    ],
    inputs: first.graph.inputs,
    outputs: first.graph.outputs,
  };
  return encodeOnnxModel(graph, first.opset, {});
}

/**
 * log(Σp / Σ(1 − p)); the divisor n cancels. Both sides are exponentials of log-probabilities, p = exp(−softplus(−logit)) and 1 − p =
 * exp(−softplus(logit)): exact near 0 and near 1 alike, where ONNX Runtime's Sigmoid is exact to 1e-7 only.
 */
function meanOfProbabilities(logits: readonly string[]): readonly OnnxNode[] {
  const node = (operator: string, inputs: readonly string[], output: string): OnnxNode => {
    return { operator, inputs, outputs: [output], attributes: {} };
  };
  const probability = (name: string, ofLogit: string, side: string) => [
    node('Softplus', [ofLogit], `${name}/${side}/softplus`),
    node('Neg', [`${name}/${side}/softplus`], `${name}/${side}/log`),
    node('Exp', [`${name}/${side}/log`], `${name}/${side}`),
  ];
  const probabilities = logits.flatMap((name) => [
    node('Neg', [name], `${name}/negated`),
    ...probability(name, `${name}/negated`, 'present'),
    ...probability(name, name, 'absent'),
  ]);
  const logOfSum = (side: string) => [
    node(
      'Sum',
      logits.map((name) => `${name}/${side}`),
      `sum/${side}`,
    ),
    node('Max', [`sum/${side}`, 'tiny'], `floor/${side}`),
    node('Log', [`floor/${side}`], `log/${side}`),
  ];
  return [
    ...probabilities,
    ...logOfSum('present'),
    ...logOfSum('absent'),
    node('Sub', ['log/present', 'log/absent'], STEP_NAMES.logits),
  ];
}

/** Every name with a prefix, in the bodies of nodes too, which use names from outside; but not those that are shared. */
function renamed(graph: OnnxGraph, prefix: string, shared: ReadonlySet<string>): OnnxGraph {
  const rename = (name: string) => (name === '' || shared.has(name) ? name : `${prefix}${name}`);
  const named = <T extends { readonly name: string }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, name: rename(one.name) }));
  const nodes = graph.nodes.map((node): OnnxNode => {
    const attributes = Object.entries(node.attributes).map(([key, value]) => {
      const isBody = typeof value === 'object' && 'graph' in value;
      const body = isBody && encodeOnnxGraph(renamed(decodeOnnxGraph(value.graph), prefix, shared));
      return [key, body ? { graph: body } : value] as const;
    });
    return {
      operator: node.operator,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
      attributes: Object.fromEntries(attributes),
    };
  });
  return {
    name: graph.name,
    nodes,
    initializers: named(graph.initializers),
    inputs: named(graph.inputs),
    outputs: named(graph.outputs),
  };
}
