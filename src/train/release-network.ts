import type { EcgRow } from '../datasets/index.ts';
import { CARD_SCHEMA, type CardMetrics, type ModelCard, modelCardSchema, writeModelFile } from '../models/index.ts';
import { digestOfWeights } from '../nn/index.ts';
import { TASKS, type Task } from '../statements/index.ts';
import { type DecisionOptions, fitDecisions } from './decisions.ts';
import { cautionsOf, judge, judgedRows } from './evaluate-model.ts';
import type { LabelledInputs } from './training-set.ts';
import { judgedTask } from './validation.ts';

/** What a card says that no measurement on validation records tells. */
export type NetworkFacts = Omit<
  ModelCard,
  'schema' | 'decisions' | 'decisionFolds' | 'decisionNetworks' | 'metrics' | 'weightsSha256'
>;

/** A network as a graph, with what is needed to judge it and to describe it. */
export interface NetworkRelease {
  /** Inference graph, an ONNX file without metadata. */
  readonly graph: Uint8Array;
  readonly facts: NetworkFacts;
  readonly validationFolds: readonly number[];
  readonly validation: LabelledInputs;
  /** The network's outputs for the validation records. */
  readonly raw: readonly Float64Array[];
  /** How decisions are fitted; the defaults of `fitDecisions` where absent. */
  readonly decisions?: DecisionOptions;
  /** What calibration and thresholds are fitted on, where it is not the validation records. */
  readonly outOfFold?: OutOfFoldOutputs;
  /** Of the bootstrap. */
  readonly seed: number;
}

/** Outputs of the networks of a cross-validation by the same recipe, each record's by the one that did not learn from its patient. */
export interface OutOfFoldOutputs {
  readonly rows: readonly EcgRow[];
  readonly raw: readonly Float64Array[];
  /** Folds of the records. */
  readonly folds: readonly number[];
  /** Seed of the networks, and into how many groups the folds were cut. */
  readonly seed: number;
  readonly groups: number;
}

/** A model file and the card inside it. */
export interface ReleasedFile {
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
}

/** Tasks with more classes have no figures by class in the card: they would fill it, most from a few records. */
const MAX_LISTED_CLASSES = 12;

/**
 * Fits calibration and thresholds on the validation records, or out of fold, and confidence sets on the validation records, judges the network
 * there on every task that it covers, and writes all of it into the file's card.
 */
export async function releaseNetwork(release: NetworkRelease): Promise<ReleasedFile> {
  const { graph, facts, validation, raw, validationFolds, outOfFold } = release;
  const ofNetwork = fitDecisions(facts, validation.rows, raw, release.decisions);
  const decided = {
    ...facts,
    decisions: outOfFold
      ? withLimitsOf(ofNetwork, fitDecisions(facts, outOfFold.rows, outOfFold.raw, release.decisions))
      : ofNetwork,
    decisionFolds: [...(outOfFold?.folds ?? validationFolds)],
    ...(outOfFold && { decisionNetworks: { seed: outOfFold.seed, groups: outOfFold.groups } }),
  };
  const first = judgedTask(facts);
  const tasks = [first, ...TASKS.filter((task) => task !== first && decided.decisions[task] !== undefined)];
  const card = modelCardSchema.parse({
    schema: CARD_SCHEMA,
    ...decided,
    metrics: tasks.flatMap((task) => metricsOf(decided, task, release)),
    weightsSha256: await digestOfWeights(graph),
  });
  return { bytes: writeModelFile(graph, card), card };
}

/**
 * Decisions with the limits of confidence sets of others. Sets hold what they promise only where the scores of the fit are of the network
 * that is asked; networks of a cross-validation learnt from fewer records, and their scores spread more.
 */
function withLimitsOf(ofNetwork: ModelCard['decisions'], decisions: ModelCard['decisions']): ModelCard['decisions'] {
  const tasks = Object.entries(decisions).map(([task, classes]) => {
    const limited = Object.entries(classes).map(([name, { conformal: _, ...decision }]) => {
      const conformal = ofNetwork[task as Task]?.[name]?.conformal;
      return [name, { ...decision, ...(conformal && { conformal }) }] as const;
    });
    return [task, Object.fromEntries(limited)] as const;
  });
  return Object.fromEntries(tasks);
}

/** Figures of a task; none where no validation record has a label of it. */
function metricsOf(
  card: Pick<ModelCard, 'name' | 'task' | 'outputs' | 'classAggregation' | 'decisions' | 'decisionFolds' | 'training'>,
  task: Task,
  { validation, raw, validationFolds, seed }: NetworkRelease,
): CardMetrics[] {
  const judged = judgedRows(validation.rows, raw, task);
  if (judged.rows.length === 0) return [];
  const report = judge(card, task, judged, judged.raw, { seed });
  const { n, macroAuc, macroAucInterval, intervalLevel, macroEce, subgroups } = report;
  const classes = Object.entries(report.classes).map(([name, { positives, auc, aucInterval, ece }]) => {
    return [name, { positives, auc, aucInterval: aucInterval && [...aucInterval], ece }] as const;
  });
  const figures = {
    folds: [...validationFolds],
    task,
    n,
    macroAuc,
    macroAucInterval: macroAucInterval && ([...macroAucInterval] as [number, number]),
    intervalLevel,
    macroEce,
    cautions: cautionsOf(card, validationFolds),
    ...(classes.length <= MAX_LISTED_CLASSES && { classes: Object.fromEntries(classes) }),
    subgroups: [...subgroups],
  };
  // Without a round trip, what is not measurable would be a key without a value here, and absent in the file.
  return [JSON.parse(JSON.stringify(figures)) as CardMetrics];
}
