import { lstm, type ModelFunction } from '../nn/index.ts';
import { type RecurrentConfig, recurrentClassifier } from './recurrent-classifier.ts';

/**
 * The LSTM of the PTB-XL benchmark (Strodthoff et al. 2021), two recurrences of 256 units. 0.90 M parameters for 12 leads and 5
 * outputs.
 */
export function lstmClassifier(config: RecurrentConfig): ModelFunction {
  return recurrentClassifier(lstm, 'lstm', config);
}
