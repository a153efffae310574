import {
  add,
  batchNorm,
  concat,
  convolution,
  type ModelFunction,
  maxPool,
  relu,
  type Tensor,
  toSignal,
} from '../nn/index.ts';
import { type ClassifierHead, classifierHead } from './classifier-head.ts';

/** Sizes of `inception1d`; the defaults are the published ones. */
export interface Inception1dConfig extends ClassifierHead {
  /** Channels of each of the four branches of a module. */
  readonly width?: number;
  /** Channels that the long kernels see. */
  readonly bottleneck?: number;
  /** Lengths of the kernels of three branches, odd. */
  readonly taps?: readonly [number, number, number];
}

/**
 * InceptionTime (Ismail Fawaz et al. 2020, "InceptionTime: finding AlexNet for time series classification", Data Min. Knowl. Disc. 34) in
 * the variant of the PTB-XL benchmark (Strodthoff et al. 2021): six modules, a shortcut over every three, all at the signal's rate, and
 * the benchmark's head. 0.51 M parameters and 118 M multiply–accumulates for 12 × 250 samples and 5 outputs.
 */
export function inception1d(config: Inception1dConfig): ModelFunction {
  const { width = 32, bottleneck = 32, taps = [39, 19, 9] } = config;
  return (signals) => {
    let x = toSignal(signals);
    for (const part of ['part1', 'part2']) {
      let y = x;
      for (const module of ['module1', 'module2', 'module3']) {
        y = inceptionModule(y, `${part}.${module}`, { width, bottleneck, taps }); // [N, 4·width, L]
      }
      const shortcut = convolution(x, `${part}.shortcut.conv`, { channels: 4 * width, taps: 1 });
      x = relu(add(y, batchNorm(shortcut, `${part}.shortcut.norm`))); // [N, 4·width, L]
    }
    return classifierHead(x, config); // [N, outputs]
  };
}

/** [N, C, L] → [N, 4·width, L]: three kernel lengths behind a bottleneck of one tap, and the largest of three samples beside them. */
function inceptionModule(
  x: Tensor,
  name: string,
  { width, bottleneck, taps }: Required<Pick<Inception1dConfig, 'width' | 'bottleneck' | 'taps'>>,
): Tensor {
  const narrow = convolution(x, `${name}.bottleneck`, { channels: bottleneck, taps: 1 }); // [N, bottleneck, L]
  const largest = maxPool(x, { size: 3, stride: 1, padding: 1 }); // [N, C, L]
  const branches = [
    ...taps.map((length, i) => convolution(narrow, `${name}.branch${i + 1}`, { channels: width, taps: length })),
    convolution(largest, `${name}.branch4`, { channels: width, taps: 1 }),
  ]; // four of [N, width, L]
  return relu(batchNorm(concat(branches, 1), `${name}.norm`));
}
