import {
  add,
  addToGroups,
  batchNorm,
  concat,
  convolution,
  type ModelFunction,
  meanOfGroups,
  relu,
  reshape,
  sizeOf,
  type Tensor,
  toSignal,
  transpose,
} from '../nn/index.ts';

/** Sampling rate that the network takes and answers in, Hz. */
export const WAVE_FS = 250;
/** Samples that it takes at once: 10.24 s. */
export const WAVE_WINDOW = 2560;
/** The waves whose presence the network tells at each sample, in the order of its outputs. */
export const WAVE_NAMES = ['p', 'qrs', 't'] as const;

/**
 * A network that tells for every sample of every lead how probably it lies in a P wave, a QRS complex and a T wave.
 *
 * Each lead goes through the same small U-Net (Ronneberger et al. 2015; for ECG boundaries Moskalenko et al. 2020, with skips added, not concatenated, which is faster), whose deepest level
 * also sees the mean of all leads: what a P wave is shows in the leads together over seconds, where it begins in this lead in the lead
 * itself. The mean goes through dilated convolutions that reach over ± 2 s, and costs once what the leads cost each. Any number of leads
 * in any order.
 *
 * @param leads records of the batch that are leads of one recording, in training; in inference all are
 * @returns from `[leads, 1, samples]` at 250 Hz, samples divisible by 8, to logits `[leads, 3 · samples]`: P, then QRS, then T
 */
export function waveNetwork(leads: number): ModelFunction {
  return (signals) => {
    const x = toSignal(signals); // [leads, 1, L]
    const fine = block(block(x, 'stem', 16, 9, 2), 'fine', 16, 7); // [leads, 16, L/2]
    const middle = block(block(fine, 'middle1', 24, 5, 2), 'middle2', 24, 5); // [leads, 24, L/4]
    let y = block(block(middle, 'coarse1', 32, 5, 2), 'coarse2', 32, 5); // [leads, 32, L/8]
    y = relu(addToGroups(y, contextOf(meanOfGroups(y, leads), 32), leads));
    y = block(y, 'coarse3', 32, 5);
    y = block(finer(y, middle, 'middle3'), 'middle4', 24, 5); // [leads, 24, L/4]
    y = block(finer(y, fine, 'fine2'), 'fine3', 16, 5); // [leads, 16, L/2]
    return interleaved(convolution(y, 'head', { channels: 2 * WAVE_NAMES.length, taps: 3, bias: true }));
  };
}

/** In steps of 32 ms: together they reach ± 2.0 s. */
const CONTEXT_DILATIONS = [1, 2, 4, 8, 16] as const;

/** Residual dilated convolutions over the mean of the leads. */
function contextOf(mean: Tensor, channels: number): Tensor {
  let x = block(mean, 'context0', 64, 1);
  CONTEXT_DILATIONS.forEach((dilation, i) => {
    const name = `context${i + 1}`;
    const y = convolution(x, `${name}.conv`, { channels: 64, taps: 5, dilation });
    x = relu(add(x, batchNorm(y, `${name}.norm`)));
  });
  return batchNorm(convolution(x, 'context.conv', { channels, taps: 1 }), 'context.norm');
}

function block(x: Tensor, name: string, channels: number, taps: number, stride = 1): Tensor {
  return relu(batchNorm(convolution(x, `${name}.conv`, { channels, taps, stride }), `${name}.norm`));
}

/** Every sample twice, in the channels of the finer level, and what that level knew. */
function finer(x: Tensor, skipped: Tensor, name: string): Tensor {
  const channels = sizeOf(skipped, 1);
  const projected = batchNorm(convolution(x, `${name}.conv`, { channels, taps: 1 }), `${name}.norm`);
  const single = reshape(projected, [...projected.shape, 1]);
  return relu(add(reshape(concat([single, single], 4), skipped.shape), skipped));
}

/** Two channels per wave at half the rate, as one logit per wave and sample: `[N, waves · 2 · L]`. */
function interleaved(x: Tensor): Tensor {
  const [channels, length] = [sizeOf(x, 1), sizeOf(x, 3)];
  const waves = channels / 2;
  const rows = x.graph.training ? transpose(reshape(x, [channels, sizeOf(x, 2), length]), [1, 0, 2]) : x;
  const parted = reshape(rows, [x.graph.batch, waves, 2, length]);
  return reshape(transpose(parted, [0, 1, 3, 2]), [x.graph.batch, waves * 2 * length]);
}
