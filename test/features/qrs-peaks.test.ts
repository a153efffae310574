import { describe, expect, test } from 'vitest';
import { qrsPeaks } from '../../src/features/qrs-peaks.ts';

/** A complex of triangles, each `[peak, height]` with a half width of 8 samples, on a straight line. */
function complex(...deflections: readonly (readonly [number, number])[]): Float32Array {
  return Float32Array.from({ length: 100 }, (_, i) =>
    deflections.reduce((sum, [peak, height]) => sum + height * Math.max(0, 1 - Math.abs(i - peak) / 8), 0.001 * i),
  );
}
const none = { qPeak: undefined, rPeak: undefined, sPeak: undefined, rPrimePeak: undefined };

describe('the deflections of QRS are named by sign and order', () => {
  test.each([
    ['R alone', complex([50, 1]), { ...none, rPeak: 50 }],
    ['qRs', complex([34, -0.2], [50, 1], [66, -0.3]), { ...none, qPeak: 34, rPeak: 50, sPeak: 66 }],
    ['rS', complex([40, 0.3], [56, -1]), { ...none, rPeak: 40, sPeak: 56 }],
    ['rSR′', complex([34, 0.3], [50, -0.8], [66, 0.6]), { ...none, rPeak: 34, sPeak: 50, rPrimePeak: 66 }],
    ['QS, whose lowest point stands for R', complex([50, -1]), { ...none, rPeak: 50 }],
    ['Qr', complex([40, -0.8], [56, 0.4]), { ...none, qPeak: 40, rPeak: 56 }],
  ])('%s', (_, samples, expected) => {
    expect(qrsPeaks(samples, 22, 78)).toEqual(expected);
  });

  test('a deflection below 6 % of the complex has no name', () => {
    expect(qrsPeaks(complex([34, -0.04], [50, 1]), 22, 78).qPeak).toBeUndefined();
    expect(qrsPeaks(complex([34, -0.1], [50, 1]), 22, 78).qPeak).toBe(34);
  });

  test('the names do not depend on the gain above the least height', () => {
    const samples = complex([34, -0.2], [50, 1], [66, -0.3]);
    expect(
      qrsPeaks(
        samples.map((v) => 5 * v),
        22,
        78,
      ),
    ).toEqual(qrsPeaks(samples, 22, 78));
  });

  test('a flat line, a missing sample at a boundary and an empty stretch have none', () => {
    expect(qrsPeaks(new Float32Array(100), 22, 78)).toEqual(none);
    expect(qrsPeaks(complex([50, 1]), 22, 200)).toEqual(none);
    expect(qrsPeaks(complex([50, 1]), 22, 23)).toEqual(none);
  });
});
