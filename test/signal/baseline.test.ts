import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cubicSpline, medianBaseline, medianKnots, runningMedian, splineBaseline } from '../../src/signal/index.ts';
import { relativeDifference } from './closeness.ts';
import { golden } from './golden.ts';

interface Goldens {
  readonly input: number[];
  readonly medians: readonly { readonly samples: number; readonly width: number; readonly output: number[] }[];
  readonly twoMedians: number[];
  readonly splines: readonly Readonly<Record<'x' | 'y' | 'at' | 'values', number[]>>[];
}

const expected = golden<Goldens>('baseline');
const input = Float64Array.from(expected.input);

describe('runningMedian', () => {
  test.each(expected.medians)('of $samples samples over $width is SciPy’s', ({ samples, width, output }) => {
    expect([...runningMedian(input.subarray(0, samples), width)]).toEqual(output);
  });

  test('is the middle of the sorted window, wherever the window lies inside', () => {
    const few = fc.float64Array({ minLength: 9, maxLength: 60, min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(few, fc.integer({ min: 0, max: 4 }), (samples, half) => {
        const medians = runningMedian(samples, 2 * half + 1);
        for (let i = half; i < samples.length - half; i++) {
          const middle = samples.slice(i - half, i + half + 1).sort()[half] as number;
          // 0 and −0 are the same value, in whichever order they are sorted.
          expect((medians[i] as number) + 0).toBe(middle + 0);
        }
      }),
    );
  });

  test('answers in the kind of array that it is given, and of nothing is nothing', () => {
    expect(runningMedian(Float32Array.of(1, 5, 2), 3)).toEqual(Float32Array.of(1, 2, 2));
    expect(runningMedian(new Float32Array(0), 3)).toEqual(new Float32Array(0));
  });

  test('refuses an even width and samples that are not finite', () => {
    expect(() => runningMedian(input, 4)).toThrow('runningMedian: width must be a positive odd number, got 4');
    expect(() => runningMedian(Float64Array.of(Number.NaN), 3)).toThrow('got NaN at index 0');
  });
});

describe('cubicSpline', () => {
  test.each(expected.splines)('through $x is SciPy’s natural one', ({ x, y, at, values }) => {
    const curve = cubicSpline(x.map((position, i) => ({ x: position, y: y[i] as number })));
    expect(relativeDifference(at.map(curve), values)).toBeLessThan(1e-13);
    expect(relativeDifference(at.toReversed().map(curve), values.toReversed())).toBeLessThan(1e-13);
  });

  test('through one knot is level, and level outside of all others', () => {
    expect([-1, 3, 9].map(cubicSpline([{ x: 3, y: 2 }]))).toEqual([2, 2, 2]);
    const curve = cubicSpline([
      { x: 0, y: 1 },
      { x: 4, y: 3 },
    ]);
    expect([-5, 9].map(curve)).toEqual([1, 3]);
  });

  test('refuses no knots, knots that do not rise, and ones that are not finite', () => {
    expect(() => cubicSpline([])).toThrow('cubicSpline: a spline needs a knot, got none');
    const still = [
      { x: 2, y: 0 },
      { x: 2, y: 1 },
    ];
    expect(() => cubicSpline(still)).toThrow('cubicSpline: x must rise, got 2 after 2');
    expect(() => cubicSpline([{ x: 0, y: Number.NaN }])).toThrow('knots must be finite, got (0, NaN) at 0');
  });
});

describe('the baseline', () => {
  test('of medians is two medians of 0.2 and 0.6 s by SciPy', () => {
    expect([...medianBaseline(input, 250)]).toEqual(expected.twoMedians);
  });

  test('through knots of medians follows a slow wander under narrow spikes', () => {
    const wander = (i: number) => 0.4 * Math.sin((2 * Math.PI * 0.2 * i) / 250);
    const samples = Float64Array.from({ length: 2500 }, (_, i) => wander(i) + (i % 200 < 10 ? 1 : 0));
    const baseline = splineBaseline(samples, medianKnots(samples, 250, 0.5));
    // Knots lie 0.5 s apart, a tenth of the wander's period; the median leans by the spikes' share.
    for (let i = 125; i < 2375; i++) expect(Math.abs((baseline[i] as number) - wander(i))).toBeLessThan(0.03);
  });

  test('refuses windows and stretches that have no length', () => {
    expect(() => medianBaseline(input, 250, [])).toThrow('medianBaseline: a window is needed, got none');
    expect(() => medianBaseline(input, 250, [0])).toThrow('a window must last a positive number of seconds, got 0');
    expect(() => medianKnots(input, 250, -1)).toThrow('a stretch must last a positive number of seconds, got -1');
    expect(() => medianKnots(input, 250, 0.001)).toThrow('a stretch must have a sample, got 0.001 s at 250 Hz');
  });

  test('of a record shorter than one stretch has one knot, its median', () => {
    expect(medianKnots(Float64Array.of(3, 1, 2), 250, 1)).toEqual([{ x: 1, y: 2 }]);
  });
});
