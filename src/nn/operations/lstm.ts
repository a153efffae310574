import type { Tensor } from '../graph.ts';
import { sizeOf } from '../graph.ts';
import { sigmoid, sigmoidSlope, tanh, tanhSlope } from './activations.ts';
import { add, multiply } from './arithmetic.ts';
import {
  asRows,
  biasGradient,
  inputGradient,
  project,
  type RecurrentWeights,
  standardRecurrence,
  statesBefore,
  unitsOf,
  weightGradient,
  zeroState,
} from './recurrent.ts';
import { scan } from './scan.ts';
import { concat, split, transpose } from './shaping.ts';

const GATES = 4;
/** ONNX's operator has them in the order i, o, f, g. */
export const LSTM_ONNX_GATES = [0, 3, 1, 2];

/** State, cell, and the gates after their activations: of one step `[H, N]`, of all steps `[L, H, N]`. */
type Steps = readonly [h: Tensor, c: Tensor, i: Tensor, f: Tensor, g: Tensor, o: Tensor];

/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000) in PyTorch's form: gates in the
 * order i, f, g, o, of which g is a hyperbolic tangent and the others logistic; from zeros, c ← f·c + i·g and h ← o·tanh(c).
 *
 * @param x sequence `[L, C, N]`
 * @param weights of H units and four gates; the two biases matter by their sum only
 * @param reverse from the last step to the first
 * @returns h at every step, `[L, H, N]`
 */
export function scanLstm(x: Tensor, weights: RecurrentWeights, reverse = false): Tensor {
  const { graph } = x;
  const { input, hidden, inputBias, hiddenBias } = weights;
  const units = unitsOf(x, weights, 'scanLstm', GATES);
  const saved = graph.training ? savedSteps(x, weights, units, reverse) : undefined;
  const h = saved?.[0] ?? standardRecurrence('LSTM', x, weights, LSTM_ONNX_GATES, reverse);
  graph.differentiable([x, input, hidden, inputBias, hiddenBias], [h], ([gradient], needed) => {
    if (gradient === undefined) return [];
    // In inference nothing is kept for a gradient: where one is asked for (attribution), it starts by running forward again.
    const steps = saved ?? savedSteps(x, weights, units, reverse);
    const gates = gateGradients(gradient, steps, hidden, reverse);
    const byInput = needed[0] ? inputGradient(gates, input) : undefined;
    if (needed.slice(1).every((weight) => !weight)) return [byInput];
    const rows = asRows(gates);
    const bias = biasGradient(rows);
    const byHidden = weightGradient(rows, asRows(statesBefore(h, reverse)));
    return [byInput, weightGradient(rows, asRows(x)), byHidden, bias, bias];
  });
  return h;
}

function savedSteps(x: Tensor, weights: RecurrentWeights, units: number, reverse: boolean): Steps {
  const zero = zeroState(x, units);
  const projected = project(x, weights.input, add(weights.inputBias, weights.hiddenBias));
  const loop = { initialStates: [zero, zero], sequences: [projected], reverse } as const;
  return scan(x.graph, loop, (body, [h, c], [given]) => {
    const step = lstmStep(body.node('Gemm', [weights.hidden, h, given], {}, given.shape), c);
    return { states: [step[0], step[1]], elements: step };
  });
}

function lstmStep(gates: Tensor, cellBefore: Tensor): Steps {
  const [i, f, g, o] = split(gates, 0, GATES) as [Tensor, Tensor, Tensor, Tensor];
  const [input, forget, candidate, output] = [sigmoid(i), sigmoid(f), tanh(g), sigmoid(o)];
  const cell = add(multiply(forget, cellBefore), multiply(input, candidate));
  return [multiply(output, tanh(cell)), cell, input, forget, candidate, output];
}

/**
 * Gradient by the gates before their activations, `[L, 4·H, N]`.
 *
 * The slopes are computed for all steps at once. What remains in the loop is linear in the gradients by a step's state (dh) and cell
 * (dc).
 */
function gateGradients(gradient: Tensor, saved: Steps, hidden: Tensor, reverse: boolean): Tensor {
  const { graph } = gradient;
  const zero = zeroState(gradient, sizeOf(gradient, 1));
  const [, c, i, f, g, o] = saved;
  const squashed = tanh(c);
  const hByCell = multiply(o, tanhSlope(squashed));
  const hByO = multiply(squashed, sigmoidSlope(o));
  const cByI = multiply(g, sigmoidSlope(i));
  const cByF = multiply(statesBefore(c, reverse), sigmoidSlope(f));
  const cByG = multiply(i, tanhSlope(g));
  const transposed = transpose(hidden, [1, 0]);
  const loop = {
    initialStates: [zero, zero],
    sequences: [gradient, hByCell, hByO, cByI, cByF, cByG, f],
    reverse: !reverse,
  } as const;
  const [gates] = scan(graph, loop, (body, [dhLater, dcLater], [given, byCell, byO, byI, byF, byG, cellBefore]) => {
    const dh = add(given, dhLater);
    const dc = add(multiply(dh, byCell), dcLater);
    const dGates = concat([multiply(dc, byI), multiply(dc, byF), multiply(dc, byG), multiply(dh, byO)], 0);
    const dhBefore = body.node('Gemm', [transposed, dGates], {}, dh.shape);
    return { states: [dhBefore, multiply(dc, cellBefore)], elements: [dGates] };
  });
  return gates;
}
