import { type BootstrapOptions, bootstrapIntervals, type Interval, type Statistic } from './bootstrap.ts';
import { macroAuc } from './macro-auc.ts';
import { type Multiplicities, operatingPointsOfResamples } from './operating-points.ts';
import { checkPredictions, classColumn } from './predictions.ts';
import { rocAucOf } from './roc-auc.ts';

/** Two sets of scores for the same records. */
export interface DifferenceOptions extends BootstrapOptions {
  readonly classes: readonly string[];
  /** 0 or 1, `[records × classes]`, row-major. */
  readonly labels: ArrayLike<number>;
  /** Scores of the first model, `[records × classes]`. */
  readonly first: ArrayLike<number>;
  /** Scores of the second model, `[records × classes]`. */
  readonly second: ArrayLike<number>;
}

/** How much better the first model is. */
export interface MacroAucDifference {
  /** Macro AUC of the first less that of the second. */
  readonly difference: number | undefined;
  /** `undefined` when resamples that hold every class are too rare. */
  readonly interval: Interval | undefined;
  /** Classes without positives or without negatives, in neither macro. */
  readonly leftOut: readonly string[];
}

/**
 * Paired bootstrap of the difference between two models' macro AUC: both are measured on the same resampled patients,
 * so what makes a test set easy or hard for both cancels. An interval without 0 is a difference; two overlapping
 * intervals of single models say little.
 *
 * @throws EcgError `invalid-argument` as `checkPredictions` and `bootstrapIntervals`
 * @example
 * const labels = [1, 0, 1, 0];
 * const options = { classes: ['MI'], labels, first: [0.9, 0.1, 0.8, 0.3], second: [0.2, 0.1, 0.8, 0.3] };
 * macroAucDifference({ ...options, random: createRandom(1) }).difference // => 0.25
 */
export function macroAucDifference(options: DifferenceOptions): MacroAucDifference {
  const { classes, labels, first, second } = options;
  const records = checkPredictions('macroAucDifference', { classes, labels, scores: first });
  checkPredictions('macroAucDifference', { classes, labels, scores: second });
  const { over, leftOut, mean } = macroAuc({ classes, labels, scores: first });
  const meanOfSecond = macroAuc({ classes, labels, scores: second }).mean;
  const gaps = over.map((name) => aucGap(options, classes.indexOf(name)));
  const macroGap: Statistic = (multiplicities) => {
    let sum = 0;
    for (const gap of gaps) {
      const ofClass = gap(multiplicities);
      if (ofClass === undefined) return undefined;
      sum += ofClass;
    }
    return [sum / gaps.length];
  };
  const [intervals] = gaps.length === 0 ? [] : bootstrapIntervals(records, [macroGap], options);
  return {
    difference: mean === undefined || meanOfSecond === undefined ? undefined : mean - meanOfSecond,
    interval: intervals?.[0],
    leftOut,
  };
}

/** AUC of the first less AUC of the second, for one class, from multiplicities. */
function aucGap({ classes, labels, first, second }: DifferenceOptions, c: number) {
  const classLabels = classColumn(labels, classes.length, c);
  const pointsOfFirst = operatingPointsOfResamples(classLabels, classColumn(first, classes.length, c));
  const pointsOfSecond = operatingPointsOfResamples(classLabels, classColumn(second, classes.length, c));
  return (multiplicities: Multiplicities): number | undefined => {
    const ofFirst = rocAucOf(pointsOfFirst(multiplicities));
    const ofSecond = rocAucOf(pointsOfSecond(multiplicities));
    return ofFirst === undefined || ofSecond === undefined ? undefined : ofFirst - ofSecond;
  };
}
