import {
  applyCalibration,
  type CalibrationJudgement,
  type CrossFittedClass,
  crossFitClasses,
  dealGroups,
  judgeCalibration,
} from '../evaluate/index.ts';
import type { ClassDecision, ModelCard } from '../models/index.ts';
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
 * Calibration and confidence sets of the task that a model is judged by, on validation records. They are cross-fitted: every fifth of the
 * patients is calibrated by fits on the others. Where the card's calibration was fitted on other records, it is judged itself.
 *
 * @param raw the network's outputs for the validation records
 * @param options how to cross-fit
 */
export function judgeDecisions(
  card: Pick<ModelCard, 'task' | 'outputs' | 'classAggregation' | 'decisions' | 'decisionFolds'>,
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
  const isFittedHere = rows.some(({ fold }) => card.decisionFolds.includes(fold));
  const judged = isFittedHere
    ? crossFitted
    : crossFitted.map((one) => calibrated(one, card.decisions[task]?.[one.class]));
  const options = { groups, divisions: divisionsOf(rows), resamples, random: createRandom(seed) };
  return { task, classes: judged, judgement: judgeCalibration(judged, options) };
}

/** A class with the probabilities that its decision gives, at the prevalence of the records that it was fitted on. */
function calibrated(one: CrossFittedClass, decision: ClassDecision | undefined): CrossFittedClass {
  const calibration = decision?.calibration;
  return { ...one, calibrated: calibration ? one.raw.map((p) => applyCalibration(calibration, p)) : one.raw };
}
