import type { Dimension, Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { add, matmul, sumOver } from './arithmetic.ts';
import { concat, reshape, split, transpose } from './shaping.ts';

/**
 * What LSTM and GRU share. In sequences `[L, C, N]` the batch comes last, so a step's gates are the product weight `[gates·H, H]` ×
 * state `[H, N]`: ONNX Runtime repacks the right factor of every product, and here that is the small one.
 */

/** Weights of one direction, PyTorch's, gate by gate along the first axis. */
export interface RecurrentWeights {
  /** From the inputs, `[gates·H, C]`. */
  readonly input: Tensor;
  /** From the state before, `[gates·H, H]`. */
  readonly hidden: Tensor;
  /** `[gates·H]` */
  readonly inputBias: Tensor;
  /** `[gates·H]` */
  readonly hiddenBias: Tensor;
}

/** The units H of a recurrence with that many gates. @throws EcgError when the shapes do not fit each other and the sequence */
export function unitsOf(x: Tensor, weights: RecurrentWeights, operation: string, gates: number): number {
  const { input, hidden, inputBias, hiddenBias } = weights;
  const units = hidden.shape[1] as number;
  const rows = gates * units;
  requireShapes(
    x.shape.length === 3 && input.shape[1] === x.shape[1],
    operation,
    'x is [L, C, N], the input weight [gates·H, C]',
    x,
    input,
  );
  requireShapes(
    [input, hidden, inputBias, hiddenBias].every(({ shape }) => shape[0] === rows),
    operation,
    `weights and biases have ${gates}·H rows, the hidden weight H columns`,
    input,
    hidden,
    inputBias,
    hiddenBias,
  );
  return units;
}

/**
 * The whole recurrence as ONNX's own operator, for inference: it cannot give what a gradient needs, but is two to four times as fast
 * as a loop for few records (measured), and what other tools know.
 *
 * @param gateOrder for each gate of the operator, its place in `weights`
 * @returns h at every step, `[L, H, N]`
 */
export function standardRecurrence(
  operator: 'LSTM' | 'GRU',
  x: Tensor,
  weights: RecurrentWeights,
  gateOrder: readonly number[],
  reverse: boolean,
  attributes: Readonly<Record<string, number>> = {},
): Tensor {
  const { graph } = x;
  const [length, , records] = x.shape as readonly [Dimension, Dimension, Dimension];
  const units = sizeOf(weights.hidden, 1);
  const reordered = (weight: Tensor) => {
    const gates = split(weight, 0, gateOrder.length);
    return concat(
      gateOrder.map((gate) => gates[gate] as Tensor),
      0,
    );
  };
  const oneDirection = (weight: Tensor) => reshape(weight, [1, ...weight.shape]);
  const biases = concat([reordered(weights.inputBias), reordered(weights.hiddenBias)], 0);
  const inputs = [
    transpose(x, [0, 2, 1]),
    ...[reordered(weights.input), reordered(weights.hidden), biases].map(oneDirection),
  ];
  const direction = reverse ? 'reverse' : 'forward';
  const states = graph.node(operator, inputs, { hidden_size: units, direction, ...attributes }, [
    length,
    1,
    records,
    units,
  ]);
  return transpose(reshape(states, [length, records, units]), [0, 2, 1]);
}

/**
 * `standardRecurrence` read back: the weights of a node of that operator, in PyTorch's order of gates.
 *
 * @param input,hidden,biases W `[1, gates·H, C]`, R `[1, gates·H, H]` and B `[1, 2·gates·H]` of the operator
 * @param gateOrder as `standardRecurrence` takes it
 */
export function weightsOfStandard(
  [input, hidden, biases]: readonly [Tensor, Tensor, Tensor],
  gateOrder: readonly number[],
): RecurrentWeights {
  const restored = (weight: Tensor) => {
    const gates = split(weight, 0, gateOrder.length);
    return concat(
      gateOrder.map((_, gate) => gates[gateOrder.indexOf(gate)] as Tensor),
      0,
    );
  };
  const twoAxes = (weight: Tensor) => reshape(weight, weight.shape.slice(1));
  const [inputBias, hiddenBias] = split(twoAxes(biases), 0, 2) as [Tensor, Tensor];
  return {
    input: restored(twoAxes(input)),
    hidden: restored(twoAxes(hidden)),
    inputBias: restored(inputBias),
    hiddenBias: restored(hiddenBias),
  };
}

/** weight · x + bias at every step: `[L, rows, N]`. */
export function project(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  return add(matmul(weight, x), column(bias));
}

/** A vector as a column, to be added to every record. */
export function column(bias: Tensor): Tensor {
  return reshape(bias, [sizeOf(bias, 0), 1]);
}

/** A state of zeros, `[units, N]`. */
export function zeroState(x: Tensor, units: number): Tensor {
  const { graph } = x;
  const batch = graph.node('Shape', [x], { start: 2 }, [1], 'int64');
  const shape = graph.node('Concat', [graph.indices([units]), batch], { axis: 0 }, [2], 'int64');
  return graph.node('ConstantOfShape', [shape], {}, [units, x.shape[2] as Dimension]);
}

/** The states that each step found: those of the step before, and zeros at the first one. */
export function statesBefore(states: Tensor, reverse: boolean): Tensor {
  const pads = reverse ? [-1, 0, 0, 1, 0, 0] : [1, 0, 0, -1, 0, 0];
  return states.graph.node('Pad', [states, states.graph.indices(pads)], {}, states.shape);
}

/**
 * Gradient of `project` with respect to x.
 *
 * The leading axis of size 1 keeps ONNX Runtime from merging transposition and product, which would transpose again at every step.
 */
export function inputGradient(gradient: Tensor, weight: Tensor): Tensor {
  const transposed = transpose(weight, [1, 0]);
  return matmul(reshape(transposed, [1, ...transposed.shape]), gradient);
}

/** Gradient of `project` with respect to the weight, one product over all steps and records; both as `asRows` gives them. */
export function weightGradient(gradientRows: Tensor, rows: Tensor): Tensor {
  const { graph } = rows;
  return graph.node('Gemm', [gradientRows, rows], { transB: 1 }, [sizeOf(gradientRows, 0), sizeOf(rows, 0)]);
}

/** Gradient of `project` with respect to the bias. */
export function biasGradient(gradientRows: Tensor): Tensor {
  return reshape(sumOver(gradientRows, [1]), [sizeOf(gradientRows, 0)]);
}

/** A sequence `[L, C, N]` as `[C, L·N]`: everything of a channel in one row. */
export function asRows(sequence: Tensor): Tensor {
  const [length, channels, records] = [sizeOf(sequence, 0), sizeOf(sequence, 1), sizeOf(sequence, 2)];
  return reshape(transpose(sequence, [1, 0, 2]), [channels, length * records]);
}
