import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipByGlobalNorm } from '../../src/nn/index.ts';
import { golden } from './golden.ts';
import { refusal } from './refusal.ts';

const { cases } = golden<{
  readonly cases: readonly {
    readonly gradient: readonly number[];
    readonly maxNorm: number;
    readonly norm: number;
    readonly clipped: readonly number[];
  }[];
}>('gradient-clipping');

const euclidean = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const finite = fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1, maxLength: 50 });

describe('clipping by the global norm', () => {
  test.each(cases)(
    'gives the norm and the gradient that PyTorch gives at most $maxNorm',
    ({ gradient, maxNorm, norm, clipped }) => {
      const actual = Float32Array.from(gradient);
      // Sums in another order differ by some 1e-16; the result is stored as float32, 6e-8 of each value.
      expect(Math.abs((clipByGlobalNorm(actual, maxNorm) as number) - norm)).toBeLessThanOrEqual(1e-14 * norm);
      actual.forEach((value, i) => {
        const expected = clipped[i] as number;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(2 ** -24 * Math.abs(expected));
      });
    },
  );

  test('leaves no norm above the limit, and keeps the direction', () => {
    fc.assert(
      fc.property(finite, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gradient, maxNorm) => {
        const before = gradient.slice();
        const norm = clipByGlobalNorm(gradient, maxNorm) as number;
        // Rounding to float32 may lengthen each component by 6e-8.
        expect(euclidean(gradient)).toBeLessThanOrEqual(maxNorm * (1 + 2 ** -23));
        const factor = Math.min(1, maxNorm / (norm + 1e-6));
        // Where the product is below float32's normal numbers it is kept to 2⁻¹⁵⁰.
        gradient.forEach((value, i) => {
          const expected = factor * (before[i] as number);
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(2 ** -24 * Math.abs(expected) + 2 ** -150);
        });
      }),
    );
  });

  test('leaves a gradient within the limit as it is, to the bit', () => {
    const gradient = Float32Array.of(3, -4);
    expect(clipByGlobalNorm(gradient, 6)).toBe(5);
    expect(clipByGlobalNorm(gradient, Number.POSITIVE_INFINITY)).toBe(5);
    expect([...gradient]).toEqual([3, -4]);
  });

  test('does not overflow at the largest float32', () => {
    const largest = 3.4028234663852886e38;
    const gradient = new Float32Array(4).fill(largest);
    expect(clipByGlobalNorm(gradient, 2)).toBe(2 * largest);
    expect([...gradient]).toEqual([1, 1, 1, 1]);
  });

  test('reports a gradient that is not finite as undefined, wherever the number stands, and leaves it as it is', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(finite, fc.nat(), bad, (gradient, position, value) => {
        gradient[position % gradient.length] = value;
        const before = gradient.slice();
        expect(clipByGlobalNorm(gradient, 1e-3)).toBeUndefined();
        expect(gradient).toEqual(before);
      }),
    );
  });

  test.each([0, -1, Number.NaN])('refuses the limit %d', (maxNorm) => {
    expect(() => clipByGlobalNorm(new Float32Array(2), maxNorm)).toThrow(
      refusal(`clipByGlobalNorm: maxNorm must be positive, got ${maxNorm}`),
    );
  });
});
