import { type EcgRow, type EcgStore, labelRows } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import {
  ageBand,
  type EvaluationOptions,
  type EvaluationReport,
  evaluatePredictions,
  evaluateSubgroups,
} from '../evaluate/index.ts';
import { calibrate, classProbabilities, type Model, type ModelCard } from '../models/index.ts';
import { createRandom } from '../random.ts';
import type { Task } from '../statements/index.ts';
import { type LabelledInputs, labelledInputs } from './training-set.ts';
import { probabilitiesOf } from './validation.ts';

/** How a model is judged. */
export interface ModelEvaluationOptions {
  readonly folds: readonly number[];
  readonly task: Task;
  /** Of the bootstrap intervals; 0.95 by default. */
  readonly level?: number;
  /** Bootstrap resamples of patients; 1000 by default. */
  readonly resamples?: number;
  readonly seed?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

/** Figures of one subgroup, without intervals; `undefined` where it has fewer than 50 records. */
export interface SubgroupFigures {
  readonly subgroup: string;
  readonly n: number;
  readonly macroAuc: number | undefined;
  readonly macroEce: number | undefined;
}

/** Figures of a model on records of a data set. */
export interface ModelEvaluation extends EvaluationReport {
  readonly task: Task;
  readonly folds: readonly number[];
  /** Records of those folds without a label of the task: they are not judged. */
  readonly unlabelled: number;
  readonly refused: LabelledInputs['refused'];
  /** What flatters the figures, in words. */
  readonly cautions: readonly string[];
  readonly subgroups: readonly SubgroupFigures[];
}

/**
 * Judges a model on the records of some folds that have a label of the task: calibrated probabilities, the card's thresholds (0.5
 * where it has none), bootstrap by patient, and subgroups by sex and age.
 *
 * @throws EcgError `model-mismatch` when the data's unit does not fit; `invalid-argument` when the model does not cover the task
 */
export async function evaluateModel(
  model: Model,
  store: EcgStore,
  options: ModelEvaluationOptions,
): Promise<ModelEvaluation> {
  const { folds, task, level, resamples, seed = 1 } = options;
  const { card } = model;
  const judged = labelledInputs(store, folds, task, card, options.onProgress);
  const raw = await probabilitiesOf(model, judged.inputs);
  const report = judge(card, task, judged, raw, {
    ...(level && { level }),
    ...(resamples !== undefined && { resamples }),
    seed,
  });
  return {
    task,
    folds,
    unlabelled: judged.unlabelled,
    refused: judged.refused,
    cautions: cautionsOf(card, folds),
    ...report,
  };
}

interface JudgeOptions {
  readonly level?: number;
  readonly resamples?: number;
  readonly seed: number;
}

/** The figures from a network's outputs. */
export function judge(
  card: Pick<ModelCard, 'task' | 'outputs' | 'classAggregation' | 'decisions' | 'name'>,
  task: Task,
  { rows, classes, labels }: Pick<LabelledInputs, 'rows' | 'classes' | 'labels'>,
  raw: readonly Float64Array[],
  { level, resamples, seed }: JudgeOptions,
): EvaluationReport & Pick<ModelEvaluation, 'subgroups'> {
  const decisions = card.decisions[task] ?? {};
  const scores = raw.flatMap((outputs) => {
    const probabilities = classProbabilities(card, outputs).get(task);
    if (probabilities === undefined) {
      throw new EcgError(
        'invalid-argument',
        `judge: model ${card.name} must cover task ${task}, got task ${card.task}`,
        { task },
      );
    }
    return classes.map((name, c) => calibrate(probabilities[c] as number, decisions[name]));
  });
  const thresholds = classes.map((name) => decisions[name]?.threshold ?? 0.5);
  const options: EvaluationOptions = {
    classes,
    thresholds,
    labels,
    scores,
    groups: rows.map(({ patientId }) => patientId),
    ...(level !== undefined && { level }),
    ...(resamples !== undefined && { resamples }),
    random: createRandom(seed),
  };
  return { ...evaluatePredictions(options), subgroups: subgroupFigures(options, rows) };
}

/** Figures by sex and by age band, without intervals. */
function subgroupFigures(options: EvaluationOptions, rows: readonly EcgRow[]): readonly SubgroupFigures[] {
  return divisionsOf(rows).flatMap((subgroups) => {
    const { subgroups: judged } = evaluateSubgroups({ ...options, resamples: 0, subgroups });
    return Object.entries(judged).map(([subgroup, figures]): SubgroupFigures => {
      if ('reason' in figures) return { subgroup, n: figures.n, macroAuc: undefined, macroEce: undefined };
      return { subgroup, n: figures.n, macroAuc: figures.macroAuc, macroEce: figures.macroEce };
    });
  });
}

/** Rows by sex and by age band: the subgroup of each row, `undefined` where it is not stated. */
export function divisionsOf(rows: readonly EcgRow[]): readonly (readonly (string | undefined)[])[] {
  const bandOf = (ageYears: number | undefined) => (ageYears === undefined ? undefined : `age ${ageBand(ageYears)}`);
  return [rows.map(({ sex }) => sex), rows.map(({ ageYears }) => bandOf(ageYears))];
}

/** What flatters the figures of a model on some folds, in words. */
export function cautionsOf(card: Pick<ModelCard, 'training' | 'decisionFolds'>, folds: readonly number[]): string[] {
  const shared = (others: readonly number[]) => folds.filter((fold) => others.includes(fold)).join(', ');
  const { initialWeights, teachers = [] } = card.training;
  const own = [...card.training.folds, ...(initialWeights?.folds ?? [])];
  const trained = shared(own);
  const taught = shared(teachers.flatMap((teacher) => teacher.folds).filter((fold) => !own.includes(fold)));
  const unlabelled = shared(initialWeights?.unlabelledFolds ?? []);
  const decided = shared(card.decisionFolds);
  return [
    ...(trained ? [`fold ${trained} was trained on: its figures say nothing about new patients`] : []),
    ...(taught ? [`a teacher was trained on fold ${taught}: figures there may be flattered`] : []),
    ...(unlabelled ? [`recordings of fold ${unlabelled} took part in the pretraining, without labels`] : []),
    ...(decided
      ? [`calibration and thresholds were fitted on fold ${decided}: Brier, ECE and F1 there are flattered`]
      : []),
  ];
}

/** Rows of a fold that a model can be judged on for a task, chosen from rows whose outputs are known. */
export function judgedRows(rows: readonly EcgRow[], raw: readonly Float64Array[], task: Task) {
  const { kept, classes, labels } = labelRows(rows, task);
  return {
    rows: kept.map((row) => rows[row] as EcgRow),
    classes,
    labels,
    raw: kept.map((row) => raw[row] as Float64Array),
  };
}
