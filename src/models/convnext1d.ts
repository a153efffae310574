import { add, batchNorm, convolution, type ModelFunction, relu, sizeOf, type Tensor, toSignal } from '../nn/index.ts';
import { type ClassifierHead, classifierHead } from './classifier-head.ts';

/** Sizes of `convnext1d`. */
export interface Convnext1dConfig extends ClassifierHead {
  /** Channels of the stages, each of which has half the samples of the one before. */
  readonly widths?: readonly number[];
  /** Blocks of every stage. */
  readonly depths?: readonly number[];
  /** Kernel length of the depthwise convolutions. */
  readonly taps?: number;
  /** Width inside a block, as a multiple of the stage's. */
  readonly expansion?: number;
}

/**
 * A ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s") for leads of an ECG: what lies along the samples and what lies across the
 * channels are looked at apart, by a depthwise convolution and by two of one tap, which is where its few multiply–accumulates come
 * from. Two changes, both for speed on a processor: batch instead of layer normalisation, which a released model folds into its
 * convolutions, and ReLU instead of GELU, whose error function and its slope cost more than the convolution before it. The sizes are
 * ours: 0.24 M parameters and 8 M multiply–accumulates for 12 × 250 samples and 5 outputs, an eighth of `resnet1dWang`'s (docs/log.md has
 * both on the same records).
 */
export function convnext1d(config: Convnext1dConfig): ModelFunction {
  const { widths = [32, 64, 128], depths = [2, 2, 2], taps = 7, expansion = 2 } = config;
  return (signals) => {
    let x = toSignal(signals); // [N, C, L]
    widths.forEach((channels, stage) => {
      const name = `stage${stage}`;
      x = stage === 0 ? stem(x, channels) : halve(x, `${name}.halve`, channels); // [N, width, L/2], L/4, L/8
      for (let i = 0; i < (depths[stage] ?? 1); i++) x = block(x, `${name}.block${i}`, taps, expansion);
    });
    return classifierHead(relu(x), config); // [N, outputs]
  };
}

/** `convnext1d` in the size that a browser loads at once: 0.06 M parameters, which are below 300 kB as float32. */
export function convnext1dTiny(config: Convnext1dConfig): ModelFunction {
  return convnext1d({ widths: [16, 32, 64], hidden: 64, ...config });
}

function stem(x: Tensor, channels: number): Tensor {
  return batchNorm(convolution(x, 'stem.conv', { channels, taps: 7, stride: 2 }), 'stem.norm');
}

/** Every two samples become one. */
function halve(x: Tensor, name: string, channels: number): Tensor {
  return convolution(batchNorm(x, `${name}.norm`), `${name}.conv`, { channels, taps: 2, stride: 2, padding: [0, 0] });
}

/** Along the samples within each channel, then across the channels at each sample, beside a shortcut. */
function block(x: Tensor, name: string, taps: number, expansion: number): Tensor {
  const channels = sizeOf(x, 1);
  let y = batchNorm(convolution(x, `${name}.depthwise`, { channels, taps, groups: channels }), `${name}.norm`);
  y = relu(convolution(y, `${name}.expand`, { channels: expansion * channels, taps: 1, bias: true }));
  return add(x, convolution(y, `${name}.project`, { channels, taps: 1, bias: true }));
}
