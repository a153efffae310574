import { type EcgRow, labelRows } from '../datasets/index.ts';
import { bestF1Threshold, fitPlatt, logit } from '../evaluate/index.ts';
import { type ClassDecision, calibrate, classProbabilities, type ModelCard } from '../models/index.ts';
import type { Task } from '../statements/index.ts';

/** Fewer records with a class, or without it, give neither a calibration nor a threshold worth having. */
const MIN_POSITIVES = 10;

/**
 * Calibration and threshold of every class of every task that a model covers, fitted on validation records: Platt scaling, then the
 * threshold with the best F1 of the calibrated probability.
 *
 * @param rows validation records
 * @param raw the network's outputs for each of them
 */
export function fitDecisions(
  card: Pick<ModelCard, 'task' | 'outputs' | 'classAggregation'>,
  rows: readonly EcgRow[],
  raw: readonly Float64Array[],
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
      ),
    ]),
  );
}

function fitTask(
  task: Task,
  rows: readonly EcgRow[],
  scores: readonly (Float64Array | undefined)[],
): Record<string, ClassDecision> {
  const { classes, labels, kept } = labelRows(rows, task);
  const fits = classes.map((name, c) => {
    const truth = Uint8Array.from(kept, (_, i) => labels[i * classes.length + c] as number);
    const probabilities = Float64Array.from(kept, (row) => scores[row]?.[c] as number);
    return [name, fitClass(truth, probabilities)] as const;
  });
  return Object.fromEntries(fits);
}

function fitClass(labels: Uint8Array, raw: Float64Array): ClassDecision {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives < MIN_POSITIVES || labels.length - positives < MIN_POSITIVES) return { positives };
  const calibration = fitPlatt(
    labels,
    raw.map((p) => logit(p)),
  );
  const calibrated = raw.map((p) => calibrate(p, { positives, calibration }));
  const threshold = bestF1Threshold(labels, calibrated)?.threshold;
  return { positives, ...(calibration && { calibration }), ...(threshold !== undefined && { threshold }) };
}
