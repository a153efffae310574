import { type ArchitectureName, architectures } from '../src/models/index.ts';
import {
  buildInferenceGraph,
  createOptimiser,
  createParameterVector,
  type FloatTensor,
  type ModelFunction,
  type Session,
} from '../src/nn/index.ts';
import { openSession, openWorkerSession, threadsPerSession } from '../src/nn/node.ts';
import { createRandom } from '../src/random.ts';
import { drawShard } from '../src/train/draw-shard.ts';
import { batchGradients } from '../src/train/gradient-step.ts';
import { trainingConfigSchema } from '../src/train/index.ts';
import { trainingGraphOf } from '../src/train/train.ts';
import { initialState, namedValues } from '../src/train/training-state.ts';

/** Something to time: one call is one step. */
export interface Case {
  run(): Promise<void>;
  close(): Promise<void>;
}

const OUTPUTS = 71;

/** One training step as `train` makes it: two data-parallel sessions, sum of gradients, AdamW. */
export async function trainingStep(architecture: ArchitectureName, batch: number, samples: number): Promise<Case> {
  const model = sized(architecture);
  const config = trainingConfigSchema.parse({ architecture, batch, windowSec: samples / 100 });
  const graph = trainingGraphOf(config, OUTPUTS, model);
  const state = initialState(graph, config);
  const random = createRandom(1);
  const records = Array.from({ length: batch }, (_, i) => i);
  const set = {
    counts: Int16Array.from({ length: batch * 12 * samples }, () => 1000 * random.normal()),
    records: batch,
    leads: 12,
    samples,
    outputs: OUTPUTS,
    targets: Float32Array.from({ length: batch * OUTPUTS }, () => (random.uniform() > 0.8 ? 1 : 0)),
    weights: new Float32Array(batch * OUTPUTS).fill(1),
  };
  const sessions = await Promise.all(
    records
      .slice(0, config.shards)
      .map(() => openWorkerSession(graph.model, { threads: threadsPerSession(config.shards) })),
  );
  const gradient = createParameterVector(graph.parameters);
  const optimiser = createOptimiser({ kind: 'adamw' }, state.parameters);
  return {
    run: async () => {
      const shards = sessions.map((_, i) =>
        drawShard(graph, set, records.slice(i * graph.batch, (i + 1) * graph.batch), random),
      );
      await batchGradients(graph, sessions, state.parameters, gradient, shards);
      optimiser.step(state.parameters.values, gradient.values, { learningRate: 1e-3 });
    },
    close: async () => void (await Promise.all(sessions.map((session) => session.close()))),
  };
}

/** One run of an exported model. */
export async function inference(architecture: ArchitectureName, batch: number, samples: number): Promise<Case> {
  const model = sized(architecture);
  const config = trainingConfigSchema.parse({ architecture, batch: 2, windowSec: samples / 100 });
  const graph = trainingGraphOf(config, OUTPUTS, model);
  const { parameters, statistics } = initialState(graph, config);
  const values = namedValues(graph, parameters.values, statistics);
  const session: Session = await openSession(buildInferenceGraph(model, { channels: 12, samples }, values), {
    threads: threadsPerSession(1),
  });
  const random = createRandom(1);
  const data = Float32Array.from({ length: batch * 12 * samples }, () => random.normal());
  const signals: FloatTensor = { data, shape: [batch, 12, samples] };
  return { run: async () => void (await session.run({ signals })), close: () => session.close() };
}

/** The recurrent networks in their narrow size, 128 units, as the engine's first measurements had them. */
function sized(architecture: ArchitectureName): ModelFunction {
  const config = { outputs: OUTPUTS, units: 128 };
  return architectures[architecture](config);
}

/** Every case by the name that the peer knows it by. */
export const cases: Readonly<Record<string, () => Promise<Case>>> = {
  'resnet step': () => trainingStep('resnet1d-wang', 32, 1000),
  'lstm step': () => trainingStep('lstm', 32, 250),
  'gru step': () => trainingStep('gru', 32, 250),
  'lstm-bidir step': () => trainingStep('lstm-bidir', 32, 250),
  'crnn step': () => trainingStep('crnn', 32, 250),
  'convnext step': () => trainingStep('convnext1d', 32, 250),
  'gru-bidir step': () => trainingStep('gru-bidir', 32, 250),
  'convnext-tiny step': () => trainingStep('convnext1d-tiny', 32, 250),
  'fcn step': () => trainingStep('fcn-wang', 32, 250),
  'inception step': () => trainingStep('inception1d', 32, 250),
  'xresnet18 step': () => trainingStep('xresnet1d18', 32, 250),
  'xresnet34 step': () => trainingStep('xresnet1d34', 32, 250),
  'xresnet50 step': () => trainingStep('xresnet1d50', 32, 250),
  'xresnet101 step': () => trainingStep('xresnet1d101', 32, 250),
  'resnet inference 1': () => inference('resnet1d-wang', 1, 1000),
  'resnet inference 64': () => inference('resnet1d-wang', 64, 1000),
};
