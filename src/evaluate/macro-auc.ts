import { countPositives } from './labelled-scores.ts';
import { type MacroMean, macroMean } from './macro-mean.ts';
import { checkPredictions, classColumn, type Predictions } from './predictions.ts';
import { rocAuc } from './roc-auc.ts';

/** Which classes take part in a macro mean. */
export interface MacroOptions {
  /** Classes with fewer positives are left out; default 1. A class without negatives is left out in any case. */
  readonly minPositives?: number;
}

/**
 * Mean of the classes' ROC AUC, the figure of the PTB-XL benchmarks (Strodthoff et al. 2021), without intervals: quick
 * enough for every epoch. `evaluatePredictions` is the full judgement.
 *
 * @throws EcgError `invalid-argument` on predictions that `checkPredictions` refuses
 * @example
 * const predictions = { classes: ['MI', 'CD'], labels: [1, 0, 0, 0], scores: [0.9, 0.2, 0.1, 0.3] };
 * macroAuc(predictions) // => { mean: 1, over: ['MI'], leftOut: ['CD'] }
 */
export function macroAuc(predictions: Predictions, { minPositives = 1 }: MacroOptions = {}): MacroMean {
  checkPredictions('macroAuc', predictions);
  const { classes, labels, scores } = predictions;
  const aucs = classes.map((_, c) => {
    const classLabels = classColumn(labels, classes.length, c);
    if (countPositives(classLabels) < minPositives) return undefined;
    return rocAuc(classLabels, classColumn(scores, classes.length, c));
  });
  return macroMean(Object.fromEntries(classes.map((name, c) => [name, aucs[c]])));
}
