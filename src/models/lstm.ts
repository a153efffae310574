import { lstm, type ModelFunction } from '../nn/index.ts';
import { type RecurrentConfig, recurrentClassifier } from './recurrent-classifier.ts';

/**
 * The LSTM of the PTB-XL benchmark (Strodthoff et al. 2021), two recurrences of 256 units. 0.90 M parameters and 200 M
 * multiply–accumulates for 12 × 250 samples and 5 outputs.
 */
export function lstmClassifier(config: RecurrentConfig): ModelFunction {
  return recurrentClassifier(lstm, 'lstm', config);
}
