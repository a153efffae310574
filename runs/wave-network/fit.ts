import { waveNetwork } from '../../src/features/wave-network.ts';
import {
  buildTrainingGraph,
  countParameters,
  createParameterVector,
  type NamedValues,
  settingsAt,
  updateExponentialAverage,
  warmedUpDecay,
} from '../../src/nn/index.ts';
import { openWorkerSession } from '../../src/nn/node.ts';
import { batchGradients } from '../../src/train/gradient-step.ts';
import { epochRandom, initialState, namedValues, updateStatistics } from '../../src/train/training-state.ts';
import { drawShard, GROUP } from './draw.ts';
import type { Example } from './examples.ts';

/** How the network is trained. */
export interface FitConfig {
  readonly epochs: number;
  readonly seed: number;
  /** Recordings per session and step. */
  readonly recordings: number;
  readonly sessions: number;
  /** Samples at 250 Hz that are looked at. */
  readonly samples: number;
  readonly peakLearningRate: number;
}

/** Steps that take one simulated recording. */
const EXTRA_SHARE = 0.5;

/** The configuration of the released network. */
export const RELEASED: FitConfig = {
  epochs: 100,
  seed: 1,
  recordings: 2,
  sessions: 2,
  samples: 1280,
  peakLearningRate: 4e-3,
};

/**
 * Trains the network: AdamW, one cycle, averaged parameters.
 *
 * @param examples of which every epoch takes each once
 * @param extra of which every other step takes one in place of an example
 */
export async function trainWaveNetwork(
  examples: readonly Example[],
  extra: readonly Example[],
  config: FitConfig,
  onEpoch: (epoch: number, loss: number, seconds: number) => void,
): Promise<NamedValues> {
  const { recordings, sessions: count, samples, seed, epochs } = config;
  const graph = buildTrainingGraph(waveNetwork(GROUP), { channels: 1, samples }, recordings * GROUP);
  const state = initialState(graph, {
    seed,
    optimiser: 'adamw',
    weightDecay: 0.01,
    averageDecay: 0.995,
  } as Parameters<typeof initialState>[1]);
  const gradient = createParameterVector(graph.parameters);
  const sessions = await Promise.all(
    Array.from({ length: count }, () => openWorkerSession(graph.model, { threads: 1 })),
  );
  const perStep = recordings * count;
  const batches = Math.floor(examples.length / perStep);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const random = epochRandom(seed, epoch);
    const order = random.shuffle(examples);
    const started = performance.now();
    let sum = 0;
    for (let batch = 0; batch < batches; batch++) {
      const chosen = order.slice(batch * perStep, (batch + 1) * perStep);
      if (random.uniform() < EXTRA_SHARE) chosen[perStep - 1] = extra[random.integer(extra.length)] as Example;
      const shards = Array.from({ length: count }, (_, i) =>
        drawShard(graph, chosen.slice(i * recordings, (i + 1) * recordings), random),
      );
      const { loss, statistics } = await batchGradients(graph, sessions, state.parameters, gradient, shards);
      const step = epoch * batches + batch;
      const settings = settingsAt({ kind: 'one-cycle', peak: config.peakLearningRate }, step, epochs * batches);
      state.optimiser.step(state.parameters.values, gradient.values, settings);
      updateStatistics(state, statistics);
      if (state.average) updateExponentialAverage(state.average, state.parameters.values, warmedUpDecay(0.995, step));
      sum += loss;
    }
    onEpoch(epoch + 1, sum / batches, (performance.now() - started) / 1000);
  }
  await Promise.all(sessions.map((session) => session.close()));
  return namedValues(graph, state.average ?? state.parameters.values, state.statistics);
}

/** Numbers that the network learns. */
export function parameterCount(): number {
  return countParameters(buildTrainingGraph(waveNetwork(1), { channels: 1, samples: 64 }, 1).parameters);
}
