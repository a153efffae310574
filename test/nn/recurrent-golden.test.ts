import { describe, expect, it } from 'vitest';
import { gradients } from '../../src/nn/gradient.ts';
import { Graph, gru, lstm, type Tensor, transpose } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { golden } from './golden.ts';
import { expectClose, feed, feeds, type Packed, type PackedTensors } from './golden-tensor.ts';
import { weightedSum } from './weighted-sum.ts';

interface RecurrentCase {
  readonly layer: 'lstm' | 'gru';
  readonly bidirectional: boolean;
  readonly units: number;
  readonly x: Packed;
  readonly weights: Packed;
  readonly output: Packed;
  readonly x_gradient: Packed;
  readonly parameters: PackedTensors;
  readonly gradients: PackedTensors;
}

const { cases } = golden<{ cases: readonly RecurrentCase[] }>('recurrent');
const titled = cases.map((one) => [`${one.bidirectional ? 'bidirectional ' : ''}${one.layer}`, one] as const);

/** Between PyTorch's `[L, N, C]` and the `[L, C, N]` of recurrent layers here. */
const swapped = (x: Tensor) => transpose(x, [0, 2, 1]);

describe('recurrent layers agree with PyTorch, forwards and backwards', () => {
  it.each(titled)('%s', async (_, one) => {
    const { units, bidirectional } = one;
    const graph = new Graph({ kind: 'training', batch: one.x.shape[1] as number });
    const x = graph.input('x', one.x.shape);
    const layer = { lstm, gru }[one.layer];
    const output = swapped(layer(swapped(x), 'layer', { units, bidirectional }));
    const parameters = graph.parameters.map(({ name, shape }): Tensor => ({ graph, name, shape, type: 'float32' }));
    const wanted = [x, ...parameters];
    graph.output('output', output);
    gradients(weightedSum(output, one.weights.values), wanted).forEach((gradient, i) => {
      graph.output(`${wanted[i]?.name}:gradient`, gradient as Tensor);
    });
    const session = await openSession(graph.encodeModel(), { threads: 1 });
    const named = Object.entries(one.parameters).map(([name, packed]) => [`layer.${name}`, packed] as const);
    const results = await session.run({ x: feed(one.x), ...feeds(Object.fromEntries(named)) });
    await session.close();

    expect(results.output?.shape).toEqual(one.output.shape);
    expectClose(results.output, one.output, 'output');
    expectClose(results['x:gradient'], one.x_gradient, 'gradient of x');
    for (const [name, gradient] of Object.entries(one.gradients)) {
      expectClose(results[`layer.${name}:gradient`], gradient, `gradient of ${name}`);
    }
  });
});
