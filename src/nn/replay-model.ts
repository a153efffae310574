import { EcgError } from '../errors.ts';
import { floatsOf, foldBatchNorms } from './fold-batch-norms.ts';
import type { Graph, Tensor } from './graph.ts';
import type { AttributeValue, OnnxInitializer, OnnxNode } from './onnx-protobuf.ts';
import { decodeOnnxModel } from './onnx-reader.ts';
import { exponential, gelu, logarithm, relu, sigmoid, softplus, tanh } from './operations/activations.ts';
import { add, matmul, multiply, negate, subtract, sumOver } from './operations/arithmetic.ts';
import { convolve } from './operations/convolution.ts';
import { GRU_ONNX_GATES, scanGru } from './operations/gru.ts';
import { affine } from './operations/linear.ts';
import { LSTM_ONNX_GATES, scanLstm } from './operations/lstm.ts';
import { averagePool, globalMaxPool, maxPool } from './operations/pooling.ts';
import { type RecurrentWeights, weightsOfStandard } from './operations/recurrent.ts';
import { concat, reshape, slice, split, transpose } from './operations/shaping.ts';
import { STEP_NAMES } from './training-graph.ts';

/** A model of a file, built again. */
export interface ReplayedModel {
  /** `[batch, outputs]` */
  readonly logits: Tensor;
  /** What the network pools over time, `[batch, channels, 1, samples]` each: one for most, one for each member of an ensemble. */
  readonly featureMaps: readonly Tensor[];
}

/**
 * Builds the model of a file again in the graph of `signals`, from the differentiable operations of this folder, so that gradients can
 * be asked for. It answers as the file does; batch normalisations are folded into convolutions, and weights in 8 bits are widened.
 *
 * @param model file of `buildInferenceGraph`, `joinModels` or `quantiseModel`
 * @param signals `[batch, channels, samples]` of an inference graph
 * @param rectifier in place of `relu`, as `guidedRelu`
 * @throws EcgError as `decodeOnnxModel`, and `unsupported` for an operator that no architecture here uses
 */
export function replayModel(model: Uint8Array, signals: Tensor, rectifier = relu): ReplayedModel {
  const { nodes, initializers, outputs } = foldBatchNorms(decodeOnnxModel(model).graph);
  const replay = new Replay(signals, rectifier, initializers);
  for (const node of nodes) replay.run(node);
  const logits = outputs.find(({ name }) => name === STEP_NAMES.logits);
  if (logits === undefined) throw new EcgError('unsupported', 'replayModel: the file must have an output logits');
  return { logits: replay.tensor(logits.name), featureMaps: [...replay.pooled.values()] };
}

class Replay {
  /** What was pooled over time, by its name in the file. */
  readonly pooled = new Map<string, Tensor>();
  readonly #graph: Graph;
  readonly #rectifier: typeof relu;
  readonly #tensors: Map<string, Tensor>;
  readonly #constants: ReadonlyMap<string, OnnxInitializer>;

  constructor(signals: Tensor, rectifier: typeof relu, initializers: readonly OnnxInitializer[]) {
    this.#graph = signals.graph;
    this.#rectifier = rectifier;
    this.#tensors = new Map([[STEP_NAMES.signals, signals]]);
    this.#constants = new Map(initializers.map((initializer) => [initializer.name, initializer]));
  }

  tensor(name: string): Tensor {
    const known = this.#tensors.get(name);
    if (known !== undefined) return known;
    const { type, shape } = this.#constant(name);
    if (type !== 'float32') throw unsupported(`${name} of type ${type} as a tensor`);
    const made = this.#graph.constant(this.#floats(name), shape);
    this.#tensors.set(name, made);
    return made;
  }

  run(node: OnnxNode): void {
    const results = this.#results(node);
    node.outputs.forEach((name, i) => {
      this.#tensors.set(name, results[i] as Tensor);
    });
  }

  #results(node: OnnxNode): readonly Tensor[] {
    const { operator, inputs, attributes } = node;
    const tensor = (input: number) => this.tensor(inputs[input] ?? '');
    const all = () => inputs.map((name) => this.tensor(name));
    const whole = (input: number) => this.#wholeNumbers(inputs[input] ?? '');
    const number = (name: string) => attributes[name] as number;
    const list = (name: string) => attributes[name] as readonly number[];
    switch (operator) {
      case 'Identity':
        return [tensor(0)];
      case 'Add':
        return [add(tensor(0), tensor(1))];
      case 'Sum':
        return [all().reduce(add)];
      case 'Sub':
        return [subtract(tensor(0), tensor(1))];
      case 'Mul':
        return [multiply(tensor(0), tensor(1))];
      case 'Neg':
        return [negate(tensor(0))];
      case 'Max':
        return [all().reduce((a, b) => add(relu(subtract(a, b)), b))];
      case 'MatMul':
        return [matmul(tensor(0), tensor(1))];
      case 'Gemm':
        if (inputs.length !== 3 || number('transB') !== 1) throw unsupported('Gemm without bias or transB');
        return [affine(tensor(0), tensor(1), tensor(2))];
      case 'Relu':
        return [this.#rectifier(tensor(0))];
      case 'Sigmoid':
        return [sigmoid(tensor(0))];
      case 'Tanh':
        return [tanh(tensor(0))];
      case 'Gelu':
        return [gelu(tensor(0))];
      case 'Softplus':
        return [softplus(tensor(0))];
      case 'Exp':
        return [exponential(tensor(0))];
      case 'Log':
        return [logarithm(tensor(0))];
      case 'Conv':
        return [this.#convolution(node)];
      case 'BatchNormalization':
        return [this.#normalisation(node)];
      case 'DequantizeLinear':
        return [this.#widened(node)];
      case 'ReduceSum':
        return [sumOver(this.#seenAsPooled(node, whole(1)), whole(1))];
      case 'ReduceMax':
        if (whole(1).join() !== '3') throw unsupported(`ReduceMax over axes ${whole(1).join()}`);
        return [globalMaxPool(this.#seenAsPooled(node, [3]))];
      case 'MaxPool':
        return [maxPool(tensor(0), poolingOf(attributes))];
      case 'AveragePool':
        return [averagePool(tensor(0), { ...poolingOf(attributes), partial: attributes.ceil_mode === 1 })];
      case 'Concat':
        return [concat(all(), number('axis'))];
      case 'Split':
        return split(tensor(0), number('axis'), number('num_outputs'));
      case 'Transpose':
        return [transpose(tensor(0), list('perm'))];
      case 'Reshape': {
        const shape = whole(1).map((size) => (size === -1 ? 'batch' : size));
        return [reshape(tensor(0), shape)];
      }
      case 'Slice': {
        const [[start = 0], [end = 0], [axis = 0], [step = 1]] = [whole(1), whole(2), whole(3), whole(4)];
        return [slice(tensor(0), axis, start, end, step)];
      }
      case 'LSTM':
        return [this.#recurrence(node, scanLstm, LSTM_ONNX_GATES)];
      case 'GRU':
        return [this.#recurrence(node, scanGru, GRU_ONNX_GATES)];
      default:
        throw unsupported(`operator ${operator}`);
    }
  }

  #convolution({ inputs, attributes }: OnnxNode): Tensor {
    const [x, weight, bias] = inputs.map((name) => this.tensor(name)) as [Tensor, Tensor, Tensor?];
    const [, before = 0, , after = 0] = attributes.pads as readonly number[];
    return convolve(x, weight, bias, {
      stride: (attributes.strides as readonly number[])[1] ?? 1,
      dilation: (attributes.dilations as readonly number[])[1] ?? 1,
      groups: attributes.group as number,
      padding: [before, after],
    });
  }

  /** With running statistics a normalisation is one factor and one term per channel. */
  #normalisation({ inputs, attributes }: OnnxNode): Tensor {
    const [x = '', ...parameters] = inputs;
    const [gamma, beta, mean, variance] = parameters.map((name) => this.#floats(name)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const epsilon = (attributes.epsilon as { readonly float: number }).float;
    const factors = gamma.map((scale, c) => scale / Math.sqrt((variance[c] as number) + epsilon));
    const terms = beta.map((shift, c) => shift - (mean[c] as number) * (factors[c] as number));
    const signal = this.tensor(x);
    const perChannel = signal.shape.map((_, axis) => (axis === 1 ? factors.length : 1));
    return add(multiply(signal, this.#graph.constant(factors, perChannel)), this.#graph.constant(terms, perChannel));
  }

  /** Weights of `quantiseModel`. */
  #widened({ inputs }: OnnxNode): Tensor {
    const [stored = '', scale = ''] = inputs;
    const { bytes, shape } = this.#constant(stored);
    const scales = this.#floats(scale);
    const perRow = bytes.length / scales.length;
    const values = Float32Array.from(new Int8Array(new Uint8Array(bytes).buffer), (value, i) => {
      return value * (scales[Math.floor(i / perRow)] as number);
    });
    return this.#graph.constant(values, shape);
  }

  #recurrence(
    { inputs, attributes }: OnnxNode,
    run: (x: Tensor, weights: RecurrentWeights, reverse: boolean) => Tensor,
    gateOrder: readonly number[],
  ): Tensor {
    const [x, ...weights] = inputs.map((name) => this.tensor(name)) as [Tensor, Tensor, Tensor, Tensor];
    const read = weightsOfStandard(weights, gateOrder);
    const states = transpose(run(transpose(x, [0, 2, 1]), read, attributes.direction === 'reverse'), [0, 2, 1]);
    const [length = 1, records = 1, units = 1] = states.shape;
    return reshape(states, [length, 1, records, units]);
  }

  #seenAsPooled({ inputs }: OnnxNode, axes: readonly number[]): Tensor {
    const name = inputs[0] ?? '';
    const x = this.tensor(name);
    if (x.shape.length === 4 && axes.join() === '3') this.pooled.set(name, x);
    return x;
  }

  #floats(name: string): Float32Array {
    return floatsOf(this.#constant(name));
  }

  #wholeNumbers(name: string): readonly number[] {
    const { bytes } = this.#constant(name);
    return Array.from(new BigInt64Array(new Uint8Array(bytes).buffer), Number);
  }

  #constant(name: string): OnnxInitializer {
    const constant = this.#constants.get(name);
    if (constant === undefined) throw unsupported(`${name}, which no node makes and which is no constant`);
    return constant;
  }
}

function poolingOf(attributes: Readonly<Record<string, AttributeValue>>) {
  const [, size = 1] = attributes.kernel_shape as readonly number[];
  const [, stride = 1] = attributes.strides as readonly number[];
  const [, padding = 0] = attributes.pads as readonly number[];
  return { size, stride, padding };
}

function unsupported(what: string): EcgError {
  return new EcgError('unsupported', `replayModel: takes what the architectures here are made of, got ${what}`, {
    what,
  });
}
