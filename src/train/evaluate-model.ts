import type { EcgStore } from '../datasets/index.ts';
import { type EvaluationReport, evaluatePredictions } from '../evaluate/index.ts';
import { calibrate, type Model, predictedTasks } from '../models/index.ts';
import { EcgError } from '../errors.ts';
import { createRandom } from '../random.ts';
import type { Task } from '../statements/index.ts';
import { type LabelledInputs, labelledInputs } from './training-set.ts';
import { probabilitiesOf, taskScores } from './validation.ts';

/** How a model is judged. */
export interface ModelEvaluationOptions {
  readonly folds: readonly number[];
  readonly task: Task;
  readonly level?: number;
  readonly resamples?: number;
  readonly seed?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

/** Figures of a model on a data set. */
export interface ModelEvaluation extends EvaluationReport {
  readonly task: Task;
  readonly folds: readonly number[];
  /** Records of those folds without a label of the task, which are not judged. */
  readonly unlabelled: number;
  readonly refused: LabelledInputs['refused'];
  /** What flatters the figures, in words. */
  readonly cautions: readonly string[];
  readonly subgroups: EvaluationReport['classes'] extends never ? never : readonly SubgroupFigures[];
}
