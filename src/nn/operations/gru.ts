import type { Tensor } from '../graph.ts';
import { sizeOf } from '../graph.ts';
import { complement, sigmoid, sigmoidSlope, tanh, tanhSlope } from './activations.ts';
import { add, multiply, subtract } from './arithmetic.ts';
import {
  asRows,
  biasGradient,
  column,
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
import { concat, slice, split, transpose } from './shaping.ts';

const GATES = 3;
/** ONNX's operator has them in the order z, r, n. */
export const GRU_ONNX_GATES = [1, 0, 2];

/** State, the gates after their activations, and what r multiplies: of one step `[H, N]`, of all steps `[L, H, N]`. */
type Steps = readonly [h: Tensor, r: Tensor, z: Tensor, n: Tensor, reset: Tensor];

/**
 * Gated recurrent unit (Cho et al. 2014) in PyTorch's form: gates in the order r, z, n; r and z logistic,
 * n = tanh(W·x + b + r·(U·h + b′)) with the hidden bias b′ inside the product, and from zeros h ← (1 − z)·n + z·h.
 *
 * @param x sequence `[L, C, N]`
 * @param weights of H units and three gates
 * @param reverse from the last step to the first
 * @returns h at every step, `[L, H, N]`
 */
export function scanGru(x: Tensor, weights: RecurrentWeights, reverse = false): Tensor {
  const { graph } = x;
  const { input, hidden, inputBias, hiddenBias } = weights;
  const units = unitsOf(x, weights, 'scanGru', GATES);
  const saved = graph.training ? savedSteps(x, weights, units, reverse) : undefined;
  const resetInside = { linear_before_reset: 1 };
  const h = saved?.[0] ?? standardRecurrence('GRU', x, weights, GRU_ONNX_GATES, reverse, resetInside);
  graph.differentiable([x, input, hidden, inputBias, hiddenBias], [h], ([gradient], needed) => {
    if (gradient === undefined) return [];
    // In inference nothing is kept for a gradient: where one is asked for (attribution), it starts by running forward again.
    const steps = saved ?? savedSteps(x, weights, units, reverse);
    const before = statesBefore(h, reverse);
    const gates = gateGradients(gradient, steps, before, hidden, reverse);
    const byInput = needed[0] ? inputGradient(gates.byInput, input) : undefined;
    if (needed.slice(1).every((weight) => !weight)) return [byInput];
    const [inputRows, hiddenRows] = [asRows(gates.byInput), asRows(gates.byHidden)];
    return [
      byInput,
      weightGradient(inputRows, asRows(x)),
      weightGradient(hiddenRows, asRows(before)),
      biasGradient(inputRows),
      biasGradient(hiddenRows),
    ];
  });
  return h;
}

function savedSteps(x: Tensor, weights: RecurrentWeights, units: number, reverse: boolean): Steps {
  const bias = column(weights.hiddenBias);
  const projected = project(x, weights.input, weights.inputBias);
  const loop = { initialStates: [zeroState(x, units)], sequences: [projected], reverse } as const;
  return scan(x.graph, loop, (body, [h], [given]) => {
    const step = gruStep(given, body.node('Gemm', [weights.hidden, h, bias], {}, given.shape), h);
    return { states: [step[0]], elements: step };
  });
}

function gruStep(projected: Tensor, recurrent: Tensor, before: Tensor): Steps {
  const [xr, xz, xn] = split(projected, 0, GATES) as [Tensor, Tensor, Tensor];
  const [hr, hz, reset] = split(recurrent, 0, GATES) as [Tensor, Tensor, Tensor];
  const [r, z] = [sigmoid(add(xr, hr)), sigmoid(add(xz, hz))];
  const n = tanh(add(xn, multiply(r, reset)));
  return [add(n, multiply(z, subtract(before, n))), r, z, n, reset];
}

/**
 * Gradients by the gates before their activations, `[L, 3·H, N]`: by what the inputs and by what the state gave to them. They differ in
 * n, where r stands between.
 *
 * The slopes are computed for all steps at once. What remains in the loop is linear in the gradient by a step's state (dh).
 */
function gateGradients(
  gradient: Tensor,
  [, r, z, n, reset]: Steps,
  before: Tensor,
  hidden: Tensor,
  reverse: boolean,
): { readonly byInput: Tensor; readonly byHidden: Tensor } {
  const { graph } = gradient;
  const hByN = multiply(complement(z), tanhSlope(n));
  const hByZ = multiply(subtract(before, n), sigmoidSlope(z));
  const hByR = multiply(multiply(hByN, reset), sigmoidSlope(r));
  const units = sizeOf(gradient, 1);
  const transposed = transpose(hidden, [1, 0]);
  const loop = {
    initialStates: [zeroState(gradient, units)],
    sequences: [gradient, hByR, hByZ, multiply(hByN, r), z],
    reverse: !reverse,
  } as const;
  const [dh, byHidden] = scan(graph, loop, (body, [dhLater], [given, byR, byZ, byReset, byBefore]) => {
    const dh = add(given, dhLater);
    const dGates = concat([multiply(dh, byR), multiply(dh, byZ), multiply(dh, byReset)], 0);
    const dhBefore = body.node('Gemm', [transposed, dGates, multiply(dh, byBefore)], {}, dh.shape);
    return { states: [dhBefore], elements: [dh, dGates] };
  });
  return { byInput: concat([slice(byHidden, 1, 0, 2 * units), multiply(dh, hByN)], 1), byHidden };
}
