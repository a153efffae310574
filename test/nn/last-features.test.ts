import { describe, expect, it } from 'vitest';
import {
  buildInferenceGraph,
  FEATURES_OUTPUT,
  globalAveragePool,
  joinModels,
  linear,
  type ModelFunction,
  quantiseModel,
  relu,
  toFeatures,
  toSignal,
  withLastFeatures,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';

/** Signals → two hidden layers of 4 and 3 → 2 logits. */
const model: ModelFunction = (signals) => {
  const x = toFeatures(globalAveragePool(toSignal(signals)));
  return linear(relu(linear(relu(linear(x, 'first', 4)), 'second', 3)), 'last', 2);
};
const valuesOf = (seed: number) => {
  const random = createRandom(seed);
  const drawn = (length: number) => Float32Array.from({ length }, () => random.normal());
  return new Map(
    Object.entries({
      'first.weight': drawn(8),
      'first.bias': drawn(4),
      'second.weight': drawn(12),
      'second.bias': drawn(3),
      'last.weight': drawn(6),
      'last.bias': drawn(2),
    }),
  );
};
const fileOf = (seed: number) => buildInferenceGraph(model, { channels: 2, samples: 5 }, valuesOf(seed));
const signals = { data: Float32Array.from({ length: 20 }, (_, i) => Math.sin(i)), shape: [2, 2, 5] };

async function run(file: Uint8Array) {
  const session = await openSession(file, { threads: 1 });
  return session.run({ signals }).finally(() => session.close());
}

describe('withLastFeatures', () => {
  it('adds what the last layer sees: the logits are a weighted sum of it', async () => {
    const { model: extended, features } = withLastFeatures(fileOf(1));
    expect(features).toBe(3);
    const { logits, [FEATURES_OUTPUT]: seen } = await run(extended);
    expect(seen?.shape).toEqual([2, 3]);
    const [weight, bias] = [valuesOf(1).get('last.weight'), valuesOf(1).get('last.bias')];
    for (let record = 0; record < 2; record++) {
      for (let output = 0; output < 2; output++) {
        let sum = bias?.[output] as number;
        for (let f = 0; f < 3; f++)
          sum += (weight?.[output * 3 + f] as number) * (seen?.data[record * 3 + f] as number);
        expect(logits?.data[record * 2 + output]).toBeCloseTo(sum, 5);
      }
    }
  });

  it('leaves the logits as they are', async () => {
    const [before, after] = [await run(fileOf(1)), await run(withLastFeatures(fileOf(1)).model)];
    before.logits?.data.forEach((value, i) => {
      // Another order of sums, float32.
      expect(after.logits?.data[i]).toBeCloseTo(value, 5);
    });
  });

  it('joins the features of all members of an ensemble', async () => {
    const { model: extended, features } = withLastFeatures(joinModels([fileOf(1), fileOf(2)]));
    expect(features).toBe(6);
    const seen = (await run(extended))[FEATURES_OUTPUT]?.data;
    const members = await Promise.all(
      [1, 2].map(async (seed) => (await run(withLastFeatures(fileOf(seed)).model))[FEATURES_OUTPUT]),
    );
    for (let record = 0; record < 2; record++) {
      const expected = members.flatMap((member) => [...(member?.data.subarray(record * 3, record * 3 + 3) ?? [])]);
      expected.forEach((value, f) => {
        expect(seen?.[record * 6 + f]).toBeCloseTo(value, 5);
      });
    }
  });

  it('takes models whose weights are stored in 8 bits', async () => {
    const { model: extended, features } = withLastFeatures(quantiseModel(fileOf(1)));
    expect(features).toBe(3);
    expect((await run(extended))[FEATURES_OUTPUT]?.shape).toEqual([2, 3]);
  });

  it('refuses a model whose logits come from no fully connected layer', () => {
    const pooled: ModelFunction = (x) => toFeatures(globalAveragePool(toSignal(x)));
    const file = buildInferenceGraph(pooled, { channels: 2, samples: 5 }, new Map());
    expect(() => withLastFeatures(file)).toThrow('must go through a fully connected layer');
  });
});
