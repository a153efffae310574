import { expect, it } from 'vitest';
import { type ArchitectureName, architectureNamed } from '../../src/models/index.ts';
import { buildTrainingGraph, countParameters } from '../../src/nn/index.ts';
import { countMultiplyAccumulates } from './multiply-accumulates.ts';

// Counted by hand from the published definitions (the benchmark's Table II gives the parameters in millions), for 12 leads of 250
// samples and 5 outputs. Each head is batch norm of the features, features × 128, batch norm of 128, 128 × 5, with biases.
const head = (features: number, hidden = 128) =>
  2 * features + (features * hidden + hidden) + 2 * hidden + (hidden * 5 + 5);
const headProducts = (features: number, hidden = 128) => features * hidden + hidden * 5;
const recurrence = (gates: number, inputs: number, units: number) => gates * units * (inputs + units + 2);
const recurrenceProducts = (gates: number, inputs: number, units: number) => gates * units * (inputs + units);
/** Depthwise kernel of 7 taps, batch norm, to twice the width and back with biases. */
const convnextBlock = (width: number) => 7 * width + 2 * width + 2 * (2 * width * width) + 2 * width + width;
const convnextBlockProducts = (width: number) => 7 * width + 2 * (2 * width * width);
/** Stem of 7 taps with batch norm, two blocks per stage, and between stages a batch norm and two taps. */
const convnext = ([a, b, c]: readonly [number, number, number]) =>
  12 * a * 7 + 2 * a + 2 * [a, b, c].map(convnextBlock).reduce((x, y) => x + y) + 2 * a + 2 * a * b + 2 * b + 2 * b * c;
const convnextProducts = ([a, b, c]: readonly [number, number, number]) =>
  (12 * a * 7 + 2 * convnextBlockProducts(a)) * 125 +
  (2 * a * b + 2 * convnextBlockProducts(b)) * 62 +
  (2 * b * c + 2 * convnextBlockProducts(c)) * 31;

it.each<readonly [name: ArchitectureName, parameters: number, millions: number, products: number, ofMillions: number]>([
  [
    'lstm',
    recurrence(4, 12, 256) + recurrence(4, 256, 256) + head(3 * 256),
    0.9,
    250 * (recurrenceProducts(4, 12, 256) + recurrenceProducts(4, 256, 256)) + headProducts(3 * 256),
    200,
  ],
  [
    'lstm-bidir',
    2 * (recurrence(4, 12, 256) + recurrence(4, 512, 256)) + head(6 * 256),
    2.33,
    2 * 250 * (recurrenceProducts(4, 12, 256) + recurrenceProducts(4, 512, 256)) + headProducts(6 * 256),
    531,
  ],
  [
    'gru',
    recurrence(3, 12, 256) + recurrence(3, 256, 256) + head(3 * 256),
    0.7,
    250 * (recurrenceProducts(3, 12, 256) + recurrenceProducts(3, 256, 256)) + headProducts(3 * 256),
    150,
  ],
  [
    'gru-bidir',
    2 * (recurrence(3, 12, 256) + recurrence(3, 512, 256)) + head(6 * 256),
    1.8,
    2 * 250 * (recurrenceProducts(3, 12, 256) + recurrenceProducts(3, 512, 256)) + headProducts(6 * 256),
    398,
  ],
  [
    'crnn',
    // Three convolutions of 7 taps with batch norms, a recurrence in both directions.
    7 * (12 * 64 + 64 * 128 + 128 * 128) + 2 * (64 + 128 + 128) + 2 * recurrence(3, 128, 128) + head(6 * 128),
    0.48,
    7 * (12 * 64 * 125 + 64 * 128 * 63 + 128 * 128 * 32) +
      32 * 2 * recurrenceProducts(3, 128, 128) +
      headProducts(6 * 128),
    14,
  ],
  [
    'convnext1d',
    convnext([32, 64, 128]) + head(2 * 128),
    0.24,
    convnextProducts([32, 64, 128]) + headProducts(2 * 128),
    8,
  ],
  [
    'convnext1d-tiny',
    convnext([16, 32, 64]) + head(2 * 64, 64),
    0.06,
    convnextProducts([16, 32, 64]) + headProducts(2 * 64, 64),
    2,
  ],
  [
    'resnet1d-wang',
    // Stem of 7 taps, three blocks of 5 and 3 taps, two shortcuts of one tap; a batch norm after each of the nine convolutions.
    128 * 12 * 7 + 3 * 128 * 128 * (5 + 3) + 2 * 128 * 128 + 9 * 2 * 128 + head(2 * 128),
    0.47,
    128 * 12 * 7 * 250 + 128 * 128 * (8 * 250 + 9 * 125 + 9 * 63) + headProducts(2 * 128),
    63,
  ],
])(
  '%s has the parameters and multiply–accumulates that its definition says',
  (name, count, millions, products, ofMillions) => {
    const model = architectureNamed(name)({ outputs: 5 });
    const input = { channels: 12, samples: 250 };
    const { parameters } = buildTrainingGraph(model, input, 2);
    expect(countParameters(parameters)).toBe(count);
    expect(Math.round(count / 1e4) / 100).toBe(millions);
    expect(countMultiplyAccumulates(model, input)).toBe(products);
    expect(Math.round(products / 1e6)).toBe(ofMillions);
  },
);

it('convnext1d-tiny is below 300 kB as float32 with all 71 statements of PTB-XL', () => {
  const { parameters } = buildTrainingGraph(
    architectureNamed('convnext1d-tiny')({ outputs: 71 }),
    { channels: 12, samples: 250 },
    2,
  );
  expect(4 * countParameters(parameters)).toBeLessThan(300_000);
});
