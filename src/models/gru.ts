import { gru, type ModelFunction } from '../nn/index.ts';
import { type RecurrentConfig, recurrentClassifier } from './recurrent-classifier.ts';

/**
 * `lstmClassifier` with gated recurrent units: three gates instead of four. 0.70 M parameters and 150 M multiply–accumulates for
 * 12 × 250 samples and 5 outputs.
 */
export function gruClassifier(config: RecurrentConfig): ModelFunction {
  return recurrentClassifier(gru, 'gru', config);
}
