import { describe, expect, test } from 'vitest';
import { splineWavelet } from '../../src/features/spline-wavelet.ts';

const impulse = (length: number, at: number) => Float32Array.from({ length }, (_, n) => Number(n === at));

describe('splineWavelet', () => {
  test('answers an impulse by its filters: [1 3 3 1]/8 with holes, then twice the difference', () => {
    const [first = [], second = []] = splineWavelet(impulse(11, 5), [1, 2]).map((detail) => [...detail]);
    expect(first).toEqual([0, 0, 0, 0, 2, -2, 0, 0, 0, 0, 0]);
    // 2 · ([0 0 1 3 3 1 0 …] − the same two samples later) / 8, centred on 4.5.
    expect(second).toEqual([0, 0, 0.25, 0.75, 0.5, -0.5, -0.75, -0.25, 0, 0, 0]);
  });

  test('is zero half a sample before the peak of a symmetric wave at every level', () => {
    const wave = Float32Array.from({ length: 401 }, (_, n) => Math.exp(-((n - 200) ** 2) / 800));
    for (const detail of splineWavelet(wave, [1, 2, 3, 4, 5])) {
      // Equal and opposite on both sides up to the rounding of float32.
      expect(detail[199] as number).toBeCloseTo(-(detail[200] as number), 6);
      expect(detail[195] as number).toBeGreaterThan(0);
    }
  });

  test('does not see a constant, also at the ends', () => {
    for (const detail of splineWavelet(new Float32Array(50).fill(3), [1, 3, 5])) expect(Math.max(...detail)).toBe(0);
  });

  test('has a coefficient per sample, for leads of one sample too', () => {
    expect(splineWavelet(new Float32Array(1), [3, 5]).map(({ length }) => length)).toEqual([1, 1]);
  });
});
