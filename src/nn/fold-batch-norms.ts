import type { OnnxGraph, OnnxInitializer, OnnxNode } from './onnx-protobuf.ts';

/**
 * The same function with every batch normalisation that follows a convolution alone taken into its weights and bias (Jacob et al. 2018,
 * section 3.2): y = γ·(w∗x + b − μ)/σ + β. Others, as those of pooled features, stay.
 */
export function foldBatchNorms(graph: OnnxGraph): OnnxGraph {
  const constants = new Map(graph.initializers.map((initializer) => [initializer.name, initializer]));
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const uses = countUses(graph);
  const dropped = new Set<OnnxNode>();
  const replaced = new Map<OnnxNode, OnnxNode>();
  for (const norm of graph.nodes.filter(({ operator }) => operator === 'BatchNormalization')) {
    const conv = makers.get(norm.inputs[0] ?? '');
    if (conv?.operator !== 'Conv' || uses.get(norm.inputs[0] ?? '') !== 1) continue;
    const folded = foldOne(conv, norm, constants, uses);
    if (folded === undefined) continue;
    for (const initializer of folded) constants.set(initializer.name, initializer);
    dropped.add(norm);
    const [x, weight] = conv.inputs as [string, string];
    replaced.set(conv, { ...conv, inputs: [x, weight, biasName(weight)], outputs: norm.outputs });
  }
  const nodes = graph.nodes.filter((node) => !dropped.has(node)).map((node) => replaced.get(node) ?? node);
  const stillUsed = countUses({ ...graph, nodes });
  return { ...graph, nodes, initializers: [...constants.values()].filter(({ name }) => stillUsed.has(name)) };
}

const biasName = (weight: string) => `${weight}/folded-bias`;

/** Weight and bias of a convolution with its normalisation inside; `undefined` where they are not constants of its own. */
function foldOne(
  conv: OnnxNode,
  norm: OnnxNode,
  constants: ReadonlyMap<string, OnnxInitializer>,
  uses: ReadonlyMap<string, number>,
): readonly OnnxInitializer[] | undefined {
  const [, weightName = '', biasInput] = conv.inputs;
  const weight = constants.get(weightName);
  const [gamma, beta, mean, variance] = norm.inputs.slice(1).map((name) => constants.get(name));
  const bias = biasInput === undefined ? undefined : constants.get(biasInput);
  if (!weight || !gamma || !beta || !mean || !variance || uses.get(weightName) !== 1) return undefined;
  if (biasInput !== undefined && bias === undefined) return undefined;
  const epsilon = norm.attributes.epsilon;
  const added = typeof epsilon === 'object' && 'float' in epsilon ? epsilon.float : 1e-5;
  const [w, g, b, mu, v] = [weight, gamma, beta, mean, variance].map(floatsOf) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const before = bias && floatsOf(bias);
  const slopes = g.map((scale, c) => scale / Math.sqrt((v[c] as number) + added));
  const perChannel = w.length / slopes.length;
  const weights = w.map((value, i) => value * (slopes[Math.floor(i / perChannel)] as number));
  const biases = slopes.map((slope, c) => (b[c] as number) + slope * ((before?.[c] ?? 0) - (mu[c] as number)));
  return [
    { ...weight, bytes: bytesOfFloats(weights) },
    { name: biasName(weightName), type: 'float32', shape: [biases.length], bytes: bytesOfFloats(biases) },
  ];
}

/** How often each name is taken, as an output of the graph too. Bodies of nodes take what they like: those names count as taken often. */
function countUses({ nodes, outputs, initializers }: OnnxGraph): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const add = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1);
  for (const { inputs } of nodes) inputs.forEach(add);
  for (const { name } of outputs) add(name);
  const hasBody = nodes.some(({ attributes }) =>
    Object.values(attributes).some((value) => typeof value === 'object' && 'graph' in value),
  );
  if (hasBody) for (const { name } of initializers) uses.set(name, (uses.get(name) ?? 0) + 2);
  return uses;
}

/** The elements of a float32 constant, wherever its bytes lie. */
export function floatsOf({ bytes }: OnnxInitializer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** The bytes of floats, little-endian as all machines here are. */
export function bytesOfFloats(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
