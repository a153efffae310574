import type { Tensor } from '../graph.ts';
import { requireShapes } from '../graph.ts';
import { sumOver } from './arithmetic.ts';
import { reshape } from './shaping.ts';

/**
 * x·Wᵀ + b.
 *
 * @param x `[N, inputs]`
 * @param weight `[outputs, inputs]`
 * @param bias `[outputs]`
 */
export function affine(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const [rows, inputs] = x.shape;
  const [outputs] = weight.shape;
  const fits =
    x.shape.length === 2 && weight.shape.length === 2 && inputs === weight.shape[1] && bias.shape[0] === outputs;
  requireShapes(fits, 'affine', 'x is [N, inputs], the weight [outputs, inputs], the bias [outputs]', x, weight, bias);
  const { graph } = x;
  const result = graph.node('Gemm', [x, weight, bias], { transB: 1 }, [rows ?? 1, outputs ?? 1]);
  graph.differentiable([x, weight, bias], [result], ([gradient], needed) => {
    if (gradient === undefined) return [];
    return [
      needed[0] ? graph.node('Gemm', [gradient, weight], {}, x.shape) : undefined,
      needed[1] ? graph.node('Gemm', [gradient, x], { transA: 1 }, weight.shape) : undefined,
      needed[2] ? reshape(sumOver(gradient, [0]), bias.shape) : undefined,
    ];
  });
  return result;
}
