import { batchNorm, convolution, type ModelFunction, relu, toSignal } from '../nn/index.ts';
import { type ClassifierHead, classifierHead } from './classifier-head.ts';

/** Sizes of `fcnWang`; the defaults are the published ones. */
export interface FcnWangConfig extends ClassifierHead {
  /** Channels of the three convolutions. */
  readonly widths?: readonly [number, number, number];
}

/**
 * The fully convolutional network of Wang, Yan & Oates 2017 ("Time series classification from scratch", IJCNN) in the variant of the
 * PTB-XL benchmark (Strodthoff et al. 2021): three convolutions that keep the rate, then the benchmark's head instead of one average.
 * 0.31 M parameters and 68 M multiply–accumulates for 12 × 250 samples and 5 outputs. Signals of 8 samples at least.
 */
export function fcnWang(config: FcnWangConfig): ModelFunction {
  const { widths = [128, 256, 128] } = config;
  const [first, second, third] = widths;
  return (signals) => {
    let x = toSignal(signals);
    // Three zeros on either side of eight taps, as published: one sample is lost.
    x = relu(batchNorm(convolution(x, 'conv1', { channels: first, taps: 8 }), 'norm1')); // [N, first, L − 1]
    x = relu(batchNorm(convolution(x, 'conv2', { channels: second, taps: 5 }), 'norm2')); // [N, second, L − 1]
    x = relu(batchNorm(convolution(x, 'conv3', { channels: third, taps: 3 }), 'norm3')); // [N, third, L − 1]
    return classifierHead(x, config); // [N, outputs]
  };
}
