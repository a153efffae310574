import type { Random } from '../../random.ts';
import { bootstrapIntervals, type Interval } from '../bootstrap.ts';
import { calibrationError } from '../calibration-error.ts';
import { type ConfidenceSet, confidenceSet, fitConformal } from '../conformal.ts';
import { logLoss } from '../log-loss.ts';
import { checkPredictions, classColumn, type Predictions } from '../predictions.ts';
import { classCalibrations } from './calibrate-across-parts.ts';
import { applyCalibration, type CalibrationMethod, fitCalibration } from './calibration.ts';
import { chooseCalibration } from './choose-calibration.ts';
import { crossFit } from './cross-fit.ts';

/** What is fitted on all parts of the records but one, and judged on that one. */
export interface CrossFitting {
  /** Part of each record, three parts or more; records of one patient belong into one (`dealGroups`). */
  readonly partOf: ArrayLike<number>;
  /** `best` chooses anew for each part, across the other parts (`chooseCalibration`). */
  readonly method: CalibrationMethod | 'best';
  /** Level of the confidence sets. */
  readonly level: number;
}

/** One class on records that the fits did not see. */
export interface CrossFittedClass {
  readonly class: string;
  /** `[records]` */
  readonly labels: Float64Array;
  /** As they came in, `[records]`. */
  readonly raw: Float64Array;
  /** `[records]` */
  readonly calibrated: Float64Array;
  /** `[records]` */
  readonly sets: readonly ConfidenceSet[];
}

/**
 * Calibrates every class, and forms its confidence sets, part by part from all other parts.
 *
 * @throws EcgError `invalid-argument` as `checkPredictions`, `fitCalibration` and `fitConformal`
 */
export function crossFitClasses(predictions: Predictions, fitting: CrossFitting): readonly CrossFittedClass[] {
  checkPredictions('crossFitClasses', predictions);
  const { classes, labels, scores } = predictions;
  return classes.map((name, c) => {
    const truth = classColumn(labels, classes.length, c);
    const raw = classColumn(scores, classes.length, c);
    const answers = crossFit(
      fitting.partOf,
      (records) => fitClass(truth, raw, records, fitting),
      ({ calibration, limits }, i) => {
        const p = raw[i] as number;
        return { p: calibration ? applyCalibration(calibration, p) : p, set: confidenceSet(limits, p) };
      },
    );
    return {
      class: name,
      labels: truth,
      raw,
      calibrated: Float64Array.from(answers, ({ p }) => p),
      sets: answers.map(({ set }) => set),
    };
  });
}

function fitClass(
  labels: Float64Array,
  scores: Float64Array,
  records: readonly number[],
  { partOf, method, level }: CrossFitting,
) {
  const own = <T>(values: ArrayLike<T>) => records.map((i) => values[i] as T);
  const [truth, raw] = [own(labels), own(scores)];
  const chosen = method === 'best' ? chooseCalibration(truth, raw, own(partOf)).method : method;
  return { calibration: fitCalibration(chosen, truth, raw), limits: fitConformal(truth, raw, level) };
}

/** How honest the probabilities and confidence sets of one class are. */
export interface JudgedCalibration {
  readonly class: string;
  readonly positives: number;
  readonly eceBefore: number | undefined;
  readonly ece: number | undefined;
  /** Percentile bootstrap by group; see `ClassCalibration`. */
  readonly eceInterval: Interval | undefined;
  /** Mean error of labels drawn by the calibrated probabilities themselves: what chance leaves of perfect calibration on so many records. */
  readonly eceByChance: number;
  readonly logLossBefore: number | undefined;
  readonly logLoss: number | undefined;
  /** Share of records whose set holds the truth: of all, of those with the class, of those without. */
  readonly coverage: number | undefined;
  readonly coverageOfPresent: number | undefined;
  readonly coverageOfAbsent: number | undefined;
  /** Share of records whose set holds one decision. */
  readonly decided: number | undefined;
}

/** How often confidence sets hold the truth, over records and classes. */
export interface Coverage {
  readonly records: number;
  readonly coverage: number | undefined;
  /** Percentile bootstrap by group. */
  readonly interval: Interval | undefined;
}

/** Figures of cross-fitted calibration and confidence sets. */
export interface CalibrationJudgement {
  readonly classes: readonly JudgedCalibration[];
  readonly overall: Coverage;
  readonly subgroups: readonly (Coverage & { readonly subgroup: string })[];
}

/** How figures are judged. */
export interface CalibrationJudging {
  /** Patient of each record, `[records]`. */
  readonly groups: ArrayLike<number | string>;
  /** Divisions of the records, by sex, by age …: `undefined` where a record is in no subgroup, `[divisions][records]`. */
  readonly divisions?: readonly (readonly (string | undefined)[])[];
  /** Default 1000. */
  readonly resamples?: number;
  readonly random: Random;
}

/** Times that labels are drawn for `eceByChance`. */
const DRAWS = 100;

/** Figures of `crossFitClasses`. @throws EcgError `invalid-argument` as `bootstrapIntervals` */
export function judgeCalibration(
  crossFitted: readonly CrossFittedClass[],
  { groups, divisions = [], resamples = 1000, random }: CalibrationJudging,
): CalibrationJudgement {
  const bootstrap = { groups, resamples, random };
  const together = {
    classes: crossFitted.map((one) => one.class),
    labels: interleave(crossFitted.map(({ labels }) => labels)),
    scores: interleave(crossFitted.map(({ calibrated }) => calibrated)),
  };
  const errors = classCalibrations(together, bootstrap);
  const held = crossFitted.map(({ labels, sets }) =>
    Float64Array.from(sets, ({ decisions }, i) => Number(decisions.includes(labels[i] === 1 ? 'present' : 'absent'))),
  );
  const coverageOf = (chosen: readonly number[]): Coverage => {
    const statistic = (weights: ArrayLike<number>) => {
      const mean = meanOver(held, chosen, (i) => weights[i] as number);
      return mean === undefined ? undefined : [mean];
    };
    const [interval] = bootstrapIntervals(groups.length, [statistic], bootstrap);
    return { records: chosen.length, coverage: meanOver(held, chosen, () => 1), interval: interval?.[0] };
  };
  const all = Array.from({ length: groups.length }, (_, i) => i);
  const subgroups = divisions.flatMap((division) =>
    [...new Set(division)].flatMap((subgroup) => {
      if (subgroup === undefined) return [];
      return [{ subgroup, ...coverageOf(all.filter((i) => division[i] === subgroup)) }];
    }),
  );
  const classes = crossFitted.map((one, c): JudgedCalibration => {
    const { class: name, labels, raw, calibrated, sets } = one;
    const heldOf = (label: number) =>
      meanOver(
        [held[c] as Float64Array],
        all.filter((i) => labels[i] === label),
        () => 1,
      );
    return {
      class: name,
      positives: labels.reduce((sum, label) => sum + label, 0),
      eceBefore: calibrationError(labels, raw),
      ece: errors[c]?.ece,
      eceInterval: errors[c]?.eceInterval,
      eceByChance: errorByChance(calibrated, random),
      logLossBefore: logLoss(labels, raw),
      logLoss: logLoss(labels, calibrated),
      coverage: meanOver([held[c] as Float64Array], all, () => 1),
      coverageOfPresent: heldOf(1),
      coverageOfAbsent: heldOf(0),
      decided: sets.filter(({ decisions }) => decisions.length === 1).length / sets.length,
    };
  });
  return { classes, overall: coverageOf(all), subgroups };
}

function errorByChance(probabilities: Float64Array, random: Random): number {
  let sum = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const labels = probabilities.map((p) => (random.uniform() < p ? 1 : 0));
    sum += calibrationError(labels, probabilities) ?? 0;
  }
  return sum / DRAWS;
}

/** `[classes]` of `[records]` as `[records × classes]`. */
function interleave(columns: readonly Float64Array[]): Float64Array {
  const records = columns[0]?.length ?? 0;
  return Float64Array.from({ length: records * columns.length }, (_, i) => {
    return columns[i % columns.length]?.[Math.floor(i / columns.length)] as number;
  });
}

function meanOver(
  columns: readonly Float64Array[],
  records: readonly number[],
  weightOf: (record: number) => number,
): number | undefined {
  let [sum, total] = [0, 0];
  for (const i of records) {
    const weight = weightOf(i);
    total += weight * columns.length;
    for (const column of columns) sum += weight * (column[i] as number);
  }
  return total === 0 ? undefined : sum / total;
}
