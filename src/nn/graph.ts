import { EcgError } from '../errors.ts';
import { nodesWithResults } from './nodes-with-results.ts';
import {
  type AttributeValue,
  type ElementType,
  encodeOnnxGraph,
  encodeOnnxModel,
  type OnnxGraph,
  type OnnxInitializer,
  type OnnxNode,
  type OnnxValueInfo,
} from './onnx-protobuf.ts';
import type { DropoutSpec, Initialiser, NamedValues, ParameterSpec, StatisticSpec } from './specs.ts';

const OPSET = 20;

/** A size, or `batch` for the one dimension that an exported graph leaves free. */
export type Dimension = number | 'batch';
/** Sizes of a tensor's axes, outermost first. */
export type Shape = readonly Dimension[];

/** A value in a graph: what a node makes or a caller feeds. Shapes are known when the graph is built. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

/**
 * Given the gradients of what a node made (undefined where nothing depends on it), the gradients of what it took. `needed` tells for
 * each input whether anybody asks for its gradient, so that costly ones (the input of the first layer) are left out.
 */
export type Backward = (
  outputGradients: readonly (Tensor | undefined)[],
  needed: readonly boolean[],
) => readonly (Tensor | undefined)[];

interface TapeEntry {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly backward: Backward;
}

/** `training`: batch statistics, dropout, parameters are fed. `inference`: parameters are constants, the batch size is free. */
export type GraphPurpose =
  | { readonly kind: 'training'; readonly batch: number }
  | { readonly kind: 'inference'; readonly values: NamedValues };

/**
 * An ONNX graph under construction, with the tape that reverse-mode differentiation needs.
 *
 * Signals (batch × channels × samples) have one logical meaning and two layouts. Training uses `[1, C, N, L]`: each activation is a
 * contiguous matrix `[C, N·L]`, so weight gradients are plain matrix products. Inference uses `[N, C, 1, L]`, the layout that ONNX
 * Runtime's blocked convolutions take. Convolutions, normalisation and pooling along the last axis are the same nodes in both.
 */
export class Graph {
  readonly purpose: GraphPurpose;
  readonly tape: TapeEntry[] = [];
  readonly parameters: ParameterSpec[] = [];
  readonly statistics: StatisticSpec[] = [];
  readonly dropouts: DropoutSpec[] = [];
  readonly #prefix: string;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers: OnnxInitializer[] = [];
  readonly #inputs: OnnxValueInfo[] = [];
  readonly #results: { readonly name: string; readonly tensor: Tensor }[] = [];
  /** What bodies of nodes take from this graph without being fed it. */
  readonly #captured = new Set<string>();
  readonly #scalars = new Map<string, Tensor>();
  readonly #zeros = new Map<string, Tensor>();
  #counter = 0;

  /** @param prefix of generated names; see `subgraph` */
  constructor(purpose: GraphPurpose, prefix = '') {
    this.purpose = purpose;
    this.#prefix = prefix;
  }

  get training(): boolean {
    return this.purpose.kind === 'training';
  }

  /** The batch size as a dimension: a number in training, free in inference. */
  get batch(): Dimension {
    return this.purpose.kind === 'training' ? this.purpose.batch : 'batch';
  }

  /** A value that the caller feeds. */
  input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
    this.#inputs.push({ name, shape, type });
    return { graph: this, name, shape, type };
  }

  /** A value that a node feeds to its body: goes by its position, so its name is generated. */
  argument(shape: Shape): Tensor {
    return this.input(this.#freshName('argument'), shape);
  }

  /** Names a tensor as a result of the graph. */
  output(name: string, tensor: Tensor): void {
    this.#results.push({ name, tensor });
  }

  /** A learnt tensor: fed in training, constant in inference. */
  parameter(name: string, shape: readonly number[], initialise: Initialiser, decay = true): Tensor {
    this.parameters.push({ name, shape, initialise, decay });
    return this.#stored(name, shape);
  }

  /** A running statistic: only inference reads it. Training reports the batch's own under `batchValue`. */
  statistic(name: string, shape: readonly number[], initial: number): { readonly batchValue: string } {
    const batchValue = `${name}:batch`;
    this.statistics.push({ name, shape, initial, batchValue });
    return { batchValue };
  }

  /** The stored values of a running statistic, as a constant. */
  storedStatistic(name: string, shape: readonly number[]): Tensor {
    return this.#stored(name, shape);
  }

  /** A dropout mask, fed by the caller. */
  dropoutMask(name: string, shape: readonly number[], rate: number): Tensor {
    this.dropouts.push({ name, shape, rate });
    return this.input(name, shape);
  }

  /** A constant float tensor. */
  constant(values: ArrayLike<number>, shape: readonly number[] = [values.length]): Tensor {
    return this.#constantOf(this.#freshName('const'), Float32Array.from(values), shape);
  }

  /** A constant scalar, shared by all who ask for the same value. */
  scalar(value: number): Tensor {
    const key = `${value}`;
    const known = this.#scalars.get(key);
    if (known !== undefined) return known;
    const made = this.#constantOf(this.#freshName('scalar'), Float32Array.of(value), []);
    this.#scalars.set(key, made);
    return made;
  }

  /** Zeros, shared by all who ask for the same shape. The runtime makes them when it loads the graph. */
  zeros(shape: readonly number[]): Tensor {
    const key = shape.join();
    const known = this.#zeros.get(key);
    if (known !== undefined) return known;
    const made = this.node('ConstantOfShape', [this.indices(shape)], {}, shape);
    this.#zeros.set(key, made);
    return made;
  }

  /** A constant vector of whole numbers: axes, pads and shapes of operators. */
  indices(values: readonly number[]): Tensor {
    const name = this.#freshName('indices');
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#initializers.push({ name, type: 'int64', shape: [values.length], bytes });
    return { graph: this, name, shape: [values.length], type: 'int64' };
  }

  /** Adds a node with one result. */
  node(
    operator: string,
    inputs: readonly (Tensor | undefined)[],
    attributes: Readonly<Record<string, AttributeValue>>,
    shape: Shape,
    type: ElementType = 'float32',
  ): Tensor {
    const result = { graph: this, name: this.#freshName(operator), shape, type };
    this.#push(operator, inputs, [result], attributes);
    return result;
  }

  /** Adds a node with several results. */
  nodes(
    operator: string,
    inputs: readonly (Tensor | undefined)[],
    attributes: Readonly<Record<string, AttributeValue>>,
    shapes: readonly Shape[],
  ): readonly Tensor[] {
    const outputs = shapes.map((shape): Tensor => {
      return { graph: this, name: this.#freshName(operator), shape, type: 'float32' };
    });
    this.#push(operator, inputs, outputs, attributes);
    return outputs;
  }

  /** Remembers how gradients flow back through what was just built. */
  differentiable(inputs: readonly Tensor[], outputs: readonly Tensor[], backward: Backward): void {
    this.tape.push({ inputs, outputs, backward });
  }

  /** The graph as an ONNX model file. */
  encodeModel(metadata: Readonly<Record<string, string>> = {}): Uint8Array {
    const outputs = this.#results.map(({ name, tensor: { shape, type } }) => ({ name, shape, type }));
    return encodeOnnxModel(
      this.#onnx('einthoven', nodesWithResults(this.#nodes, this.#results, this.#captured), outputs),
      OPSET,
      metadata,
    );
  }

  /** An empty graph for the body of a node like `Scan`. It may use tensors of this graph, so its own names start differently. */
  subgraph(): Graph {
    return new Graph(this.purpose, `${this.#freshName('body')}/`);
  }

  /** The graph as the body of a node. Its results go by their position, so they keep their names and are not copied. */
  encodeBody(results: readonly Tensor[]): { readonly graph: Uint8Array } {
    const outputs = results.map(({ name, shape, type }) => ({ name, shape, type }));
    return { graph: encodeOnnxGraph(this.#onnx('body', this.#nodes, outputs)) };
  }

  #push(
    operator: string,
    inputs: readonly (Tensor | undefined)[],
    outputs: readonly Tensor[],
    attributes: Readonly<Record<string, AttributeValue>>,
  ): void {
    for (const input of inputs) if (input && input.graph !== this) input.graph.#captured.add(input.name);
    this.#nodes.push({
      operator,
      inputs: withoutTrailing(inputs).map((input) => input?.name ?? ''),
      outputs: outputs.map((output) => output.name),
      attributes,
    });
  }

  #onnx(name: string, nodes: readonly OnnxNode[], outputs: readonly OnnxValueInfo[]): OnnxGraph {
    return { name, nodes, initializers: this.#initializers, inputs: this.#inputs, outputs };
  }

  #stored(name: string, shape: readonly number[]): Tensor {
    if (this.purpose.kind === 'training') return this.input(name, shape);
    const values = this.purpose.values.get(name);
    if (values === undefined) {
      throw new EcgError('invalid-argument', `Graph: parameter ${name} has no value`, { name });
    }
    return this.#constantOf(name, values, shape);
  }

  #constantOf(name: string, values: Float32Array, shape: readonly number[]): Tensor {
    const expected = shape.reduce((product, size) => product * size, 1);
    if (values.length !== expected) {
      throw new EcgError(
        'invalid-argument',
        `Graph: ${name} of shape [${shape}] takes ${expected} values, got ${values.length}`,
        { name, shape, got: values.length },
      );
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
    this.#initializers.push({ name, type: 'float32', shape, bytes });
    return { graph: this, name, shape, type: 'float32' };
  }

  #freshName(stem: string): string {
    this.#counter += 1;
    return `${this.#prefix}${stem}_${this.#counter}`;
  }
}

/**
 * Optional inputs that are missing have an empty name, but not at the end of the list: there the runtime takes them for values that it
 * does not know and leaves out fusions.
 */
function withoutTrailing(inputs: readonly (Tensor | undefined)[]): readonly (Tensor | undefined)[] {
  return inputs.slice(0, inputs.findLastIndex((input) => input !== undefined) + 1);
}

/** The size of an axis (negative: from the end) where it must be a number. */
export function sizeOf(tensor: Tensor, axis: number): number {
  const size = tensor.shape.at(axis);
  if (typeof size !== 'number') {
    throw new EcgError('invalid-argument', `sizeOf: axis ${axis} of ${describe(tensor)} has no fixed size`, { axis });
  }
  return size;
}

/** A tensor's name and shape, for messages: `Conv_3 [1, 128, 32, 250]`. */
export function describe(tensor: Tensor): string {
  return `${tensor.name} [${tensor.shape.join(', ')}]`;
}

/** Throws an error that prints both sides when shapes do not fit. */
export function requireShapes(fit: boolean, operation: string, rule: string, ...tensors: readonly Tensor[]): void {
  if (fit) return;
  throw new EcgError('invalid-argument', `${operation}: ${rule}, got ${tensors.map(describe).join(' and ')}`, {
    operation,
    shapes: tensors.map((tensor) => tensor.shape),
  });
}
