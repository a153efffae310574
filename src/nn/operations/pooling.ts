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

/** Window of an average pooling. */
export interface AveragePoolingOptions extends PoolingOptions {
  /**
   * A last window that the signal does not fill is kept, as the mean of the samples that it has (PyTorch's `ceil_mode`); needs windows
   * that neither overlap nor are padded. Off by default: the samples left over are left out.
   */
  readonly partial?: boolean;
}

/** The mean of each window; padded zeros count, as in PyTorch's default. */
export function averagePool(x: Tensor, { partial = false, ...options }: AveragePoolingOptions): Tensor {
  if (partial) return averageOfParts(x, options);
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

/** The signal in parts of `size` samples, the last of which may be shorter: the mean of each. */
function averageOfParts(x: Tensor, { size, stride = size, padding = 0 }: PoolingOptions): Tensor {
  requireShapes(stride === size && padding === 0, 'averagePool', 'partial windows neither overlap nor are padded', x);
  const samples = sizeOf(x, 3);
  const length = Math.ceil(samples / size);
  const attributes = { ...poolAttributes(size, size, 0), ceil_mode: 1, count_include_pad: 0 };
  const result = x.graph.node('AveragePool', [x], attributes, [...x.shape.slice(0, 3), length]);
  x.graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    const counts = Array.from({ length }, (_, i) => 1 / Math.min(size, samples - i * size));
    const share = multiply(gradient, x.graph.constant(counts, [1, 1, 1, length]));
    const parts = Array.from({ length: size }, (_, tap) => scatter(share, 3, tap, size, length * size));
    const whole = parts.reduce(add);
    return [samples < length * size ? slice(whole, 3, 0, samples) : whole];
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
