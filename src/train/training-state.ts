import {
  countParameters,
  createOptimiser,
  createParameterVector,
  initialiseParameters,
  type NamedValues,
  type Optimiser,
  type ParameterVector,
  type TrainingGraph,
} from '../nn/index.ts';
import { createRandom, type Random } from '../random.ts';
import { type InitialWeights, takeWeights } from './initial-weights.ts';
import type { LoopConfig } from './training-config.ts';
import { hasAverage } from './weight-average.ts';

/** Share of a batch's statistics in the running ones (PyTorch's default momentum). */
const STATISTICS_MOMENTUM = 0.1;

/** One epoch, as the log keeps it. */
export interface EpochSummary {
  /** From 1. */
  readonly epoch: number;
  /** Mean training loss over its batches. */
  readonly loss: number;
  /** Macro-AUC on the validation records, where it was measured. */
  readonly validationAuc?: number;
  /** Of the last batch. */
  readonly learningRate: number;
  readonly seconds: number;
  readonly recordsPerSecond: number;
}

/** Everything that a run changes as it goes. A checkpoint holds it all, so a stopped run continues to the same result. */
export interface TrainingState {
  readonly parameters: ParameterVector;
  readonly optimiser: Optimiser;
  /** Average of the parameters over steps or epochs, where the configuration asks for it. */
  readonly average: Float32Array | undefined;
  /** Running batch statistics by name. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
  readonly history: EpochSummary[];
  /** Epochs completed. */
  epoch: number;
  /** Batches done of the epoch under way. */
  batch: number;
  /** Sum of the losses of those batches. */
  lossSum: number;
  /** The epoch's generator, which drew its order first. */
  random: Random;
}

/** A run before its first batch. @param weights to begin with instead of random ones; see `takeWeights` */
export function initialState(graph: TrainingGraph, config: LoopConfig, weights?: InitialWeights): TrainingState {
  const parameters = emptyParameters(graph);
  initialiseParameters(parameters, graph.parameters, createRandom(config.seed));
  const statistics = new Map(
    graph.statistics.map(({ name, shape, initial }) => [
      name,
      new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(initial),
    ]),
  );
  if (weights) takeWeights(new Map([...parameters.views, ...statistics]), graph, weights);
  return {
    parameters,
    optimiser: createOptimiser(optimiserConfig(config), parameters),
    average: hasAverage(config) ? parameters.values.slice() : undefined,
    statistics,
    history: [],
    epoch: 0,
    batch: 0,
    lossSum: 0,
    random: epochRandom(config.seed, 0),
  };
}

/** Parameters in shared memory, where worker sessions read them. */
export function emptyParameters(graph: TrainingGraph): ParameterVector {
  return createParameterVector(graph.parameters, new SharedArrayBuffer(4 * countParameters(graph.parameters)));
}

/** The optimiser that a configuration names. */
export function optimiserConfig({ optimiser, weightDecay }: LoopConfig) {
  return optimiser === 'adamw'
    ? ({ kind: 'adamw', weightDecay } as const)
    : ({ kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay } as const);
}

/** Randomness of one epoch, from 0: order, windows and masks. It depends on nothing but the seed, so epochs can be repeated. */
export function epochRandom(seed: number, epoch: number): Random {
  return createRandom((seed + Math.imul(epoch + 1, 0x9e3779b1)) | 0);
}

/** Moves the running statistics towards those of a batch. */
export function updateStatistics(state: TrainingState, batch: ReadonlyMap<string, Float32Array>): void {
  for (const [name, running] of state.statistics) {
    const current = batch.get(name) as Float32Array;
    for (let i = 0; i < running.length; i++) {
      running[i] = (running[i] as number) * (1 - STATISTICS_MOMENTUM) + (current[i] as number) * STATISTICS_MOMENTUM;
    }
  }
}

/** Parameters and statistics by name, as copies. */
export function namedValues(graph: TrainingGraph, weights: Float32Array, statistics: NamedValues): NamedValues {
  const vector = createParameterVector(graph.parameters);
  vector.values.set(weights);
  return new Map([...vector.views, ...[...statistics].map(([name, values]) => [name, values.slice()] as const)]);
}
