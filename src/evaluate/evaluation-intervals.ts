import { type BootstrapOptions, bootstrapIntervals, countGroups, type Interval, type Statistic } from './bootstrap.ts';
import type { EvaluatedClass, PointFigures } from './evaluate-class.ts';
import type { ClassEvaluation, NotMeasured } from './evaluation-report.ts';
import type { Multiplicities } from './operating-points.ts';

/** Fewer positives (or negatives) make a class too rare for an interval; `evaluatePredictions` tells why. */
export const MIN_POSITIVES = 10;

/** Whether the class has an AUC. */
export function isMeasurable({ figures }: EvaluatedClass): boolean {
  return figures.auc !== undefined;
}

/** Whether the class has positives and negatives enough for an interval. */
export function isFrequent({ figures }: EvaluatedClass, records: number): boolean {
  return Math.min(figures.positives, records - figures.positives) >= MIN_POSITIVES;
}

/** The intervals of a report. */
export interface EvaluationIntervals {
  readonly macroAuc: Interval | undefined;
  readonly macroAveragePrecision: Interval | undefined;
  readonly frequentMacroAuc: Interval | undefined;
  /** Intervals of the figures of each class's statistic, in its order, by class name. */
  readonly byClass: ReadonlyMap<string, readonly Interval[] | undefined>;
  readonly notMeasured: readonly NotMeasured[];
}

/** Bootstraps the macro figures and every frequent class, all on the same draws. */
export function evaluationIntervals(
  records: number,
  classes: readonly EvaluatedClass[],
  options: BootstrapOptions & { readonly resamples: number },
): EvaluationIntervals {
  const frequent = classes.filter((one) => isFrequent(one, records));
  const once = new Map(classes.map(({ name, statistic }) => [name, oncePerDraw(statistic)]));
  const statisticsOf = (some: readonly EvaluatedClass[]) => some.map(({ name }) => once.get(name) as Statistic);
  // Rare classes first: a draw that lacks one of them is recognised early.
  const measurable = classes.filter(isMeasurable).sort((a, b) => a.figures.positives - b.figures.positives);
  const units = options.groups === undefined ? records : countGroups(options.groups);
  const macros = [frequent, measurable].map((some) => meanStatistic(statisticsOf(some)));
  const intervals =
    options.resamples === 0 || measurable.length === 0
      ? []
      : bootstrapIntervals(records, [...statisticsOf(frequent), ...macros], options);
  const [ofFrequent, ofAll] = intervals.slice(frequent.length);
  return {
    macroAuc: ofAll?.[0],
    macroAveragePrecision: ofAll?.[1],
    frequentMacroAuc: ofFrequent?.[0],
    byClass: new Map(frequent.map(({ name }, i) => [name, intervals[i]])),
    notMeasured: options.resamples === 0 ? [] : missing(records, classes, units, ofAll !== undefined),
  };
}

/** Puts the intervals of a class's statistic beside its figures. */
export function withIntervals(figures: PointFigures, intervals: readonly Interval[] | undefined): ClassEvaluation {
  const [auc, averagePrecision, f1, sensitivity, specificity] = intervals ?? [];
  return {
    positives: figures.positives,
    auc: figures.auc,
    aucInterval: auc,
    averagePrecision: figures.averagePrecision,
    averagePrecisionInterval: averagePrecision,
    threshold: figures.threshold,
    f1: figures.f1,
    f1Interval: f1,
    sensitivity: figures.sensitivity,
    sensitivityInterval: sensitivity,
    specificity: figures.specificity,
    specificityInterval: specificity,
    precision: figures.precision,
    fMax: figures.fMax,
    brier: figures.brier,
    logLoss: figures.logLoss,
    ece: figures.ece,
  };
}

/** The first two figures (AUC, average precision) averaged over classes; needs every one of them, and one at least. */
function meanStatistic(statistics: readonly Statistic[]): Statistic {
  return (multiplicities) => {
    let auc = 0;
    let averagePrecision = 0;
    for (const statistic of statistics) {
      const figures = statistic(multiplicities);
      if (figures === undefined) return undefined;
      auc += figures[0] as number;
      averagePrecision += figures[1] as number;
    }
    const { length } = statistics;
    return length === 0 ? undefined : [auc / length, averagePrecision / length];
  };
}

/** Remembers what a statistic said for the last draw, since class and macro figures ask for the same. */
function oncePerDraw(statistic: Statistic): Statistic {
  let lastDraw: Multiplicities | undefined;
  let said: ReturnType<Statistic>;
  return (multiplicities) => {
    if (multiplicities !== lastDraw) said = statistic(multiplicities);
    lastDraw = multiplicities;
    return said;
  };
}

/** Says why intervals are missing. */
function missing(records: number, classes: readonly EvaluatedClass[], units: number, hasMacro: boolean): NotMeasured[] {
  if (units < 2) return [{ figures: ['all intervals'], reason: 'one patient only, so nothing to resample' }];
  const notMeasured: NotMeasured[] = [];
  const rare = classes.filter((one) => !isFrequent(one, records)).map(({ name }) => name);
  if (rare.length > 0) {
    const reason = `fewer than ${MIN_POSITIVES} positives or negatives: ${rare.join(', ')}`;
    notMeasured.push({ figures: ['intervals of a class'], reason });
  }
  if (!hasMacro) {
    const reason = classes.some(isMeasurable)
      ? 'fewer than 1 resample in 100 has positives and negatives of every class'
      : 'no class has positives and negatives';
    notMeasured.push({ figures: ['macroAucInterval', 'macroAveragePrecisionInterval'], reason });
  }
  return notMeasured;
}
