import { lstm, type ModelFunction } from '../nn/index.ts';
import { type RecurrentConfig, recurrentClassifier } from './recurrent-classifier.ts';

/**
 * The bidirectional LSTM of the PTB-XL benchmark (`lstm_bidir` in Strodthoff et al. 2021): as `lstmClassifier`, each recurrence also
 * running from the last sample to the first. 2.33 M parameters and 531 M multiply–accumulates for 12 × 250 samples and 5 outputs.
 */
export function lstmBidirClassifier(config: Omit<RecurrentConfig, 'bidirectional'>): ModelFunction {
  return recurrentClassifier(lstm, 'lstm', { ...config, bidirectional: true });
}
