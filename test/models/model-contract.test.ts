import { describe, expect, it } from 'vitest';
import { type ArchitectureName, architectures } from '../../src/models/index.ts';
import {
  buildInferenceGraph,
  buildTrainingGraph,
  countParameters,
  type FloatTensor,
  Graph,
  type ModelFunction,
  type NamedValues,
  type Shape,
  type Tensor,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { golden } from '../nn/golden.ts';

interface Size {
  readonly parameters: number;
  readonly multiply_accumulates: number;
}

/** A graph that adds up the products of its convolutions and fully connected layers. */
class CountingGraph extends Graph {
  multiplications = 0;

  override node(...[operator, inputs, attributes, shape, type]: Parameters<Graph['node']>): Tensor {
    const weight = inputs[1]?.shape;
    if (weight && (operator === 'Conv' || operator === 'Gemm'))
      this.multiplications += product(shape) * product(weight.slice(1));
    return super.node(operator, inputs, attributes, shape, type);
  }
}

const product = (shape: Shape) => shape.reduce<number>((total, size) => total * (size as number), 1);

const { sizes } = golden<{ sizes: Readonly<Record<string, Size>> }>('convolutional-sizes');

// In millions, as the PTB-XL benchmark's Table II has them.
it.each([
  ['fcn-wang', 0.31],
  ['xresnet1d101', 1.87],
  ['inception1d', 0.51],
] as const)('%s has the published number of parameters', (name, millions) => {
  expect(Math.round((sizes[name]?.parameters ?? 0) / 1e4) / 100).toBe(millions);
});

it.each(Object.entries(sizes))('%s has as many parameters and products as in PyTorch', (name, size) => {
  const model = architectures[name as ArchitectureName]({ outputs: 5 });
  const graph = new CountingGraph({ kind: 'training', batch: 1 });
  model(graph.input('signals', [1, 12, 250]));
  expect(countParameters(graph.parameters)).toBe(size.parameters);
  expect(graph.multiplications).toBe(size.multiply_accumulates);
});

describe.each(Object.keys(sizes) as ArchitectureName[])('%s', (name) => {
  const model = architectures[name]({ outputs: 3 });

  // 2.5 s at 100 and at 500 Hz; a lead, the eight independent ones, and twelve.
  it.each([
    [12, 250],
    [8, 250],
    [1, 1250],
  ])('takes %i leads of %i samples and gives logits that do not depend on the rest of the batch', async (leads, n) => {
    const session = await openSession(exported(model, leads, n), { threads: 1 });
    const signals = noise([3, leads, n]);
    const together = (await session.run({ signals })).logits as FloatTensor;
    expect(together.shape).toEqual([3, 3]);
    expect(together.data.every(Number.isFinite)).toBe(true);
    const last = { shape: [1, leads, n], data: signals.data.slice(2 * leads * n) };
    const alone = (await session.run({ signals: last })).logits as FloatTensor;
    // Another batch size may sum in another order.
    alone.data.forEach((value, i) => {
      expect(Math.abs(value - (together.data[6 + i] as number))).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
    });
    await session.close();
  });

  it('gives the same bits from the same file in another session', async () => {
    const file = exported(model, 12, 250);
    const signals = noise([2, 12, 250]);
    const runs = [];
    for (const bytes of [file, file.slice()]) {
      const session = await openSession(bytes, { threads: 1 });
      runs.push(Array.from(((await session.run({ signals })).logits as FloatTensor).data));
      await session.close();
    }
    expect(runs[1]).toEqual(runs[0]);
  });

  it('has a training graph with a gradient for every parameter', () => {
    expect(() => buildTrainingGraph(model, { channels: 12, samples: 250 }, 2)).not.toThrow();
  });
});

function exported(model: ModelFunction, channels: number, samples: number): Uint8Array {
  const random = createRandom(1);
  const graph = new Graph({ kind: 'training', batch: 2 });
  model(graph.input('signals', [2, channels, samples]));
  const values: NamedValues = new Map([
    ...graph.parameters.map(({ name, shape, initialise }) => [name, initialise(shape, random)] as const),
    ...graph.statistics.map(
      ({ name, shape, initial }) => [name, new Float32Array(product(shape)).fill(initial)] as const,
    ),
  ]);
  return buildInferenceGraph(model, { channels, samples }, values);
}

function noise(shape: readonly number[]): FloatTensor {
  const random = createRandom(2);
  return { shape, data: Float32Array.from({ length: product(shape) }, () => random.normal()) };
}
