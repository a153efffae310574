import { gru, type ModelFunction } from '../nn/index.ts';
import { type RecurrentConfig, recurrentClassifier } from './recurrent-classifier.ts';

/**
 * `lstmBidirClassifier` with gated recurrent units. 1.80 M parameters and 398 M multiply–accumulates for 12 × 250 samples and
 * 5 outputs.
 */
export function gruBidirClassifier(config: Omit<RecurrentConfig, 'bidirectional'>): ModelFunction {
  return recurrentClassifier(gru, 'gru', { ...config, bidirectional: true });
}
