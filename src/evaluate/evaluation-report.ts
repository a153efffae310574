import type { Interval } from './bootstrap.ts';

/** The figures of one class. A figure that cannot be measured is `undefined` (absent in JSON). */
export interface ClassEvaluation {
  /** Records with label 1. */
  readonly positives: number;
  readonly auc: number | undefined;
  readonly aucInterval: Interval | undefined;
  readonly averagePrecision: number | undefined;
  readonly averagePrecisionInterval: Interval | undefined;
  /** Records with a score ≥ this are called; `undefined` when none was given and scores are no probabilities. */
  readonly threshold: number | undefined;
  /** At `threshold`, as are sensitivity, specificity and precision. */
  readonly f1: number | undefined;
  readonly f1Interval: Interval | undefined;
  readonly sensitivity: number | undefined;
  readonly sensitivityInterval: Interval | undefined;
  readonly specificity: number | undefined;
  readonly specificityInterval: Interval | undefined;
  readonly precision: number | undefined;
  /** Best F1 over all thresholds, chosen on these very records: an upper bound. */
  readonly fMax: number | undefined;
  /** `brierError` */
  readonly brier: number | undefined;
  readonly logLoss: number | undefined;
  /** `calibrationError` in 15 bins. */
  readonly ece: number | undefined;
}

/** Macro AUC over the classes that are frequent enough to be measured well. */
export interface FrequentClasses {
  /** Classes with at least so many positives count. */
  readonly minPositives: number;
  /** How many classes that are. */
  readonly classes: number;
  readonly macroAuc: number | undefined;
  readonly macroAucInterval: Interval | undefined;
}

/** A class that no macro figure counts. */
export interface LeftOutClass {
  readonly class: string;
  readonly reason: 'no positives' | 'no negatives';
}

/** Figures that are missing, and why. */
export interface NotMeasured {
  readonly figures: readonly string[];
  readonly reason: string;
}

/** What `evaluatePredictions` finds: plain data, ready for `JSON.stringify`. */
export interface EvaluationReport {
  /** Records. */
  readonly n: number;
  /** What the bootstrap draws: patients when `groups` were given, and how many there are. */
  readonly resampledBy: 'group' | 'record';
  readonly resampledUnits: number;
  /** Resamples per interval, 0 for no intervals. */
  readonly resamples: number;
  /** Level of every interval. */
  readonly intervalLevel: number;
  /** Means over the classes that are not left out. */
  readonly macroAuc: number | undefined;
  readonly macroAucInterval: Interval | undefined;
  readonly macroAveragePrecision: number | undefined;
  readonly macroAveragePrecisionInterval: Interval | undefined;
  readonly macroF1: number | undefined;
  readonly macroFMax: number | undefined;
  readonly macroBrier: number | undefined;
  readonly macroEce: number | undefined;
  /** `recordFMax`, the "F-max" of the PTB-XL benchmarks. */
  readonly recordFMax: number | undefined;
  readonly frequent: FrequentClasses;
  readonly leftOut: readonly LeftOutClass[];
  readonly notMeasured: readonly NotMeasured[];
  /** By class name, in the order of the predictions. */
  readonly classes: Readonly<Record<string, ClassEvaluation>>;
}
