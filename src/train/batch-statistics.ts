import { createParameterVector, type NamedValues, type Session, type TrainingGraph } from '../nn/index.ts';
import { batchGradients } from './gradient-step.ts';
import type { Objective } from './objective.ts';
import type { LoopConfig } from './training-config.ts';
import type { TrainingSet } from './training-set.ts';
import { emptyParameters, epochRandom } from './training-state.ts';

/** Batches that statistics are measured on: variances of 512 records are known to 6 % where a layer has one value per record. */
const BATCHES = 8;

/**
 * Statistics of batch normalisation for weights that no batch was trained with, such as an average: means over a few batches of
 * windows that are neither augmented nor mixed, with dropout, as PyTorch's `update_bn`. Always the same windows, which the epoch after
 * the last would draw first, so they depend on the weights alone and leave the run's own randomness as it is.
 */
export async function measureStatistics(
  objective: Objective,
  graph: TrainingGraph,
  sessions: readonly Session[],
  set: TrainingSet,
  weights: Float32Array,
  config: Pick<LoopConfig, 'seed' | 'epochs' | 'batch' | 'shards'>,
): Promise<NamedValues> {
  const random = epochRandom(config.seed, config.epochs);
  const order = random.shuffle(Array.from({ length: set.records }, (_, i) => i));
  const batches = Math.min(BATCHES, Math.floor(set.records / config.batch));
  const perShard = config.batch / config.shards;
  const parameters = emptyParameters(graph);
  parameters.values.set(weights);
  const unused = createParameterVector(graph.parameters);
  const means = new Map<string, Float32Array>();
  for (let b = 0; b < batches; b++) {
    const shards = Array.from({ length: config.shards }, (_, i) => {
      const first = b * config.batch + i * perShard;
      return objective.drawShard(graph, set, order.slice(first, first + perShard), random);
    });
    const { statistics } = await batchGradients(graph, sessions, parameters, unused, shards);
    for (const [name, values] of statistics) {
      const mean = means.get(name) ?? new Float32Array(values.length);
      means.set(name, mean);
      for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + (values[i] as number) / batches;
    }
  }
  return means;
}
