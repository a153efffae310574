import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillGaps, findGaps } from '../../src/signal/index.ts';

const { NaN: missing } = Number;

describe('fillGaps', () => {
  test('bridges inner gaps by straight lines and holds the value beside a gap at an end', () => {
    const { samples, gaps } = fillGaps(Float32Array.of(missing, missing, 1, missing, 3, 4, missing), 2);
    expect(samples).toEqual(Float32Array.of(1, 1, 1, 2, 3, 4, 4));
    expect(gaps).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 4 },
      { start: 6, end: 7 },
    ]);
  });

  test('restores any straight line that has gaps inside', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (isMissing) => {
        const line = Float64Array.from([false, ...isMissing, false], (_, i) => 2 - 0.5 * i);
        const torn = line.map((v, i) => (isMissing[i - 1] ? missing : v));
        const { samples } = fillGaps(torn, Number.POSITIVE_INFINITY);
        samples.forEach((v, i) => {
          expect(Math.abs(v - (line[i] as number))).toBeLessThan(1e-12);
        });
      }),
    );
  });

  test('leaves its argument alone, and a lead without gaps as it is', () => {
    const torn = Float64Array.of(0, missing, 2);
    fillGaps(torn, 1);
    expect(torn).toEqual(Float64Array.of(0, missing, 2));
    expect(fillGaps(Float64Array.of(0, 1), 0)).toEqual({ samples: Float64Array.of(0, 1), gaps: [] });
  });

  test('refuses a gap that is too long, a lead of gaps alone, and infinity', () => {
    expect(() => fillGaps(Float64Array.of(0, missing, missing, 1), 1)).toThrow(
      'fillGaps: a gap may have 1 samples, got 2 from index 1',
    );
    expect(() => fillGaps(Float64Array.of(0, 1), missing)).toThrow('maxGap must be 0 or a positive number of samples');
    expect(() => fillGaps(Float64Array.of(missing, missing), 9)).toThrow('got NaN at index 0');
    expect(() => fillGaps(Float64Array.of(0, missing, Infinity), 9)).toThrow('got Infinity at index');
  });
});

test('findGaps lists every run of NaN, and nothing where there is none', () => {
  expect(findGaps(Float32Array.of(0, 1))).toEqual([]);
  expect(findGaps(Float32Array.of(0, missing))).toEqual([{ start: 1, end: 2 }]);
});
