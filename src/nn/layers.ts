import { type Initialiser, sizeOf, type Tensor } from './graph.ts';
import { filledWith, kaimingNormal } from './initialisers.ts';
import { normaliseBatch } from './operations/batch-norm.ts';
import { type ConvolutionOptions, convolve } from './operations/convolution.ts';
import { affine } from './operations/linear.ts';

/** Operations with parameters of their own. Names follow PyTorch (`weight`, `bias`, `running_mean`), so that weights can be compared. */

/** Shape of a convolution layer. */
export interface ConvolutionLayer extends ConvolutionOptions {
  readonly channels: number;
  readonly taps: number;
  /** Off by default: a normalisation that follows would cancel it. */
  readonly bias?: boolean;
  readonly initialise?: Initialiser;
}

/** Convolution of a signal; see `convolve`. */
export function convolution(x: Tensor, name: string, layer: ConvolutionLayer): Tensor {
  const { channels, taps, bias = false, initialise = kaimingNormal, groups = 1, ...options } = layer;
  const shape = [channels, sizeOf(x, 1) / groups, 1, taps];
  const weight = x.graph.parameter(`${name}.weight`, shape, initialise);
  const shift = bias ? x.graph.parameter(`${name}.bias`, [channels], filledWith(0), false) : undefined;
  return convolve(x, weight, shift, { groups, ...options });
}

/** Batch normalisation of axis 1; see `normaliseBatch`. */
export function batchNorm(x: Tensor, name: string): Tensor {
  const channels = sizeOf(x, 1);
  const scale = x.graph.parameter(`${name}.weight`, [channels], filledWith(1), false);
  const shift = x.graph.parameter(`${name}.bias`, [channels], filledWith(0), false);
  return normaliseBatch(x, scale, shift, name);
}

/** Fully connected layer on features `[N, inputs]`; see `affine`. */
export function linear(x: Tensor, name: string, outputs: number, initialise: Initialiser = kaimingNormal): Tensor {
  const weight = x.graph.parameter(`${name}.weight`, [outputs, sizeOf(x, 1)], initialise);
  return affine(x, weight, x.graph.parameter(`${name}.bias`, [outputs], filledWith(0), false));
}
