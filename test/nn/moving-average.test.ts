import { describe, expect, test } from 'vitest';
import { updateEqualAverage, updateExponentialAverage, warmedUpDecay } from '../../src/nn/index.ts';
import { golden } from './golden.ts';
import { refusal } from './refusal.ts';

const goldens = golden<{
  readonly models: readonly (readonly number[])[];
  readonly exponential: { readonly decay: number; readonly average: readonly number[] };
  readonly equal: readonly number[];
}>('moving-average');

const models = goldens.models.map((values) => Float32Array.from(values));
const [first, ...others] = models as [Float32Array, ...Float32Array[]];

/** 11 updates round averages below 4 to float32, 2⁻²³ each at most; the golden's float64 does not. */
function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThanOrEqual(11 * 2 ** -23);
  });
}

describe('an average of weights', () => {
  test('with exponential weights is PyTorch’s', () => {
    const average = first.slice();
    for (const model of others) updateExponentialAverage(average, model, goldens.exponential.decay);
    expectClose(average, goldens.exponential.average);
  });

  test('with equal weights is PyTorch’s, and the mean of the models', () => {
    const average = new Float32Array(first.length);
    for (const [count, model] of models.entries()) updateEqualAverage(average, model, count);
    expectClose(average, goldens.equal);
    const means = Array.from(
      first,
      (_, i) => models.reduce((sum, model) => sum + (model[i] as number), 0) / models.length,
    );
    expectClose(average, means);
  });

  test('keeps the old value at decay 1 and takes the new one at decay 0', () => {
    const average = Float32Array.of(1, 2);
    updateExponentialAverage(average, Float32Array.of(5, 6), 1);
    expect([...average]).toEqual([1, 2]);
    updateExponentialAverage(average, Float32Array.of(5, 6), 0);
    expect([...average]).toEqual([5, 6]);
  });

  test('warms its decay up by (1 + n) / (10 + n)', () => {
    expect([0, 1, 10, 80, 81, 1000].map((updates) => warmedUpDecay(0.9, updates))).toEqual([
      0.1,
      2 / 11,
      0.55,
      0.9,
      0.9,
      0.9,
    ]);
  });

  test.each([-0.1, 1.1, Number.NaN])('refuses the decay %d', (decay) => {
    expect(() => updateExponentialAverage(new Float32Array(1), new Float32Array(1), decay)).toThrow(
      refusal(`updateExponentialAverage: decay must be from 0 to 1, got ${decay}`),
    );
  });

  test('refuses sizes that differ, and a count that is none', () => {
    expect(() => updateExponentialAverage(new Float32Array(1), new Float32Array(2), 0.5)).toThrow('got 1 and 2');
    expect(() => updateEqualAverage(new Float32Array(2), new Float32Array(1), 0)).toThrow('got 2 and 1');
    expect(() => updateEqualAverage(new Float32Array(1), new Float32Array(1), -1)).toThrow(
      'count must be a whole number',
    );
  });
});
