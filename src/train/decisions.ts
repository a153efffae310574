import { type EcgRow, labelRows } from '../datasets/index.ts';
import {
  applyCalibration,
  bestF1Threshold,
  type CalibrationMethod,
  chooseCalibration,
  dealGroups,
  fitCalibration,
  fitConformal,
  thresholdForCostRatio,
  thresholdForSensitivity,
} from '../evaluate/index.ts';
import { type ClassDecision, classProbabilities, type ModelCard, type ThresholdRule } from '../models/index.ts';
import { createRandom } from '../random.ts';
import type { Task } from '../statements/index.ts';

/** Fewer records with a class, or without it, give neither a calibration nor a threshold worth having. */
const MIN_POSITIVES = 10;

/** Parts of the records, by patient, that methods of calibration are compared across. */
const PARTS = 5;

/** What is fitted, and how. */
export interface DecisionOptions {
  /** Method of calibration; `best` (the default) chooses one for each class (`chooseCalibration`). */
  readonly method?: CalibrationMethod | 'best';
  /** How thresholds are chosen; default the best F1. */
  readonly thresholdRule?: ThresholdRule;
  /** Level of the confidence sets; default 0.9. */
  readonly level?: number;
}

/**
 * Calibration, threshold and limits of confidence sets for every class of every task that a model covers, fitted on validation records.
 * The threshold is one of the calibrated probability, the limits are of the raw one, which has fewer ties.
 *
 * @param rows validation records
 * @param raw the network's outputs for each of them
 * @throws EcgError `invalid-argument` when a sensitivity, cost ratio or level is out of range
 */
export function fitDecisions(
  card: Pick<ModelCard, 'task' | 'outputs' | 'classAggregation'>,
  rows: readonly EcgRow[],
  raw: readonly Float64Array[],
  options: DecisionOptions = {},
): ModelCard['decisions'] {
  const byTask = raw.map((outputs) => classProbabilities(card, outputs));
  const tasks = [...(byTask[0]?.keys() ?? [])];
  return Object.fromEntries(
    tasks.map((task) => [
      task,
      fitTask(
        task,
        rows,
        byTask.map((probabilities) => probabilities.get(task)),
        options,
      ),
    ]),
  );
}

function fitTask(
  task: Task,
  rows: readonly EcgRow[],
  scores: readonly (Float64Array | undefined)[],
  options: DecisionOptions,
): Record<string, ClassDecision> {
  const { classes, labels, kept } = labelRows(rows, task);
  const patients = kept.map((row) => (rows[row] as EcgRow).patientId);
  const partOf = dealGroups(patients, PARTS, createRandom(1));
  const fits = classes.map((name, c) => {
    const truth = Uint8Array.from(kept, (_, i) => labels[i * classes.length + c] as number);
    const probabilities = Float64Array.from(kept, (row) => scores[row]?.[c] as number);
    return [name, fitClass(truth, probabilities, partOf, options)] as const;
  });
  return Object.fromEntries(fits);
}

function fitClass(
  labels: Uint8Array,
  raw: Float64Array,
  partOf: Int32Array,
  { method = 'best', thresholdRule = { rule: 'f1' }, level = 0.9 }: DecisionOptions,
): ClassDecision {
  const records = labels.length;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives < MIN_POSITIVES || records - positives < MIN_POSITIVES) return { positives, records };
  const chosen = method === 'best' ? chooseCalibration(labels, raw, partOf).method : method;
  const calibration = fitCalibration(chosen, labels, raw);
  const calibrated = calibration === undefined ? raw : raw.map((p) => applyCalibration(calibration, p));
  const threshold = chooseThreshold(thresholdRule, labels, calibrated, calibration !== undefined);
  return {
    positives,
    records,
    ...(calibration && { calibration }),
    ...(threshold !== undefined && { threshold, thresholdRule }),
    conformal: fitConformal(labels, raw, level),
  };
}

/** Costs weigh probabilities, and what is not calibrated is none. */
function chooseThreshold(
  rule: ThresholdRule,
  labels: Uint8Array,
  probabilities: Float64Array,
  isCalibrated: boolean,
): number | undefined {
  switch (rule.rule) {
    case 'f1':
      return bestF1Threshold(labels, probabilities)?.threshold;
    case 'sensitivity':
      return thresholdForSensitivity(labels, probabilities, rule.sensitivity);
    case 'cost-ratio':
      return isCalibrated ? thresholdForCostRatio(rule.costRatio) : undefined;
  }
}
