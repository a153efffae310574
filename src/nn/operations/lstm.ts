import type { Graph, Tensor } from '../graph.ts';
import { sigmoid, sigmoidSlope, tanh, tanhSlope } from './activations.ts';
import { add, multiply } from './arithmetic.ts';
import {
  biasGradient,
  inputGradient,
  project,
  type RecurrentWeights,
  statesBefore,
  unitsOf,
  weightGradient,
  zeroState,
} from './recurrent.ts';
import { type LoopStep, scan } from './scan.ts';
import { concat, split, transpose } from './shaping.ts';

const GATES = 4;

/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000), in PyTorch's form: gates in the
 * order i, f, g, o; c ← f·c + i·g and h ← o·tanh(c) from zeros; i, f, o logistic, g hyperbolic tangent.
 *
 * @param x sequence `[L, C, N]`
 * @param weights of H units: `[4·H, C]`, `[4·H, H]` and two biases `[4·H]`, which only matter by their sum
 * @param reverse from the last step to the first
 * @returns h at every step, `[L, H, N]`
 */
export function scanLstm(x: Tensor, weights: RecurrentWeights, reverse = false): Tensor {
  const { graph } = x;
  const units = unitsOf(x, weights, 'scanLstm', GATES);
  const { input, hidden, inputBias, hiddenBias } = weights;
  const projected = project(x, input, add(inputBias, hiddenBias));
  const zero = zeroState(x, units);
  const forward = (saving: boolean) =>
    scan(
      graph,
      { initialStates: [zero, zero], sequences: [projected], reverse },
      (body, [h, c], [element]) => lstmStep(body, [h, c, element] as Triple, hidden, saving),
    ) as readonly Tensor[];
  // A graph for inference saves nothing for the gradient, which starts by running again where it is asked for (attribution).
  const made = forward(graph.training);
  const h = made[0] as Tensor;
  graph.differentiable([x, input, hidden, inputBias, hiddenBias], [h], ([gradient], needed) => {
    if (gradient === undefined) return [];
    const saved = (graph.training ? made : forward(true)) as SavedSteps;
    const gates = gateGradients(gradient, saved, hidden, zero, reverse);
    const bias = needed[3] || needed[4] ? biasGradient(gates) : undefined;
    return [
      needed[0] ? inputGradient(gates, input) : undefined,
      needed[1] ? weightGradient(gates, x) : undefined,
      needed[2] ? weightGradient(gates, statesBefore(h, reverse)) : undefined,
      bias,
      bias,
    ];
  });
  return h;
}

type Triple = readonly [h: Tensor, c: Tensor, projected: Tensor];

/** What the gradient needs of every step, each `[L, H, N]`: state, cell, and the gates after their activations. */
type SavedSteps = readonly [h: Tensor, c: Tensor, i: Tensor, f: Tensor, g: Tensor, o: Tensor];

function lstmStep(body: Graph, [h, c, projected]: Triple, weight: Tensor, saving: boolean): LoopStep {
  const gates = body.node('Gemm', [weight, h, projected], {}, projected.shape);
  const [zi, zf, zg, zo] = split(gates, 0, GATES) as [Tensor, Tensor, Tensor, Tensor];
  const [i, f, g, o] = [sigmoid(zi), sigmoid(zf), tanh(zg), sigmoid(zo)];
  const cell = add(multiply(f, c), multiply(i, g));
  const state = multiply(o, tanh(cell));
  return { states: [state, cell], elements: saving ? [state, cell, i, f, g, o] : [state] };
}

/**
 * Gradients of the gates before their activations, `[L, 4·H, N]`.
 *
 * All local slopes are computed beforehand for all steps at once; what remains in the loop is linear: with the gradients dh and dc of a
 * step's state and cell, each gate's is one of them times its slope.
 */
function gateGradients(gradient: Tensor, saved: SavedSteps, weight: Tensor, zero: Tensor, reverse: boolean): Tensor {
  const { graph } = gradient;
  const [, c, i, f, g, o] = saved;
  const squashed = tanh(c);
  const slopes = [
    multiply(o, tanhSlope(squashed)), // of h by c
    multiply(g, sigmoidSlope(i)), // of c by the gates i, f, g
    multiply(statesBefore(c, reverse), sigmoidSlope(f)),
    multiply(i, tanhSlope(g)),
    multiply(squashed, sigmoidSlope(o)), // of h by the gate o
    f, // of c by the cell before
  ];
  const transposed = transpose(weight, [1, 0]);
  const loop = { initialStates: [zero, zero], sequences: [gradient, ...slopes], reverse: !reverse };
  const [gates] = scan(graph, loop, (body, states, elements) => {
    const [fromLater, cellFromLater] = states as [Tensor, Tensor];
    const [given, byC, byI, byF, byG, byO, byBefore] = elements as [Tensor, ...Tensor[]] as SevenTensors;
    const dh = add(given, fromLater);
    const dc = add(multiply(dh, byC), cellFromLater);
    const dGates = concat([multiply(dc, byI), multiply(dc, byF), multiply(dc, byG), multiply(dh, byO)], 0);
    const earlier = body.node('Gemm', [transposed, dGates], {}, dh.shape);
    return { states: [earlier, multiply(dc, byBefore)], elements: [dGates] };
  });
  return gates as Tensor;
}

type SevenTensors = readonly [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
