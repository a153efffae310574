import type { Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { add, expand, multiply, sumOver } from './arithmetic.ts';
import { concat, scatter, slice } from './shaping.ts';
import { toFeatures } from './signal-layout.ts';

/** Window of a pooling: `size` samples every `stride`, with `padding` samples added on both sides. */
export interface PoolingOptions {
  readonly size: number;
  readonly stride?: number;
  readonly padding?: number;
}

/** The largest sample of each window; padding never wins. Ties share the gradient. */
export function maxPool(x: Tensor, options: PoolingOptions): Tensor {
  const { size, stride, padding, length } = windowsOf(x, options);
  const shape = [...x.shape.slice(0, 3), length];
  const result = x.graph.node('MaxPool', [x], poolAttributes(size, stride, padding), shape);
  x.graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    // Padding with the lowest float keeps the added samples from tying with a real maximum.
    const padded = padWith(x, padding, -3.4e38);
    const reached = Array.from({ length: size }, (_, tap) =>
      equalTo(slice(padded, 3, tap, tap + (length - 1) * stride + 1, stride), result),
    );
    const share = x.graph.node('Div', [gradient, reached.reduce(add)], {}, shape);
    const parts = reached.map((mask, tap) => scatter(multiply(share, mask), 3, tap, stride, sizeOf(padded, 3)));
    return [slice(parts.reduce(add), 3, padding, padding + sizeOf(x, 3))];
  });
  return result;
}

/** The mean of each window; padded zeros count, as in PyTorch's default. */
export function averagePool(x: Tensor, options: PoolingOptions): Tensor {
  const { size, stride, padding, length } = windowsOf(x, options);
  const attributes = { ...poolAttributes(size, stride, padding), count_include_pad: 1 };
  const result = x.graph.node('AveragePool', [x], attributes, [...x.shape.slice(0, 3), length]);
  x.graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    const share = multiply(gradient, x.graph.scalar(1 / size));
    const padded = sizeOf(x, 3) + 2 * padding;
    const parts = Array.from({ length: size }, (_, tap) => scatter(share, 3, tap, stride, padded));
    return [slice(parts.reduce(add), 3, padding, padding + sizeOf(x, 3))];
  });
  return result;
}

/** The mean of each channel over all samples, as a signal of one sample. */
export function globalAveragePool(x: Tensor): Tensor {
  return multiply(sumOver(x, [3]), x.graph.scalar(1 / sizeOf(x, 3)));
}

/** The largest sample of each channel, as a signal of one sample. Ties share the gradient. */
export function globalMaxPool(x: Tensor): Tensor {
  const result = x.graph.node('ReduceMax', [x, x.graph.indices([3])], { keepdims: 1 }, [...x.shape.slice(0, 3), 1]);
  x.graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    const mask = equalTo(x, result);
    const share = x.graph.node('Div', [gradient, sumOver(mask, [3])], {}, result.shape);
    return [multiply(mask, expand(share, x))];
  });
  return result;
}

/** Means, then maxima, of every channel as features `[N, 2·C]` (concat-pooling, Howard & Ruder 2018). */
export function concatPool(x: Tensor): Tensor {
  return concat([toFeatures(globalAveragePool(x)), toFeatures(globalMaxPool(x))], 1);
}

function windowsOf(x: Tensor, { size, stride = size, padding = 0 }: PoolingOptions) {
  const length = Math.floor((sizeOf(x, 3) + 2 * padding - size) / stride) + 1;
  requireShapes(length > 0 && padding < size, 'pool', `a window of ${size} with padding ${padding} must fit`, x);
  return { size, stride, padding, length };
}

const poolAttributes = (size: number, stride: number, padding: number) => ({
  kernel_shape: [1, size],
  strides: [1, stride],
  pads: [0, padding, 0, padding],
});

function padWith(x: Tensor, padding: number, value: number): Tensor {
  if (padding === 0) return x;
  const shape = [...x.shape.slice(0, 3), sizeOf(x, 3) + 2 * padding];
  const pads = x.graph.indices([0, 0, 0, padding, 0, 0, 0, padding]);
  return x.graph.node('Pad', [x, pads, x.graph.scalar(value)], {}, shape);
}

/** 1 where the values agree, else 0. */
function equalTo(a: Tensor, b: Tensor): Tensor {
  const equal = a.graph.node('Equal', [a, b], {}, a.shape, 'bool');
  return a.graph.node('Cast', [equal], { to: 1 }, a.shape);
}
