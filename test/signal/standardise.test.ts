import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardise } from '../../src/signal/index.ts';

const varying = fc
  .float64Array({ minLength: 2, maxLength: 300, min: -5, max: 5, noNaN: true })
  .filter((samples) => Math.max(...samples) - Math.min(...samples) > 0.01);

const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;

describe('standardise', () => {
  test('gives mean 0 and population standard deviation 1', () => {
    fc.assert(
      fc.property(varying, (samples) => {
        const { samples: z, isFlat } = standardise(samples);
        expect(isFlat).toBe(false);
        // Offsets up to 5 over deviations from 0.0004: 1e4 times the rounding of a sum of 300.
        expect(Math.abs(mean(z))).toBeLessThan(1e-9);
        expect(Math.abs(Math.sqrt(mean(z.map((v) => v * v))) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  test('is blind to gain and offset', () => {
    fc.assert(
      fc.property(varying, (samples) => {
        const { samples: z } = standardise(samples);
        const moved = standardise(samples.map((v) => 3 * v - 7)).samples;
        moved.forEach((v, i) => {
          expect(Math.abs(v - (z[i] as number))).toBeLessThan(1e-8);
        });
      }),
    );
  });

  test('divides by n, not n − 1', () => {
    expect(standardise(Float64Array.of(1, 2, 3, 6))).toEqual({
      samples: Float64Array.of(-2, -1, 0, 3).map((v) => v / Math.sqrt(3.5)),
      mean: 3,
      sd: Math.sqrt(3.5),
      isFlat: false,
    });
  });

  test.each([
    ['a constant', new Float32Array(100).fill(0.3)],
    ['a constant with the rounding that a filter leaves', Float32Array.from({ length: 100 }, (_, i) => 1e-9 * (i % 3))],
    ['nothing', new Float32Array(0)],
  ])('turns %s into zeros and says that it is flat', (_, samples) => {
    const result = standardise(samples);
    expect(result.isFlat).toBe(true);
    expect(result.samples).toEqual(new Float32Array(samples.length));
  });

  test('refuses a sample that is not finite', () => {
    expect(() => standardise(Float32Array.of(0, 1, Number.NaN))).toThrow(
      'standardise: samples must be finite, got NaN at index 2',
    );
  });
});
