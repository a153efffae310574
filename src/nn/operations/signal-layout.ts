import type { Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { reshape, transpose } from './shaping.ts';

/** A batch of signals `[N, C, L]`, as callers feed it, in the layout that the graph's purpose asks for (see `Graph`). */
export function toSignal(x: Tensor): Tensor {
  requireShapes(x.shape.length === 3, 'toSignal', 'a batch of signals has shape [N, C, L]', x);
  const [channels, length] = [sizeOf(x, 1), sizeOf(x, 2)];
  if (!x.graph.training) return reshape(x, ['batch', channels, 1, length]);
  return reshape(transpose(x, [1, 0, 2]), [1, channels, sizeOf(x, 0), length]);
}

/** A signal of one sample per channel, as features `[N, C]`. */
export function toFeatures(signal: Tensor): Tensor {
  requireShapes(signal.shape[3] === 1, 'toFeatures', 'the signal must have one sample left', signal);
  const channels = sizeOf(signal, 1);
  if (!signal.graph.training) return reshape(signal, ['batch', channels]);
  return transpose(reshape(signal, [channels, sizeOf(signal, 2)]), [1, 0]);
}

/**
 * A signal as the sequence `[L, C, N]` that recurrent layers take: one matrix of channels × records per sample, the same layout in
 * training and inference.
 */
export function toSequence(signal: Tensor): Tensor {
  requireShapes(signal.shape.length === 4, 'toSequence', 'a signal has four axes', signal);
  const [channels, length] = [sizeOf(signal, 1), sizeOf(signal, 3)];
  if (!signal.graph.training) return transpose(reshape(signal, ['batch', channels, length]), [2, 1, 0]);
  return transpose(reshape(signal, [channels, sizeOf(signal, 2), length]), [2, 0, 1]);
}

/** A sequence `[L, C, N]` as a signal in the layout that the graph's purpose asks for. */
export function sequenceToSignal(sequence: Tensor): Tensor {
  requireShapes(sequence.shape.length === 3, 'sequenceToSignal', 'a sequence has shape [L, C, N]', sequence);
  const [length, channels] = [sizeOf(sequence, 0), sizeOf(sequence, 1)];
  if (!sequence.graph.training) return reshape(transpose(sequence, [2, 1, 0]), ['batch', channels, 1, length]);
  return reshape(transpose(sequence, [1, 2, 0]), [1, channels, sizeOf(sequence, 2), length]);
}
