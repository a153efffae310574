import { type EcgRow, labelRows } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import {
  type ClassCalibration,
  calibrateAcrossParts,
  classCalibrations,
  evaluatePredictions,
  type Interval,
  macroAuc,
  type Predictions,
  selectRecords,
} from '../evaluate/index.ts';
import { createRandom } from '../random.ts';
import { taskClasses } from '../statements/index.ts';
import type { TrainingConfig } from './training-config.ts';
import { judgedTask, taskScores } from './validation.ts';

/** What one network of a cross-validation says of the records that it did not learn from. */
export interface HeldOutPredictions {
  /** Number of the group, from 1. */
  readonly group: number;
  readonly rows: readonly EcgRow[];
  /** The network's outputs for each record. */
  readonly raw: readonly Float64Array[];
}

/** Predictions for the judged task, each record by the network that did not learn from its patient. */
export interface OutOfFold extends Predictions {
  readonly rows: readonly EcgRow[];
  /** Group of each record. */
  readonly groupOf: readonly number[];
}

/** Figures of one seed. */
export interface OutOfFoldReport {
  readonly n: number;
  /** Over all out-of-fold predictions together. */
  readonly macroAuc: number | undefined;
  readonly macroAucInterval: Interval | undefined;
  /** Of each group by itself, in their order. */
  readonly byGroup: readonly { readonly group: number; readonly n: number; readonly macroAuc: number | undefined }[];
  readonly classAuc: Readonly<Record<string, number | undefined>>;
  /** After Platt scaling fitted on the other groups. */
  readonly calibration: readonly ClassCalibration[];
}

/**
 * Joins the predictions of all groups, in the order of record numbers, for the task that a configuration is judged by. Records without
 * a label of that task are left out.
 *
 * @throws EcgError `invalid-argument` when a record or a patient is in two groups
 */
export function joinHeldOut(
  config: Pick<TrainingConfig, 'task' | 'classAggregation'>,
  parts: readonly HeldOutPredictions[],
): OutOfFold {
  const all = parts
    .flatMap(({ group, rows, raw }) => rows.map((row, i) => ({ group, row, outputs: raw[i] as Float64Array })))
    .sort((a, b) => a.row.ecgId - b.row.ecgId);
  requireApart(all);
  const task = judgedTask(config);
  const { classes, labels, kept } = labelRows(
    all.map(({ row }) => row),
    task,
  );
  const judged = kept.map((i) => all[i] as (typeof all)[number]);
  const card = { task: config.task, outputs: [...taskClasses(config.task)], classAggregation: config.classAggregation };
  const scores = taskScores(
    card,
    judged.map(({ outputs }) => outputs),
    task,
  );
  return { classes, labels, scores, rows: judged.map(({ row }) => row), groupOf: judged.map(({ group }) => group) };
}

function requireApart(all: readonly { readonly group: number; readonly row: EcgRow }[]): void {
  const groupOfPatient = new Map<string, number>();
  const seen = new Set<number>();
  for (const { group, row } of all) {
    const other = groupOfPatient.get(row.patientId) ?? group;
    if (seen.has(row.ecgId) || other !== group) {
      const rule = `record ${row.ecgId} of patient ${row.patientId} must be in one group, once`;
      throw new EcgError('invalid-argument', `joinHeldOut: ${rule}, got groups ${other} and ${group}`, {
        ecgId: row.ecgId,
      });
    }
    seen.add(row.ecgId);
    groupOfPatient.set(row.patientId, group);
  }
}

/** Judges out-of-fold predictions: pooled with intervals by patient, group by group, and calibrated across groups. */
export function judgeOutOfFold(outOfFold: OutOfFold, resamples = 1000): OutOfFoldReport {
  const { classes, labels, scores, rows, groupOf } = outOfFold;
  const groups = rows.map(({ patientId }) => patientId);
  const options = { groups, resamples, random: createRandom(1) };
  const report = evaluatePredictions({ classes, labels, scores, ...options });
  const calibrated = calibrateAcrossParts(outOfFold, groupOf);
  return {
    n: report.n,
    macroAuc: report.macroAuc,
    macroAucInterval: report.macroAucInterval,
    byGroup: [...new Set(groupOf)]
      .sort((a, b) => a - b)
      .map((group) => {
        const members = groupOf.flatMap((other, i) => (other === group ? [i] : []));
        return { group, n: members.length, macroAuc: macroAuc(selectRecords(outOfFold, members)).mean };
      }),
    classAuc: Object.fromEntries(classes.map((name) => [name, report.classes[name]?.auc])),
    calibration: classCalibrations({ classes, labels, scores: calibrated }, options),
  };
}

/** Mean and sample standard deviation of the values that are there; a deviation needs two. */
export function meanAndSpread(values: readonly (number | undefined)[]): {
  readonly mean: number | undefined;
  readonly sd: number | undefined;
} {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return { mean: undefined, sd: undefined };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: known.length < 2 ? undefined : Math.sqrt(squares / (known.length - 1)) };
}
