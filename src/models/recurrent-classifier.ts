import {
  concat,
  globalAveragePool,
  globalMaxPool,
  type lstm,
  type ModelFunction,
  sequenceToSignal,
  sizeOf,
  slice,
  type Tensor,
  toFeatures,
  toSequence,
  toSignal,
} from '../nn/index.ts';
import { type ClassifierHead, featureHead } from './classifier-head.ts';

/** Sizes of the recurrent classifiers; the defaults are the published ones. */
export interface RecurrentConfig extends ClassifierHead {
  /** Width of the state. */
  readonly units?: number;
  /** Recurrences on top of each other. */
  readonly layers?: number;
  readonly bidirectional?: boolean;
}

/** Recurrences on top of each other; mean, maximum and last of their states over time; the benchmark's head. */
export function recurrentClassifier(layer: typeof lstm, name: string, config: RecurrentConfig): ModelFunction {
  const { units = 256, layers = 2, bidirectional = false } = config;
  return (signals) => {
    let x = toSequence(toSignal(signals)); // [L, C, N]
    for (let i = 0; i < layers; i++) x = layer(x, `${name}${i}`, { units, bidirectional }); // [L, H, N]
    return featureHead(poolStates(x), config); // [N, outputs]
  };
}

/**
 * Mean, maximum and last step of a sequence of states `[L, H, N]`: `[N, 3·H]`. In a bidirectional network the last step stands for both
 * directions, as in the published code, though the backward one has seen a single sample there.
 */
export function poolStates(sequence: Tensor): Tensor {
  const states = sequenceToSignal(sequence); // [N, H, L]
  const length = sizeOf(states, 3);
  const last = slice(states, 3, length - 1, length);
  return concat([globalAveragePool(states), globalMaxPool(states), last].map(toFeatures), 1);
}
