import {
  architectures,
  CARD_SCHEMA,
  loadModel,
  type Model,
  type ModelCard,
  writeModelFile,
} from '../../src/models/index.ts';
import { buildInferenceGraph, buildTrainingGraph, type NamedValues } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { STANDARD_LEADS } from '../../src/record/index.ts';
import { taskClasses } from '../../src/statements/index.ts';

/** A narrow, untrained network for all statements: quick to run, and it takes what the bundled model takes. */
const outputs = [...taskClasses('all')];
export const smallNetwork = architectures['resnet1d-wang']({ outputs: outputs.length, width: 8, hidden: 8 });

/** First values of every parameter, and running statistics as they start. */
export function untrainedValues(seed = 1): NamedValues {
  const graph = buildTrainingGraph(smallNetwork, { channels: 12, samples: 250 }, 2);
  const random = createRandom(seed);
  return new Map([
    ...graph.parameters.map(({ name, shape, initialise }) => [name, initialise(shape, random)] as const),
    ...graph.statistics.map(
      ({ name, shape, initial }) => [name, new Float32Array(shape[0] as number).fill(initial)] as const,
    ),
  ]);
}

/** The small network as a graph with constant weights. */
export function smallGraph(seed = 1): Uint8Array {
  return buildInferenceGraph(smallNetwork, { channels: 12, samples: 250 }, untrainedValues(seed));
}

/** A card for the small network, with the changes given. */
export function smallCard(changes: Partial<ModelCard> = {}): ModelCard {
  return {
    schema: CARD_SCHEMA,
    name: 'small',
    intendedUse: 'tests',
    limits: [],
    licence: 'MIT',
    architecture: { name: 'resnet1d-wang', parameters: 1 },
    input: {
      leads: [...STANDARD_LEADS],
      fs: 100,
      preparation: [
        { step: 'resample', fs: 100 },
        { step: 'band-pass', lowHz: 0.5, highHz: 40, order: 4, phase: 'zero' },
        { step: 'standardise', over: 'lead' },
      ],
      units: ['mV', 'normalised'],
      windowSamples: 250,
      strideSamples: 125,
    },
    windowAggregation: 'mean',
    task: 'all',
    outputs,
    classAggregation: 'noisy-or',
    decisions: {},
    decisionFolds: [],
    training: { data: [], folds: [], records: 0, recordsByUnit: {}, config: {}, packageVersion: '0' },
    precision: { weights: 'float32' },
    metrics: [],
    weightsSha256: '0'.repeat(64),
    ...changes,
  };
}

/** The small network as a loaded model. */
export function smallModel(changes: Partial<ModelCard> = {}): Promise<Model> {
  const card = smallCard(changes);
  return loadModel(writeModelFile(smallGraph(), card), 'small', openSession, 1);
}
