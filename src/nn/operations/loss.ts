import type { Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { multiply, sumOver } from './arithmetic.ts';
import { reshape } from './shaping.ts';

/**
 * Mean binary cross-entropy of logits: log(1 + e^−|z|) + max(z, 0) − z·y, which does not overflow, averaged over records and classes.
 *
 * @param logits `[N, classes]`
 * @param targets 0, 1 or between, `[N, classes]`
 * @param weights factor per record, class or both, broadcast to `[N, classes]`. The sum is divided by N·classes, not by the weights.
 * @returns scalar
 */
export function binaryCrossEntropy(logits: Tensor, targets: Tensor, weights?: Tensor): Tensor {
  const { graph, shape } = logits;
  requireShapes(
    shape.length === 2 && targets.shape.length === 2 && shape.every((size, axis) => size === targets.shape[axis]),
    'binaryCrossEntropy',
    'logits and targets must both be [N, classes]',
    logits,
    targets,
  );
  const node = (operator: string, ...inputs: Tensor[]) => graph.node(operator, inputs, {}, shape);
  const tail = node('Softplus', node('Neg', node('Abs', logits)));
  const losses = node('Add', tail, node('Sub', node('Relu', logits), node('Mul', logits, targets)));
  graph.differentiable([logits], [losses], ([gradient]) => [
    gradient && multiply(gradient, node('Sub', node('Sigmoid', logits), targets)),
  ]);
  const weighted = weights === undefined ? losses : multiply(losses, weights);
  const mean = multiply(sumOver(weighted, [0, 1]), graph.scalar(1 / (sizeOf(logits, 0) * sizeOf(logits, 1))));
  return reshape(mean, []);
}
