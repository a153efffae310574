import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createResampler, kaiserWindow, rateRatio, resample } from '../../src/signal/index.ts';
import { relativeDifference } from './closeness.ts';
import { golden } from './golden.ts';

interface ResampleCase {
  readonly fromHz: number;
  readonly toHz: number;
  readonly ends: 'mirror' | 'zero';
  readonly samples: number;
  readonly output: readonly number[];
}

const { input, cases, kaiser } = golden<{
  input: number[];
  cases: readonly ResampleCase[];
  kaiser: { beta: number; window: number[] };
}>('resample');

describe('resample', () => {
  test.each(cases)('$samples samples from $fromHz to $toHz Hz with ends $ends as SciPy’s resample_poly', (expected) => {
    const samples = Float64Array.from(input.slice(0, expected.samples));
    const output = resample(samples, expected.fromHz, expected.toHz, { ends: expected.ends });
    expect(relativeDifference(output, expected.output)).toBeLessThan(1e-12);
  });

  test('keeps a constant to its ends', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(100, 128, 250, 257, 360, 500, 1000),
        fc.constantFrom(100, 250, 360, 500),
        (value, length, fromHz, toHz) => {
          const output = resample(new Float64Array(length).fill(value), fromHz, toHz);
          expect(output.length).toBe(Math.ceil((length * toHz) / fromHz));
          // Each phase's taps sum to 1 only as far as the stop band reaches: −50 dB of the Kaiser 5.0 window.
          for (const y of output) expect(Math.abs(y - value)).toBeLessThanOrEqual(4e-3 * Math.abs(value) + 1e-12);
        },
      ),
    );
  });

  test('gives back a sine below both Nyquist frequencies, at the new instants', () => {
    const sine = (fs: number, n: number) =>
      Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * 7 * i) / fs));
    const output = resample(sine(360, 3600), 360, 500);
    const middle = [output, sine(500, 5000)].map((x) => x.slice(100, -100)) as [Float64Array, Float64Array];
    // Pass-band ripple of the Kaiser 5.0 filter.
    expect(relativeDifference(...middle)).toBeLessThan(4e-3);
  });

  test('at an equal rate copies', () => {
    const samples = Float32Array.of(1, 2, 3);
    const output = resample(samples, 500, 500);
    expect(output).toEqual(samples);
    expect(output).not.toBe(samples);
  });

  test('of nothing is nothing', () => {
    expect(resample(new Float32Array(0), 500, 100).length).toBe(0);
  });

  test('answers in the kind of array that it is given, and leaves that array alone', () => {
    const samples = Float32Array.from(input);
    const before = samples.slice();
    expect(resample(samples, 500, 100)).toBeInstanceOf(Float32Array);
    expect(samples).toEqual(before);
  });

  test('refuses a sample that is not finite, an unknown end and an impossible rate', () => {
    expect(() => resample(Float32Array.of(0, Number.NaN), 500, 100)).toThrow('got NaN at index 1');
    // @ts-expect-error a caller without types
    expect(() => createResampler(500, 100, { ends: 'line' })).toThrow('ends must be mirror or zero, got line');
    expect(() => resample(new Float32Array(9), 0, 100)).toThrow('rates must be positive numbers of Hz, got 0');
  });
});

describe('rateRatio', () => {
  test.each([
    [500, 100, 1, 5],
    [360, 100, 5, 18],
    [257, 100, 100, 257],
    [1000, 500, 1, 2],
    [20_000, 19_999, 19_999, 20_000],
  ])('of %d and %d Hz is exactly %d / %d', (fromHz, toHz, up, down) => {
    expect(rateRatio(fromHz, toHz)).toEqual({ up, down });
  });

  test.each([
    [128.5, 257, 2, 1],
    [1000 / 3, 500, 3, 2],
    [499.97, 500, 16_394, 16_393],
    [499.9999, 500, 1, 1],
  ])('of %d and %d Hz is the simplest fraction within 1e-6, %d / %d', (fromHz, toHz, up, down) => {
    expect(rateRatio(fromHz, toHz)).toEqual({ up, down });
  });

  test('of rates that no fraction with terms up to 20,000 comes close to is refused', () => {
    expect(() => rateRatio(500.002, 500)).toThrow('500.002 Hz to 500 Hz must be a ratio of integers up to 20000');
  });

  test('errs by no more than one part in a million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 900, max: 20_000 }), fc.constantFrom(100, 250, 500), (tenthsHz, toHz) => {
        const fromHz = tenthsHz / 10;
        const { up, down } = rateRatio(fromHz, toHz);
        expect(Math.abs((up / down) * (fromHz / toHz) - 1)).toBeLessThanOrEqual(1.0001e-6);
      }),
    );
  });
});

test('kaiserWindow is SciPy’s', () => {
  expect(relativeDifference(kaiserWindow(kaiser.window.length, kaiser.beta), kaiser.window)).toBeLessThan(1e-14);
});
