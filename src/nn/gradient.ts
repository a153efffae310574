import type { Tensor } from './graph.ts';
import { requireShapes } from './graph.ts';
import { add } from './operations/arithmetic.ts';

/**
 * Reverse-mode gradients: adds to the graph the nodes that compute d`loss`/d`tensor` for each tensor asked for.
 *
 * The tape is walked backwards once; what several nodes use gets the sum of their gradients. Nodes are only made for values on a path
 * from `tensors` to `loss`. A node made without `graph.differentiable` lets no gradient through.
 *
 * @param loss scalar, shape `[]`
 * @returns one gradient per tensor, of its shape; `undefined` where the loss does not depend on it
 */
export function gradients(loss: Tensor, tensors: readonly Tensor[]): readonly (Tensor | undefined)[] {
  requireShapes(loss.shape.length === 0, 'gradients', 'the loss must be a scalar', loss);
  const { tape } = loss.graph;
  const needed = new Set(tensors.map((tensor) => tensor.name));
  for (const { inputs, outputs } of tape) {
    if (inputs.some((input) => needed.has(input.name))) for (const output of outputs) needed.add(output.name);
  }
  const byName = new Map<string, Tensor>([[loss.name, loss.graph.scalar(1)]]);
  for (const { inputs, outputs, backward } of [...tape].reverse()) {
    const outputGradients = outputs.map((output) => byName.get(output.name));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    if (!inputs.some((input) => needed.has(input.name))) continue;
    backward(
      outputGradients,
      inputs.map((input) => needed.has(input.name)),
    ).forEach((gradient, i) => {
      const input = inputs[i];
      if (gradient === undefined || input === undefined || !needed.has(input.name)) return;
      const sum = byName.get(input.name);
      byName.set(input.name, sum === undefined ? gradient : add(sum, gradient));
    });
  }
  return tensors.map((tensor) => byName.get(tensor.name));
}
