import { add, batchNorm, convolution, type ModelFunction, relu, type Tensor, toSignal } from '../nn/index.ts';
import { type ClassifierHead, classifierHead } from './classifier-head.ts';

/** Sizes of `resnet1dWang`; the defaults are the published ones. */
export interface Resnet1dWangConfig extends ClassifierHead {
  /** Channels of every layer. */
  readonly width?: number;
  /** Kernel lengths of the first and second convolution of a block. */
  readonly taps?: readonly [number, number];
}

/**
 * The residual network of Wang, Yan & Oates 2017 ("Time series classification from scratch", IJCNN) in the variant of the PTB-XL
 * benchmark (Strodthoff et al. 2021): three residual blocks of constant width, the second and third halving the samples, and the
 * benchmark's head. 0.47 M parameters and 63 M multiply–accumulates for 12 × 250 samples and 5 outputs.
 */
export function resnet1dWang(config: Resnet1dWangConfig): ModelFunction {
  const { width = 128, taps = [5, 3] } = config;
  return (signals) => {
    let x = toSignal(signals);
    x = relu(batchNorm(convolution(x, 'stem.conv', { channels: width, taps: 7 }), 'stem.norm')); // [N, width, L]
    x = residualBlock(x, 'block1', width, taps, 1); // [N, width, L]
    x = residualBlock(x, 'block2', width, taps, 2); // [N, width, L/2]
    x = residualBlock(x, 'block3', width, taps, 2); // [N, width, L/4]
    return classifierHead(x, config); // [N, outputs]
  };
}

/** Two convolutions beside a shortcut, which is a 1-tap convolution where the number of samples changes. */
function residualBlock(
  x: Tensor,
  name: string,
  channels: number,
  taps: readonly [number, number],
  stride: number,
): Tensor {
  const shortcut =
    stride === 1
      ? x
      : batchNorm(convolution(x, `${name}.shortcut.conv`, { channels, taps: 1, stride }), `${name}.shortcut.norm`);
  let y = convolution(x, `${name}.conv1`, { channels, taps: taps[0], stride });
  y = relu(batchNorm(y, `${name}.norm1`));
  y = batchNorm(convolution(y, `${name}.conv2`, { channels, taps: taps[1] }), `${name}.norm2`);
  return relu(add(y, shortcut));
}
