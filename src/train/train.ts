import { EcgError } from '../errors.ts';
import { architectureNamed } from '../models/index.ts';
import {
  clipByGlobalNorm,
  createParameterVector,
  type ModelFunction,
  type NamedValues,
  type OpenSession,
  type Session,
  type StepSettings,
  settingsAt,
  type TrainingGraph,
} from '../nn/index.ts';
import { measureStatistics } from './batch-statistics.ts';
import { batchGradients } from './gradient-step.ts';
import type { InitialWeights } from './initial-weights.ts';
import { labelObjective, type Objective } from './objective.ts';
import type { LoopConfig } from './training-config.ts';
import type { TrainingSet } from './training-set.ts';
import {
  type EpochSummary,
  epochRandom,
  initialState,
  namedValues,
  type TrainingState,
  updateStatistics,
} from './training-state.ts';
import { averageAfterEpoch, averageAfterStep, averagedWeights } from './weight-average.ts';

/** Where a run stands, after every batch. */
export interface BatchProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
  readonly batches: number;
  /** Mean over the epoch so far. */
  readonly loss: number;
  readonly recordsPerSecond: number;
  readonly validationAuc: number | undefined;
  /** Estimate for the rest of the run, validation included. */
  readonly secondsLeft: number;
}

/** What a run needs, and whom it tells. */
export interface TrainingRun {
  readonly config: LoopConfig;
  readonly set: TrainingSet;
  /** The network; the configuration's architecture in its published size unless another is given. */
  readonly model?: ModelFunction;
  /** What is learnt; the targets of the set unless another is given. */
  readonly objective?: Objective;
  /** Opens the sessions that compute gradients: one per shard, each best in a worker of its own. */
  readonly openSession: OpenSession;
  readonly threadsPerSession: number;
  /** Macro-AUC of released values on the validation records. */
  readonly validate: (values: NamedValues) => Promise<number | undefined>;
  /** Begin with these; random ones unless given. */
  readonly initialWeights?: InitialWeights | undefined;
  /** Continue from here; made by `initialState` or read from a checkpoint. */
  readonly resume?: (graph: TrainingGraph) => TrainingState;
  /** Stops the run after the batch under way. */
  readonly signal?: AbortSignal;
  readonly onBatch?: (progress: BatchProgress) => void;
  readonly onEpoch?: (summary: EpochSummary) => void;
  /** Called after every epoch and when the run is stopped: the moment to write a checkpoint. */
  readonly onCheckpoint?: (state: TrainingState, graph: TrainingGraph) => Promise<void>;
}

/** What a run gives. */
export interface TrainingResult {
  /** Parameters and running statistics. */
  readonly values: NamedValues;
  readonly history: readonly EpochSummary[];
  /** `false` when the run was stopped before its last epoch. */
  readonly finished: boolean;
}

/**
 * The training graph of a configuration, for one shard.
 *
 * @param model the network; the configuration's architecture in its published size unless another is given
 * @param objective the targets of a set unless another is given
 * @throws EcgError `invalid-argument` when the batch cannot be divided among the shards
 */
export function trainingGraphOf(
  config: LoopConfig,
  outputs: number,
  model: ModelFunction = architectureNamed(config.architecture)({ outputs }),
  objective: Objective = labelObjective,
): TrainingGraph {
  const { batch, shards, leads, windowSec, fs } = config;
  if (batch % shards !== 0) {
    const rule = 'batch must be a multiple of shards';
    throw new EcgError('invalid-argument', `train: ${rule}, got ${batch} and ${shards}`, { batch, shards });
  }
  return objective.graphOf(model, { channels: leads.length, samples: Math.round(windowSec * fs) }, batch / shards);
}

/**
 * Trains a network: every epoch takes each record once, in random order, with a random window of it; incomplete last batches are left
 * out. The learning rate follows its schedule over all batches of all epochs.
 *
 * @throws EcgError `invalid-argument` when there are fewer records than a batch, or the loss is no longer finite
 */
export async function train(run: TrainingRun): Promise<TrainingResult> {
  const { config, set } = run;
  const batches = Math.floor(set.records / config.batch);
  if (batches === 0) {
    const rule = `needs at least a batch of ${config.batch} records`;
    throw new EcgError('invalid-argument', `train: ${rule}, got ${set.records}`, { records: set.records });
  }
  const graph = trainingGraphOf(config, set.outputs, run.model, run.objective);
  const state = run.resume?.(graph) ?? initialState(graph, config, run.initialWeights);
  const sessions = await Promise.all(
    Array.from({ length: config.shards }, () => run.openSession(graph.model, { threads: run.threadsPerSession })),
  );
  try {
    while (state.epoch < config.epochs && !run.signal?.aborted) await trainEpoch(run, graph, state, sessions, batches);
    const values = await releasedValues(run, graph, state, sessions);
    return { values, history: state.history, finished: state.epoch === config.epochs };
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}

/** What would be released now: averaged weights, with statistics measured for them, where there is an average; else the live ones. */
async function releasedValues(
  { config, set, objective = labelObjective }: TrainingRun,
  graph: TrainingGraph,
  state: TrainingState,
  sessions: readonly Session[],
): Promise<NamedValues> {
  const average = averagedWeights(state, config);
  if (average === undefined) return namedValues(graph, state.parameters.values, state.statistics);
  return namedValues(graph, average, await measureStatistics(objective, graph, sessions, set, average, config));
}

/** The rest of the epoch under way; returns in the middle of it when the run is stopped. */
async function trainEpoch(
  run: TrainingRun,
  graph: TrainingGraph,
  state: TrainingState,
  sessions: readonly Session[],
  batches: number,
): Promise<void> {
  const { config, set, objective = labelObjective } = run;
  const perShard = config.batch / config.shards;
  // The order is drawn first, so a resumed epoch finds it again without having stored it.
  const order = epochRandom(config.seed, state.epoch).shuffle(Array.from({ length: set.records }, (_, i) => i));
  if (state.batch === 0) {
    state.random = epochRandom(config.seed, state.epoch);
    state.random.shuffle(order);
  }
  const gradient = createParameterVector(graph.parameters);
  const started = performance.now();
  const first = state.batch;
  let settings: StepSettings = { learningRate: 0 };
  while (state.batch < batches && !run.signal?.aborted) {
    const records = order.slice(state.batch * config.batch, (state.batch + 1) * config.batch);
    const shards = Array.from({ length: config.shards }, (_, i) =>
      objective.drawShard(graph, set, records.slice(i * perShard, (i + 1) * perShard), state.random, config),
    );
    const { loss, statistics } = await batchGradients(graph, sessions, state.parameters, gradient, shards);
    const step = state.epoch * batches + state.batch;
    settings = settingsAt(scheduleOf(config), step, config.epochs * batches);
    if (config.clipNorm !== undefined) clipByGlobalNorm(gradient.values, config.clipNorm);
    state.optimiser.step(state.parameters.values, gradient.values, settings);
    updateStatistics(state, statistics);
    averageAfterStep(state, config, step);
    state.lossSum += loss;
    state.batch += 1;
    const seconds = (performance.now() - started) / 1000;
    const perBatch = seconds / (state.batch - first);
    run.onBatch?.({
      epoch: state.epoch + 1,
      epochs: config.epochs,
      batch: state.batch,
      batches,
      loss: state.lossSum / state.batch,
      recordsPerSecond: config.batch / perBatch,
      validationAuc: state.history.at(-1)?.validationAuc,
      secondsLeft: perBatch * ((config.epochs - state.epoch) * batches - state.batch),
    });
  }
  if (state.batch === batches) {
    const seconds = (performance.now() - started) / 1000;
    const loss = state.lossSum / batches;
    const recordsPerSecond = ((batches - first) * config.batch) / seconds;
    Object.assign(state, { epoch: state.epoch + 1, batch: 0, lossSum: 0 });
    averageAfterEpoch(state, config);
    const validationAuc = await run.validate(await releasedValues(run, graph, state, sessions));
    const { learningRate } = settings;
    const summary = {
      epoch: state.epoch,
      loss,
      learningRate,
      seconds,
      recordsPerSecond,
      ...(validationAuc !== undefined && { validationAuc }),
    };
    state.history.push(summary);
    run.onEpoch?.(summary);
  }
  await run.onCheckpoint?.(state, graph);
}

function scheduleOf({ schedule, peakLearningRate }: LoopConfig) {
  switch (schedule) {
    case 'one-cycle':
      return { kind: 'one-cycle', peak: peakLearningRate } as const;
    case 'cosine':
      return { kind: 'cosine', peak: peakLearningRate } as const;
    case 'constant':
      return { kind: 'constant', learningRate: peakLearningRate } as const;
  }
}
