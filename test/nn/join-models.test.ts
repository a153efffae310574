import { describe, expect, it } from 'vitest';
import { gruClassifier, lstmClassifier, resnet1dWang } from '../../src/models/index.ts';
import { buildInferenceGraph, concatPool, joinModels, linear, toSignal } from '../../src/nn/index.ts';
import { logitsOf, randomModel } from './small-networks.ts';

const shape = { channels: 3, samples: 40 };
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Logits that do not depend on the signal: the bias of a linear layer with weights of 0. */
const constant = (...logits: readonly number[]) =>
  buildInferenceGraph(
    (signals) => linear(concatPool(toSignal(signals)), 'head', logits.length),
    shape,
    new Map([
      ['head.weight', new Float32Array(logits.length * 2 * shape.channels)],
      ['head.bias', Float32Array.from(logits)],
    ]),
  );

describe('joinModels', () => {
  it('answers with the mean of the probabilities, not of the logits', async () => {
    // Probabilities 3/4 and 1/4 of logits ±ln 3; 9/10 and 1/2 of ln 9 and 0: their mean 0.7 has logit ln(7/3).
    const joined = joinModels([constant(Math.log(3), Math.log(9)), constant(-Math.log(3), 0)]);
    const [first, second] = await logitsOf(joined, shape, 1);
    expect(first).toBeCloseTo(0, 6);
    expect(second).toBeCloseTo(Math.log(7 / 3), 6);
  });

  it('keeps what is far from one half, and stays finite', async () => {
    const [high, low, outermost] = await logitsOf(
      joinModels([constant(30, -30, 500), constant(30, -30, 500)]),
      shape,
      1,
    );
    // float32 holds 30 to 2e-6; 1 − p is not taken from p, which would give infinity.
    expect(high).toBeCloseTo(30, 4);
    expect(low).toBeCloseTo(-30, 4);
    expect(Number.isFinite(outermost)).toBe(true);
    expect(outermost).toBeGreaterThan(60);
  });

  it('joins networks of any architecture, the same one several times, and recurrent ones', async () => {
    const members = [
      randomModel(gruClassifier({ outputs: 2 }), shape, 1),
      randomModel(gruClassifier({ outputs: 2 }), shape, 2),
      randomModel(lstmClassifier({ outputs: 2, bidirectional: true }), shape, 3),
      randomModel(resnet1dWang({ outputs: 2, width: 8 }), shape, 4),
    ];
    const alone = await Promise.all(members.map((bytes) => logitsOf(bytes, shape)));
    const joined = await logitsOf(joinModels(members), shape);
    expect(joined).toHaveLength(6);
    joined.forEach((logit, i) => {
      const mean = alone.reduce((sum, logits) => sum + sigmoid(logits[i] as number), 0) / 4;
      expect(sigmoid(logit)).toBeCloseTo(mean, 5);
    });
  });

  it('refuses nothing to join, and models that take or give something else', () => {
    expect(() => joinModels([])).toThrow(/needs a model, got none/);
    expect(() => joinModels([constant(1, 2), constant(1)])).toThrow(/must be the same in every model/);
  });
});
