import {
  add,
  averagePool,
  batchNorm,
  convolution,
  type ModelFunction,
  maxPool,
  relu,
  type Tensor,
  toSignal,
} from '../nn/index.ts';
import { type ClassifierHead, classifierHead } from './classifier-head.ts';

/** Sizes of an `xresnet1d…`; the defaults are the published ones. */
export interface Xresnet1dConfig extends ClassifierHead {
  /** Channels of the first two convolutions of the stem. */
  readonly stem?: number;
  /** Channels inside the blocks, and of the stem's third convolution. */
  readonly width?: number;
  /** Length of all kernels but those of one tap. */
  readonly taps?: number;
}

/**
 * Blocks of a stage: `plain` has two convolutions, `bottleneck` goes through one tap to `width` channels and by one tap to four times as
 * many.
 */
interface Depth {
  readonly block: 'plain' | 'bottleneck';
  readonly stages: readonly number[];
}

/** Plain blocks, 2 + 2 + 2 + 2: 0.36 M parameters and 12 M multiply–accumulates for 12 × 250 samples and 5 outputs; see `xresnet1d101`. */
export function xresnet1d18(config: Xresnet1dConfig): ModelFunction {
  return xresnet1d({ block: 'plain', stages: [2, 2, 2, 2] }, config);
}

/** Plain blocks, 3 + 4 + 6 + 3; see `xresnet1d101`. */
export function xresnet1d34(config: Xresnet1dConfig): ModelFunction {
  return xresnet1d({ block: 'plain', stages: [3, 4, 6, 3] }, config);
}

/** Bottleneck blocks, 3 + 4 + 6 + 3; see `xresnet1d101`. */
export function xresnet1d50(config: Xresnet1dConfig): ModelFunction {
  return xresnet1d({ block: 'bottleneck', stages: [3, 4, 6, 3] }, config);
}

/**
 * The residual networks of the PTB-XL benchmark (Strodthoff et al. 2021) after He et al. 2018 ("Bag of tricks", arXiv 1812.01187): a stem
 * of three convolutions and a max-pooling, four stages, of which all but the first halve the samples, and the benchmark's head. The
 * shortcut halves by an average. Unlike their model for images, all stages have the same width, and no block starts at zero: the
 * benchmark's training sets all normalisations to scale 1 and shift 0, also those that its model had made 0.
 *
 * This one: bottleneck blocks, 3 + 4 + 23 + 3; 1.87 M parameters and 41 M multiply–accumulates for 12 × 250 samples and 5 outputs.
 */
export function xresnet1d101(config: Xresnet1dConfig): ModelFunction {
  return xresnet1d({ block: 'bottleneck', stages: [3, 4, 23, 3] }, config);
}

function xresnet1d({ block, stages }: Depth, config: Xresnet1dConfig): ModelFunction {
  const { stem = 32, width = 64, taps = 5 } = config;
  const build = { plain, bottleneck }[block];
  return (signals) => {
    let x = toSignal(signals);
    x = convolutionNorm(x, 'stem1', { channels: stem, taps, stride: 2 }, true); // [N, stem, L/2]
    x = convolutionNorm(x, 'stem2', { channels: stem, taps }, true); // [N, stem, L/2]
    x = convolutionNorm(x, 'stem3', { channels: width, taps }, true); // [N, width, L/2]
    x = maxPool(x, { size: 3, stride: 2, padding: 1 }); // [N, width, L/4]
    stages.forEach((blocks, stage) => {
      for (let i = 0; i < blocks; i++) {
        const stride = stage > 0 && i === 0 ? 2 : 1;
        x = build(x, `stage${stage + 1}.block${i + 1}`, { channels: width, taps, stride });
      }
    }); // [N, width or 4·width, L/32]
    return classifierHead(x, config); // [N, outputs]
  };
}

interface Convolution {
  readonly channels: number;
  readonly taps: number;
  readonly stride?: number;
}

/** [N, C, L] → [N, channels, L/stride], by two convolutions. */
function plain(x: Tensor, name: string, { channels, taps, stride = 1 }: Convolution): Tensor {
  let y = convolutionNorm(x, `${name}.part1`, { channels, taps, stride }, true);
  y = convolutionNorm(y, `${name}.part2`, { channels, taps }, false);
  return relu(add(y, shortcut(x, name, channels, stride)));
}

/** [N, C, L] → [N, 4·channels, L/stride], through `channels` channels. */
function bottleneck(x: Tensor, name: string, { channels, taps, stride = 1 }: Convolution): Tensor {
  let y = convolutionNorm(x, `${name}.part1`, { channels, taps: 1 }, true);
  y = convolutionNorm(y, `${name}.part2`, { channels, taps, stride }, true);
  y = convolutionNorm(y, `${name}.part3`, { channels: 4 * channels, taps: 1 }, false);
  return relu(add(y, shortcut(x, name, 4 * channels, stride)));
}

/** Halved by the mean of two samples, the last one alone where they are odd; then one tap where the number of channels changes. */
function shortcut(x: Tensor, name: string, channels: number, stride: number): Tensor {
  const short = stride === 1 ? x : averagePool(x, { size: stride, partial: true });
  if (short.shape[1] === channels) return short;
  return convolutionNorm(short, `${name}.shortcut`, { channels, taps: 1 }, false);
}

function convolutionNorm(x: Tensor, name: string, layer: Convolution, activated: boolean): Tensor {
  const y = batchNorm(convolution(x, `${name}.conv`, layer), `${name}.norm`);
  return activated ? relu(y) : y;
}
