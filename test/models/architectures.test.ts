import { describe, expect, it } from 'vitest';
import { type ArchitectureName, architectureNamed } from '../../src/models/index.ts';
import { buildTrainingGraph, countParameters } from '../../src/nn/index.ts';
import { golden } from '../nn/golden.ts';
import { countMultiplyAccumulates } from './multiply-accumulates.ts';

/** The form that all are counted for: 12 leads of 250 samples, 5 outputs. */
const input = { channels: 12, samples: 250 };
const parametersOf = (name: string, outputs = 5) =>
  countParameters(buildTrainingGraph(architectureNamed(name)({ outputs }), input, 2).parameters);
const productsOf = (name: string) => countMultiplyAccumulates(architectureNamed(name)({ outputs: 5 }), input);

/** Learnt numbers and multiply–accumulates. */
type Size = readonly [parameters: number, products: number];
const sum = (...sizes: readonly Size[]): Size => [
  sizes.reduce((total, [parameters]) => total + parameters, 0),
  sizes.reduce((total, [, products]) => total + products, 0),
];
const times = (count: number, [parameters, products]: Size): Size => [count * parameters, count * products];

/** Batch norm of the features, features × hidden, batch norm of hidden, hidden × 5, with biases. */
const head = (features: number, hidden = 128): Size => [
  2 * features + (features * hidden + hidden) + 2 * hidden + (hidden * 5 + 5),
  features * hidden + hidden * 5,
];
/** A convolution without bias whose output has so many samples. */
const convolution = (inputs: number, channels: number, taps: number, samples: number): Size => [
  inputs * channels * taps,
  inputs * channels * taps * samples,
];
const norm = (channels: number): Size => [2 * channels, 0];
/** One direction of a recurrence with two biases. */
const recurrence = (gates: number, inputs: number, units: number, steps: number): Size => [
  gates * units * (inputs + units + 2),
  steps * gates * units * (inputs + units),
];
/** Two layers of 256 units over 250 samples; mean, maximum and last state go to the head. */
const recurrent = (gates: number, directions: number) =>
  sum(
    times(directions, recurrence(gates, 12, 256, 250)),
    times(directions, recurrence(gates, 256 * directions, 256, 250)),
    head(3 * 256 * directions),
  );
/** Depthwise kernel of 7 taps, batch norm, to twice the width and back with biases. */
const convnextBlock = (width: number, samples: number): Size =>
  sum(convolution(1, width, 7, samples), norm(width), times(2, convolution(width, 2 * width, 1, samples)), [
    3 * width,
    0,
  ]);
/** Stem of 7 taps with batch norm, two blocks per stage, and between stages a batch norm and two taps. */
const convnext = ([a, b, c]: readonly [number, number, number], hidden?: number) =>
  sum(
    ...[convolution(12, a, 7, 125), norm(a), times(2, convnextBlock(a, 125))],
    ...[norm(a), convolution(a, b, 2, 62), times(2, convnextBlock(b, 62))],
    ...[norm(b), convolution(b, c, 2, 31), times(2, convnextBlock(c, 31))],
    head(2 * c, hidden),
  );
const crnn = sum(
  ...[convolution(12, 64, 7, 125), convolution(64, 128, 7, 63), convolution(128, 128, 7, 32)],
  ...[norm(64 + 128 + 128), times(2, recurrence(3, 128, 128, 32)), head(6 * 128)],
);
/** Stem of 7 taps, three blocks of 5 and 3 taps, two shortcuts of one tap; a batch norm after each of the nine convolutions. */
const resnet = sum(
  ...[convolution(12, 128, 7, 250), times(9, norm(128)), head(2 * 128)],
  ...[convolution(128, 128, 8, 250), convolution(128, 128, 9, 125), convolution(128, 128, 9, 63)],
);

describe('counted by hand from the definition', () => {
  it.each<readonly [name: ArchitectureName, size: Size, millions: readonly [parameters: number, products: number]]>([
    ['lstm', recurrent(4, 1), [0.9, 200]],
    ['lstm-bidir', recurrent(4, 2), [2.33, 531]],
    ['gru', recurrent(3, 1), [0.7, 150]],
    ['gru-bidir', recurrent(3, 2), [1.8, 398]],
    ['crnn', crnn, [0.48, 14]],
    ['convnext1d', convnext([32, 64, 128]), [0.24, 8]],
    ['convnext1d-tiny', convnext([16, 32, 64], 64), [0.06, 2]],
    ['resnet1d-wang', resnet, [0.47, 63]],
  ])('%s has its parameters and multiply–accumulates', (name, [parameters, products], millions) => {
    expect([parametersOf(name), productsOf(name)]).toEqual([parameters, products]);
    expect([Math.round(parameters / 1e4) / 100, Math.round(products / 1e6)]).toEqual(millions);
  });
});

describe('counted by PyTorch', () => {
  const { sizes } = golden<{
    sizes: Readonly<Record<string, { readonly parameters: number; readonly multiply_accumulates: number }>>;
  }>('convolutional-sizes');

  it.each(Object.entries(sizes))('%s has its parameters and multiply–accumulates', (name, size) => {
    expect(parametersOf(name)).toBe(size.parameters);
    expect(productsOf(name)).toBe(size.multiply_accumulates);
  });

  // In millions, as the PTB-XL benchmark's Table II has them.
  it.each([
    ['fcn-wang', 0.31],
    ['xresnet1d101', 1.87],
    ['inception1d', 0.51],
  ] as const)('%s has the published number of parameters', (name, millions) => {
    expect(Math.round((sizes[name]?.parameters ?? 0) / 1e4) / 100).toBe(millions);
  });
});

it('convnext1d-tiny is below 300 kB as float32 with all 71 statements of PTB-XL', () => {
  expect(4 * parametersOf('convnext1d-tiny', 71)).toBeLessThan(300_000);
});
