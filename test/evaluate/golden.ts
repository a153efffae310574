import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a golden file that golden/make-golden.py wrote with NumPy, SciPy and scikit-learn. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'golden', name), 'utf8')) as T;
}

/** One class of golden/metrics.json; `null` where scikit-learn has no value or one that means nothing. */
export interface GoldenClass {
  readonly name: string;
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  readonly threshold: number;
  readonly auc: number | null;
  readonly averagePrecision: number | null;
  readonly brier: number;
  readonly logLoss: number;
  readonly ece: number;
  readonly f1: number | null;
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  readonly precision: number | null;
  readonly fMax: number | null;
}

/** golden/multilabel.json. */
export interface GoldenMultilabel {
  readonly classes: readonly string[];
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  readonly positives: readonly number[];
  readonly macroAuc: number;
  readonly macroAveragePrecision: number;
  readonly macroF1: number;
  readonly recordFMax: number;
}

/** The cases of golden/metrics.json. */
export const goldenClasses = readGolden<{ cases: readonly GoldenClass[] }>('metrics.json').cases;

/** The predictions and figures of golden/multilabel.json. */
export const goldenMultilabel = readGolden<GoldenMultilabel>('multilabel.json');
