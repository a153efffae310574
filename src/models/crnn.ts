import { batchNorm, convolution, gru, type ModelFunction, relu, toSequence, toSignal } from '../nn/index.ts';
import { type ClassifierHead, featureHead } from './classifier-head.ts';
import { poolStates } from './recurrent-classifier.ts';

/** Sizes of `crnn`. */
export interface CrnnConfig extends ClassifierHead {
  /** Channels of the convolutions, each of which halves the samples. */
  readonly widths?: readonly number[];
  /** Kernel length of every convolution. */
  readonly taps?: number;
  /** Width of the state of either direction. */
  readonly units?: number;
}

/**
 * Convolutions first, a recurrence after them, as Zihlmann et al. 2017 ("Convolutional recurrent neural networks for
 * electrocardiogram classification", Computing in Cardiology) put it, here on samples instead of spectrograms and with gated
 * recurrent units: three convolutions look at 0.3 s of signal and leave an eighth of the samples, so that the recurrence has 32 steps
 * instead of 250; then pooling and head of the benchmark's recurrent networks. The sizes are ours. 0.48 M parameters and 14 M
 * multiply–accumulates for 12 × 250 samples and 5 outputs.
 */
export function crnn(config: CrnnConfig): ModelFunction {
  const { widths = [64, 128, 128], taps = 7, units = 128 } = config;
  return (signals) => {
    let x = toSignal(signals); // [N, C, L]
    widths.forEach((channels, i) => {
      x = convolution(x, `conv${i}`, { channels, taps, stride: 2 }); // [N, width, L/2], L/4, L/8
      x = relu(batchNorm(x, `norm${i}`));
    });
    const states = gru(toSequence(x), 'gru', { units, bidirectional: true }); // [L/8, 2·units, N]
    return featureHead(poolStates(states), config); // [N, outputs]
  };
}
