import type { Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { add, multiply, subtract } from './arithmetic.ts';
import { reshape } from './shaping.ts';

/** Added to the variance before its root, as PyTorch does. */
const EPSILON = 1e-5;

/**
 * Normalises each record, and each place outside of `axes`, by its own mean and variance over `axes`, then scales and shifts it
 * (Ba, Kiros & Hinton 2016). The variance is the population's. Training and inference are the same.
 *
 * @param x any shape; channels are axis 1 of features, signals and sequences alike
 * @param scale,shift learnt, of the sizes of `axes`
 * @param axes in rising order, each of fixed size
 */
export function normaliseLayer(x: Tensor, scale: Tensor, shift: Tensor, axes: readonly number[]): Tensor {
  const sizes = axes.map((axis) => sizeOf(x, axis));
  requireShapes(
    [scale, shift].every((tensor) => `${tensor.shape}` === `${sizes}`),
    'normaliseLayer',
    `scale and shift must have the sizes [${sizes}] of axes [${axes}]`,
    x,
    scale,
    shift,
  );
  const wide = (learnt: Tensor) =>
    reshape(
      learnt,
      x.shape.map((_, axis) => (axes.includes(axis) ? sizeOf(x, axis) : 1)),
    );
  return add(multiply(standardise(x, axes), wide(scale)), wide(shift));
}

/** (x − mean) / √(variance + ε) over some axes. */
function standardise(x: Tensor, axes: readonly number[]): Tensor {
  const { graph } = x;
  const reduced = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const meanOf = (values: Tensor) => graph.node('ReduceMean', [values, graph.indices(axes)], { keepdims: 1 }, reduced);
  const centred = subtract(x, meanOf(x));
  const variance = meanOf(multiply(centred, centred));
  const deviation = graph.node('Sqrt', [add(variance, graph.scalar(EPSILON))], {}, reduced);
  const result = graph.node('Div', [centred, deviation], {}, x.shape);
  graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    // What would only move the mean or stretch the deviation cannot pass.
    const stretching = multiply(result, meanOf(multiply(gradient, result)));
    const passing = subtract(subtract(gradient, meanOf(gradient)), stretching);
    return [graph.node('Div', [passing, deviation], {}, x.shape)];
  });
  return result;
}
