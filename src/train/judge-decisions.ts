import {
  type CalibrationJudgement,
  type CrossFittedClass,
  crossFitClasses,
  dealGroups,
  judgeCalibration,
} from '../evaluate/index.ts';
import type { ModelCard } from '../models/index.ts';
import { createRandom } from '../random.ts';
import type { Task } from '../statements/index.ts';
import type { DecisionOptions } from './decisions.ts';
import { divisionsOf, judgedRows } from './evaluate-model.ts';
import type { LabelledInputs } from './training-set.ts';
import { judgedTask, taskScores } from './validation.ts';

/** How honest a model's decisions are on records that their fits did not see. */
export interface JudgedDecisions {
  readonly task: Task;
  readonly classes: readonly CrossFittedClass[];
  /** By class, overall, by sex and by age band. */
  readonly judgement: CalibrationJudgement;
}

/** Parts of the validation records, by patient. */
const PARTS = 5;

/**
 * Cross-fitted calibration and confidence sets of the task that a model is judged by: every fifth of the patients is calibrated by fits on the others.
 *
 * @param raw the network's outputs for the validation records
 */
export function judgeDecisions(
  card: Pick<ModelCard, 'task' | 'outputs' | 'classAggregation'>,
  validation: Pick<LabelledInputs, 'rows'>,
  raw: readonly Float64Array[],
  { method = 'best', level = 0.9 }: DecisionOptions,
  { seed, resamples = 1000 }: { readonly seed: number; readonly resamples?: number },
): JudgedDecisions {
  const task = judgedTask(card);
  const { rows, classes, labels, raw: outputs } = judgedRows(validation.rows, raw, task);
  const groups = rows.map(({ patientId }) => patientId);
  const scores = taskScores(card, outputs, task);
  const partOf = dealGroups(groups, PARTS, createRandom(seed));
  const crossFitted = crossFitClasses({ classes, labels, scores }, { partOf, method, level });
  const options = { groups, divisions: divisionsOf(rows), resamples, random: createRandom(seed) };
  return { task, classes: crossFitted, judgement: judgeCalibration(crossFitted, options) };
}
