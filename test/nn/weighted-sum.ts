import type { Tensor } from '../../src/nn/index.ts';
import { multiply, reshape } from '../../src/nn/index.ts';
import { sumOver } from '../../src/nn/operations/arithmetic.ts';

/** The scalar Σ x · weights: its gradient by x is the weights, so that every element of x counts differently. */
export function weightedSum(x: Tensor, weights: ArrayLike<number>): Tensor {
  const products = multiply(x, x.graph.constant(weights, x.shape as number[]));
  const axes = x.shape.map((_, axis) => axis);
  return reshape(sumOver(products, axes), []);
}
