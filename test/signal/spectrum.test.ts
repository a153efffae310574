import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bandPower,
  type ComplexArray,
  fft,
  hannWindow,
  inverseFft,
  inverseRealFft,
  realFft,
  welch,
} from '../../src/signal/index.ts';
import { relativeDifference } from './closeness.ts';
import { golden } from './golden.ts';

interface Parts {
  readonly re: number[];
  readonly im: number[];
}

interface Goldens {
  readonly transforms: readonly { readonly input: Parts; readonly fft: Parts; readonly realFft: Parts }[];
  readonly fs: number;
  readonly input: number[];
  readonly welch: readonly {
    readonly segmentSec: number;
    readonly samples: number;
    readonly frequenciesHz: number[];
    readonly density: number[];
  }[];
}

const spectrum = golden<Goldens>('spectrum');

const arrays = ({ re, im }: Parts): ComplexArray => ({ re: Float64Array.from(re), im: Float64Array.from(im) });
const joined = ({ re, im }: Parts | ComplexArray) => [...re, ...im];

// Transforms of a hundred samples round some 1e-15; the chirp of other lengths than powers of two adds a digit.
const TOLERANCE = 1e-13;

describe.each(spectrum.transforms.map((c) => ({ length: c.input.re.length, ...c })))(
  'of $length samples',
  (expected) => {
    test('fft is NumPy’s', () => {
      expect(relativeDifference(joined(fft(arrays(expected.input))), joined(expected.fft))).toBeLessThan(TOLERANCE);
    });

    test('realFft is NumPy’s rfft', () => {
      const output = realFft(Float64Array.from(expected.input.re));
      expect(relativeDifference(joined(output), joined(expected.realFft))).toBeLessThan(TOLERANCE);
    });
  },
);

const samples = fc.float64Array({ minLength: 1, maxLength: 300, min: -10, max: 10, noNaN: true });
const worst = (a: Float64Array, b: Float64Array) =>
  a.reduce((max, x, i) => Math.max(max, Math.abs(x - (b[i] as number))), 0);

describe('the Fourier transform', () => {
  test('is undone by its inverse', () => {
    fc.assert(
      fc.property(samples, (re) => {
        const im = re.map((x) => x * x - 1);
        const back = inverseFft(fft({ re, im }));
        expect(worst(back.re, re)).toBeLessThan(1e-11);
        expect(worst(back.im, im)).toBeLessThan(1e-11);
        expect(worst(inverseRealFft(realFft(re), re.length), re)).toBeLessThan(1e-11);
      }),
    );
  });

  test('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(samples, (re) => {
        const energy = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0);
        const transformed = fft({ re, im: new Float64Array(re.length) });
        const there = (energy(transformed.re) + energy(transformed.im)) / re.length;
        expect(Math.abs(there - energy(re))).toBeLessThanOrEqual(1e-11 * (1 + energy(re)));
      }),
    );
  });

  test('refuses parts of different lengths and a spectrum of another length than stated', () => {
    const uneven = { re: new Float64Array(2), im: new Float64Array(3) };
    expect(() => fft(uneven)).toThrow('fft: both parts must be of one length, got 2 and 3');
    expect(() => inverseRealFft(realFft(new Float64Array(8)), 10)).toThrow('10 samples have 6 bins, got 5');
  });
});

describe('welch', () => {
  const input = Float64Array.from(spectrum.input);

  test.each(spectrum.welch)('over segments of $segmentSec s of $samples samples is SciPy’s', (expected) => {
    const { segmentSec } = expected;
    const { frequenciesHz, density } = welch(input.subarray(0, expected.samples), spectrum.fs, { segmentSec });
    expect(relativeDifference(frequenciesHz, expected.frequenciesHz)).toBeLessThan(TOLERANCE);
    expect(relativeDifference(density, expected.density)).toBeLessThan(1e-12);
  });

  test('spreads the variance of a sine around its frequency', () => {
    const sine = Float64Array.from({ length: 5000 }, (_, i) => 2 * Math.sin((2 * Math.PI * 12 * i) / 500));
    const result = welch(sine, 500);
    // Variance 2²/2; a Hann window keeps all of it within two bins (0.5 Hz) of a frequency on a bin.
    expect(bandPower(result, 11, 13)).toBeCloseTo(2, 9);
    expect(bandPower(result, 0, 251)).toBeCloseTo(2, 9);
  });

  test('refuses nothing, a segment without a sample, and samples that are not finite', () => {
    expect(() => welch(new Float32Array(0), 500)).toThrow(
      'welch: a segment must have a sample, got 4 s at 500 Hz of 0 samples',
    );
    expect(() => welch(new Float32Array(9), 500, { segmentSec: 0 })).toThrow('a segment must have a sample, got 0 s');
    expect(() => welch(Float32Array.of(1, Number.NaN), 500)).toThrow('got NaN at index 1');
  });
});

test('adjacent bands add up', () => {
  const result = welch(Float64Array.from(spectrum.input), spectrum.fs);
  expect(bandPower(result, 0, 5) + bandPower(result, 5, 30)).toBeCloseTo(bandPower(result, 0, 30), 12);
});

test('a Hann window of one sample is 1', () => {
  expect(hannWindow(1)).toEqual(Float64Array.of(1));
});
