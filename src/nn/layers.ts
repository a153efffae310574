import { sizeOf, type Tensor } from './graph.ts';
import { filledWith, kaimingNormal, uniform } from './initialisers.ts';
import { normaliseBatch } from './operations/batch-norm.ts';
import { type ConvolutionOptions, convolve } from './operations/convolution.ts';
import { scanGru } from './operations/gru.ts';
import { normaliseLayer } from './operations/layer-norm.ts';
import { affine } from './operations/linear.ts';
import { scanLstm } from './operations/lstm.ts';
import { concat } from './operations/shaping.ts';
import type { Initialiser } from './specs.ts';

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

/** Layer normalisation over `axes`, by default the channels; see `normaliseLayer`. */
export function layerNorm(x: Tensor, name: string, axes: readonly number[] = [1]): Tensor {
  const shape = axes.map((axis) => sizeOf(x, axis));
  const scale = x.graph.parameter(`${name}.weight`, shape, filledWith(1), false);
  const shift = x.graph.parameter(`${name}.bias`, shape, filledWith(0), false);
  return normaliseLayer(x, scale, shift, axes);
}

/** Shape of a recurrent layer. */
export interface RecurrentLayer {
  /** Width of the state, H. */
  readonly units: number;
  /** A second recurrence from the last step to the first, whose states are channels H to 2·H. Off by default. */
  readonly bidirectional?: boolean;
}

/** LSTM over a sequence `[L, C, N]` (see `toSequence`): `[L, H, N]`, or `[L, 2·H, N]`; see `scanLstm`. */
export function lstm(x: Tensor, name: string, layer: RecurrentLayer): Tensor {
  return recurrence(x, name, layer, 4, scanLstm);
}

/** GRU over a sequence `[L, C, N]` (see `toSequence`): `[L, H, N]`, or `[L, 2·H, N]`; see `scanGru`. */
export function gru(x: Tensor, name: string, layer: RecurrentLayer): Tensor {
  return recurrence(x, name, layer, 3, scanGru);
}

/** Parameters as PyTorch's: names, both biases, and all first values uniform in ±1/√H. */
function recurrence(
  x: Tensor,
  name: string,
  { units, bidirectional = false }: RecurrentLayer,
  gates: number,
  run: typeof scanLstm,
): Tensor {
  const first = uniform(1 / Math.sqrt(units));
  const rows = gates * units;
  const oneWay = (suffix: string) => {
    const weight = (part: string, columns: number) =>
      x.graph.parameter(`${name}.weight_${part}${suffix}`, [rows, columns], first);
    const bias = (part: string) => x.graph.parameter(`${name}.bias_${part}${suffix}`, [rows], first, false);
    const input = weight('ih', sizeOf(x, 1));
    const weights = { input, hidden: weight('hh', units), inputBias: bias('ih'), hiddenBias: bias('hh') };
    return run(x, weights, suffix !== '');
  };
  return bidirectional ? concat([oneWay(''), oneWay('_reverse')], 1) : oneWay('');
}
