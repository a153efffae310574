import { expect, it } from 'vitest';
import { gruClassifier, lstmClassifier, resnet1dWang } from '../../src/models/index.ts';
import { buildTrainingGraph, countParameters } from '../../src/nn/index.ts';

// Counted by hand from the published definitions (the benchmark's Table II gives them in millions), for 12 leads and 5 outputs. Each
// head is batch norm of the features, features × 128, batch norm of 128, 128 × 5, with biases.
const head = (features: number) => 2 * features + (features * 128 + 128) + 2 * 128 + (128 * 5 + 5);
const recurrence = (gates: number, inputs: number, units: number) => gates * units * (inputs + units + 2);

it.each([
  ['lstm', lstmClassifier({ outputs: 5 }), recurrence(4, 12, 256) + recurrence(4, 256, 256) + head(3 * 256), 0.9],
  [
    'lstm_bidir',
    lstmClassifier({ outputs: 5, bidirectional: true }),
    2 * (recurrence(4, 12, 256) + recurrence(4, 512, 256)) + head(6 * 256),
    2.33,
  ],
  ['gru', gruClassifier({ outputs: 5 }), recurrence(3, 12, 256) + recurrence(3, 256, 256) + head(3 * 256), 0.7],
  [
    'resnet1d_wang',
    resnet1dWang({ outputs: 5 }),
    // Stem of 7 taps, three blocks of 5 and 3 taps, two shortcuts of one tap; a batch norm after each of the nine convolutions.
    128 * 12 * 7 + 3 * 128 * 128 * (5 + 3) + 2 * 128 * 128 + 9 * 2 * 128 + head(2 * 128),
    0.47,
  ],
])('%s has as many parameters as its definition says', (_, model, count, millions) => {
  const { parameters } = buildTrainingGraph(model, { channels: 12, samples: 250 }, 2);
  expect(countParameters(parameters)).toBe(count);
  expect(Math.round(count / 1e4) / 100).toBe(millions);
});
