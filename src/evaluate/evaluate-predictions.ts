import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import { countGroups } from './bootstrap.ts';
import { type EvaluatedClass, evaluateClass, type PointFigures } from './evaluate-class.ts';
import { evaluationIntervals, isFrequent, isMeasurable, MIN_POSITIVES, withIntervals } from './evaluation-intervals.ts';
import type { EvaluationReport, LeftOutClass, NotMeasured } from './evaluation-report.ts';
import { recordFMax } from './f-max.ts';
import { indexOutsideUnitInterval } from './labelled-scores.ts';
import { macroMean } from './macro-mean.ts';
import { checkPredictions, classColumn, type Predictions } from './predictions.ts';

/** Predictions, and how to judge them. */
export interface EvaluationOptions extends Predictions {
  /** Whose record it is, `[records]`; without it every record is its own patient. */
  readonly groups?: ArrayLike<number | string>;
  /** Where each class is decided, `[classes]`: score ≥ threshold. Without it 0.5, if the scores are probabilities. */
  readonly thresholds?: readonly number[];
  /** Level of the intervals; default 0.95. */
  readonly level?: number;
  /** Bootstrap resamples; default 1000, 0 for no intervals. */
  readonly resamples?: number;
  readonly random: Random;
}

/**
 * All figures of a set of predictions: per class and macro, with bootstrap intervals by patient.
 *
 * - A class without positives or without negatives has no AUC; it is named in `leftOut` and no macro figure counts it.
 * - A class with fewer than 10 positives (or negatives) gets no interval. In simulation (binormal scores, AUC 0.9, 254
 *   or 2158 records, 300 data sets each; test/evaluate/interval-coverage.ts) the 95 % percentile interval of its AUC
 *   held the truth in 4–12 % of cases for 1 positive, 50 % for 2, 65–68 % for 3, 76–80 % for 5, 81–87 % for 10, 89–90 %
 *   for 20 and 91–95 % for 50. The macro interval counts such classes and is a little narrow for it; `frequent` does
 *   not.
 * - Scores outside [0, 1] are no probabilities: rank-based figures stay, the others are missing, with the reason in
 *   `notMeasured`. No sigmoid is guessed.
 * - Thresholds are to be chosen on other records (`bestF1Threshold` on the validation fold).
 *
 * @throws EcgError `invalid-argument` on predictions that `checkPredictions` refuses, and on thresholds, groups, level
 *   or resamples that do not fit
 * @example
 * const labels = [1, 0, 1, 0, 0, 0];
 * const scores = [0.9, 0.2, 0.8, 0.4, 0.3, 0.6];
 * const report = evaluatePredictions({ classes: ['MI', 'CD'], labels, scores, random: createRandom(1) });
 * report.macroAuc // => 1
 * report.leftOut // => [{ class: 'CD', reason: 'no positives' }]
 * report.classes.CD.specificity // => 0.666667
 */
export function evaluatePredictions(options: EvaluationOptions): EvaluationReport {
  const n = checkPredictions('evaluatePredictions', options);
  const { groups, resamples = 1000, level = 0.95 } = options;
  const outside = indexOutsideUnitInterval(options.scores);
  const areProbabilities = outside === undefined;
  const evaluated = evaluateClasses(options, areProbabilities);
  const intervals = evaluationIntervals(n, evaluated, { ...options, resamples, level });
  const measurable = evaluated.filter(isMeasurable);
  const frequent = evaluated.filter((one) => isFrequent(one, n));
  return {
    n,
    resampledBy: groups === undefined ? 'record' : 'group',
    resampledUnits: groups === undefined ? n : countGroups(groups),
    resamples,
    intervalLevel: level,
    macroAuc: meanOf(measurable, 'auc'),
    macroAucInterval: intervals.macroAuc,
    macroAveragePrecision: meanOf(measurable, 'averagePrecision'),
    macroAveragePrecisionInterval: intervals.macroAveragePrecision,
    macroF1: meanOf(measurable, 'f1'),
    macroFMax: meanOf(measurable, 'fMax'),
    macroBrier: meanOf(measurable, 'brier'),
    macroEce: meanOf(measurable, 'ece'),
    recordFMax: areProbabilities ? recordFMax(options) : undefined,
    frequent: {
      minPositives: MIN_POSITIVES,
      classes: frequent.length,
      macroAuc: meanOf(frequent, 'auc'),
      macroAucInterval: intervals.frequentMacroAuc,
    },
    leftOut: evaluated.flatMap((one) => leftOut(one)),
    notMeasured: [...withoutProbabilities(options, outside), ...intervals.notMeasured],
    classes: Object.fromEntries(
      evaluated.map(({ name, figures }) => [name, withIntervals(figures, intervals.byClass.get(name))]),
    ),
  };
}

function evaluateClasses(options: EvaluationOptions, areProbabilities: boolean): EvaluatedClass[] {
  const { classes, labels, scores, thresholds } = options;
  if (thresholds !== undefined && (thresholds.length !== classes.length || thresholds.some(Number.isNaN))) {
    const got = `${thresholds.join(', ')} for ${classes.length}`;
    throw new EcgError('invalid-argument', `evaluatePredictions: thresholds must be one number per class, got ${got}`, {
      thresholds,
      classes: classes.length,
    });
  }
  const defaultThreshold = areProbabilities ? 0.5 : undefined;
  return classes.map((name, c) =>
    evaluateClass(
      name,
      classColumn(labels, classes.length, c),
      classColumn(scores, classes.length, c),
      thresholds === undefined ? defaultThreshold : thresholds[c],
      areProbabilities,
    ),
  );
}

function meanOf(classes: readonly EvaluatedClass[], figure: keyof PointFigures): number | undefined {
  return macroMean(Object.fromEntries(classes.map(({ name, figures }) => [name, figures[figure]]))).mean;
}

function leftOut(one: EvaluatedClass): LeftOutClass[] {
  if (isMeasurable(one)) return [];
  return [{ class: one.name, reason: one.figures.positives === 0 ? 'no positives' : 'no negatives' }];
}

/** Names the figures that need probabilities, when a score is none. */
function withoutProbabilities(options: EvaluationOptions, outside: number | undefined): NotMeasured[] {
  if (outside === undefined) return [];
  const { classes, scores, thresholds } = options;
  const atThreshold =
    thresholds === undefined ? ['threshold', 'f1', 'sensitivity', 'specificity', 'precision', 'macroF1'] : [];
  const where = `record ${Math.floor(outside / classes.length)}, class ${classes[outside % classes.length]}`;
  return [
    {
      figures: ['brier', 'logLoss', 'ece', 'macroBrier', 'macroEce', 'recordFMax', ...atThreshold],
      reason: `scores are no probabilities: ${scores[outside]} at ${where}`,
    },
  ];
}
