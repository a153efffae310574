import type { Graph, Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { sumOver } from './arithmetic.ts';
import { pad, reshape, slice, transpose } from './shaping.ts';

/** How a kernel moves along the samples. */
export interface ConvolutionOptions {
  readonly stride?: number;
  readonly dilation?: number;
  /** Channels are split into this many groups that do not see each other. */
  readonly groups?: number;
  /** Zeros before and after the signal; by default half the kernel's reach on either side, as published CNNs for ECG use it. */
  readonly padding?: readonly [before: number, after: number];
}

interface Geometry {
  readonly stride: number;
  readonly dilation: number;
  readonly groups: number;
  readonly before: number;
  readonly after: number;
  readonly taps: number;
}

/** From this many taps on, the weight gradient is faster as one convolution than as a product for each tap (measured). */
const MANY_TAPS = 30;

/**
 * Cross-correlation of a signal with kernels along its samples, as deep learning calls convolution.
 *
 * @param x signal, `[1, C, N, L]` or `[N, C, 1, L]`
 * @param weight `[C_out, C / groups, 1, taps]`
 * @param bias `[C_out]`, if any
 * @returns signal with C_out channels and ⌊(L + padding − dilation·(taps − 1) − 1) / stride⌋ + 1 samples
 */
export function convolve(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  const geometry = geometryOf(weight, options);
  const { stride, dilation, groups, before, after, taps } = geometry;
  const channels = sizeOf(x, 1);
  const inputsPerGroup = sizeOf(weight, 1);
  requireShapes(
    inputsPerGroup * groups === channels,
    'convolve',
    `channels must be ${groups} × kernel inputs`,
    x,
    weight,
  );
  const length = Math.floor((sizeOf(x, 3) + before + after - dilation * (taps - 1) - 1) / stride) + 1;
  requireShapes(length > 0, 'convolve', 'the padded signal must be as long as the kernel', x, weight);
  const [n, , height] = x.shape;
  const result = x.graph.node('Conv', [x, weight, bias], attributesOf(geometry), [
    n ?? 1,
    sizeOf(weight, 0),
    height ?? 1,
    length,
  ]);
  x.graph.differentiable(bias ? [x, weight, bias] : [x, weight], [result], ([gradient], needed) => {
    if (gradient === undefined) return [];
    return [
      needed[0] ? inputGradient(gradient, x, weight, geometry) : undefined,
      needed[1] ? weightGradient(gradient, x, weight, geometry) : undefined,
      needed[2] && bias ? reshape(sumOver(gradient, [0, 2, 3]), bias.shape) : undefined,
    ];
  });
  return result;
}

function geometryOf(weight: Tensor, options: ConvolutionOptions): Geometry {
  const { stride = 1, dilation = 1, groups = 1 } = options;
  const taps = sizeOf(weight, 3);
  const half = Math.floor((dilation * (taps - 1)) / 2);
  const [before, after] = options.padding ?? [half, half];
  return { stride, dilation, groups, before, after, taps };
}

function attributesOf({ stride, dilation, groups, before, after }: Geometry) {
  return { strides: [1, stride], dilations: [1, dilation], group: groups, pads: [0, before, 0, after] };
}

/** With stride 1, the correlation with flipped kernels whose channel axes are swapped (no wider pads than the kernel); else a transposed one. */
function inputGradient(gradient: Tensor, x: Tensor, weight: Tensor, geometry: Geometry): Tensor {
  const { stride, dilation, groups, before, after, taps } = geometry;
  const reach = dilation * (taps - 1);
  if (stride === 1 && before <= reach && after <= reach) {
    const padding = [reach - before, reach - after] as const;
    return convolve(gradient, flipped(weight, groups), undefined, { dilation, groups, padding });
  }
  const covered = (sizeOf(gradient, 3) - 1) * stride + reach + 1 - before - after;
  const attributes = { ...attributesOf(geometry), output_padding: [0, sizeOf(x, 3) - covered] };
  return x.graph.node('ConvTranspose', [gradient, weight], attributes, x.shape);
}

/** Kernels from the last tap to the first, with inputs and outputs of each group swapped. */
function flipped(weight: Tensor, groups: number): Tensor {
  const { graph } = weight;
  const [outputs, inputs, , taps] = weight.shape as readonly [number, number, number, number];
  const backwards = taps === 1 ? weight : graph.node('MatMul', [weight, reversal(graph, taps)], {}, weight.shape);
  if (groups === 1) return transpose(backwards, [1, 0, 2, 3]);
  const byGroup = reshape(backwards, [groups, outputs / groups, inputs, taps]);
  return reshape(transpose(byGroup, [0, 2, 1, 3]), [groups * inputs, outputs / groups, 1, taps]);
}

/** The matrix that turns rows around, exactly; the runtime's `Slice` with a negative step takes three times as long. */
function reversal(graph: Graph, size: number): Tensor {
  const isOne = (i: number) => Math.floor(i / size) + (i % size) === size - 1;
  return graph.constant(
    Array.from({ length: size * size }, (_, i) => (isOne(i) ? 1 : 0)),
    [size, size],
  );
}

function weightGradient(gradient: Tensor, x: Tensor, weight: Tensor, geometry: Geometry): Tensor {
  const { groups, before, after, taps } = geometry;
  requireShapes(x.shape[0] === 1, 'convolve', 'weights are learnt in the training layout [1, C, N, L] only', x);
  const padded = pad(x, 3, before, after);
  if (groups === 1 && taps >= MANY_TAPS) return weightGradientAsConvolution(gradient, padded, weight, geometry);
  return weightGradientByTap(gradient, padded, weight, geometry);
}

/** For each tap, the product of the gradient `[C_out, N·L]` with the samples that the tap met, `[C, N·L]`. */
function weightGradientByTap(gradient: Tensor, padded: Tensor, weight: Tensor, geometry: Geometry): Tensor {
  const { stride, dilation, groups, taps } = geometry;
  const { graph } = gradient;
  const [outputs, inputs] = [sizeOf(weight, 0) / groups, sizeOf(weight, 1)];
  const length = sizeOf(gradient, 3);
  const columns = length * sizeOf(gradient, 2);
  const perGroup = (channels: number) => (groups === 1 ? [channels, columns] : [groups, channels, columns]);
  const left = reshape(gradient, perGroup(outputs));
  // A batched product cannot transpose a factor by itself: the gradient is transposed, once, and the samples of each tap are not.
  const rows = groups === 1 ? left : swapLast(left, [groups, columns, outputs]);
  const products = Array.from({ length: taps }, (_, tap) => {
    const start = tap * dilation;
    const met = slice(padded, 3, start, start + (length - 1) * stride + 1, stride);
    const right = reshape(met, perGroup(inputs));
    const product =
      groups === 1
        ? graph.node('Gemm', [left, right], { transB: 1 }, [outputs, inputs])
        : swapLast(graph.node('MatMul', [right, rows], {}, [groups, inputs, outputs]), [groups, outputs, inputs]);
    return reshape(product, [outputs * groups, inputs, 1, 1]);
  });
  return graph.node('Concat', products, { axis: 3 }, weight.shape);
}

function swapLast(x: Tensor, shape: readonly number[]): Tensor {
  return x.graph.node('Transpose', [x], { perm: [0, 2, 1] }, shape);
}

/** Batch and channels change roles: the gradient `[C_out, N, 1, L]` is the kernel, moved over the signal `[C, N, 1, L]`. */
function weightGradientAsConvolution(gradient: Tensor, padded: Tensor, weight: Tensor, geometry: Geometry): Tensor {
  const { stride, dilation, taps } = geometry;
  const signal = reshape(padded, [sizeOf(padded, 1), sizeOf(padded, 2), 1, sizeOf(padded, 3)]);
  const kernel = reshape(gradient, [sizeOf(gradient, 1), sizeOf(gradient, 2), 1, sizeOf(gradient, 3)]);
  const swapped = convolve(signal, kernel, undefined, { stride: dilation, dilation: stride, padding: [0, 0] });
  const kept = sizeOf(swapped, 3) > taps ? slice(swapped, 3, 0, taps) : swapped;
  return gradient.graph.node('Transpose', [kept], { perm: [1, 0, 2, 3] }, weight.shape);
}
