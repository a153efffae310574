import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  discreteWavelet,
  type Extension,
  inverseDiscreteWavelet,
  inverseStationaryWavelet,
  maxWaveletLevels,
  ricker,
  rickerTransform,
  stationaryWavelet,
  type WaveletName,
  waveletFilters,
} from '../../src/signal/index.ts';
import { relativeDifference } from './closeness.ts';
import { golden } from './golden.ts';

interface WaveletCase {
  readonly wavelet: WaveletName;
  readonly samples: number;
  readonly levels: number;
  readonly approximation: number[];
  readonly details: readonly number[][];
}

interface Goldens {
  readonly input: number[];
  readonly discrete: readonly (WaveletCase & { readonly extension: Extension; readonly maxLevels: number })[];
  readonly stationary: readonly WaveletCase[];
  readonly ricker: readonly { readonly width: number; readonly wavelet: number[]; readonly output: number[] }[];
}

const goldens = golden<Goldens>('wavelet');
const input = Float64Array.from(goldens.input);

// Sums of up to 16 products per level in float64.
const TOLERANCE = 1e-13;

// The tabulated least asymmetric filters are orthonormal to 1e-12 only; inputs go up to 10.
const INVERSE_TOLERANCE = 1e-10;

const names: WaveletName[] = ['haar', 'db2', 'db3', 'db4', 'db6', 'db8', 'sym4', 'sym5', 'sym6', 'sym8'];
const signals = fc.float64Array({ minLength: 64, maxLength: 150, min: -10, max: 10, noNaN: true });
const energy = (...parts: readonly Float64Array[]) =>
  parts.flatMap((part) => [...part]).reduce((sum, x) => sum + x * x, 0);

describe.each(names)('the filters of %s', (name) => {
  const { low, high } = waveletFilters(name);

  test('are orthonormal to their own shifts by two, and to each other’s', () => {
    for (let shift = 0; shift < low.length; shift += 2) {
      const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * (b[k + shift] ?? 0), 0);
      expect(dot(low, low)).toBeCloseTo(shift === 0 ? 1 : 0, 11);
      expect(dot(high, high)).toBeCloseTo(shift === 0 ? 1 : 0, 11);
      expect(dot(low, high)).toBeCloseTo(0, 11);
      expect(dot(high, low)).toBeCloseTo(0, 11);
    }
  });

  test('are blind to polynomials of a degree below the number of vanishing moments', () => {
    const moments = name === 'haar' ? 1 : Number(name.replace(/\D/g, ''));
    for (let degree = 0; degree < moments; degree++) {
      // Positions from −1 to 1, so that powers stay near 1.
      const moment = high.reduce((sum, x, k) => sum + x * ((2 * k) / (high.length - 1) - 1) ** degree, 0);
      expect(moment).toBeCloseTo(0, 9);
    }
  });
});

describe('discreteWavelet', () => {
  test.each(goldens.discrete)('by $wavelet ($extension) of $samples samples is PyWavelets’ wavedec', (expected) => {
    const { wavelet, levels, extension } = expected;
    const samples = input.subarray(0, expected.samples);
    const result = discreteWavelet(samples, wavelet, levels, extension);
    expect(relativeDifference(result.approximation, expected.approximation)).toBeLessThan(TOLERANCE);
    expect(result.details.length).toBe(levels);
    result.details.forEach((detail, i) => {
      expect(relativeDifference(detail, expected.details[i] as number[])).toBeLessThan(TOLERANCE);
    });
    expect(maxWaveletLevels(samples.length, wavelet)).toBe(expected.maxLevels);
  });

  test('is undone by its inverse, for any wavelet, length and extension', () => {
    fc.assert(
      fc.property(
        signals,
        fc.constantFrom(...names),
        fc.constantFrom<Extension>('symmetric', 'periodic'),
        (samples, name, extension) => {
          const levels = maxWaveletLevels(samples.length, name);
          const back = inverseDiscreteWavelet(discreteWavelet(samples, name, levels, extension));
          expect(back.length).toBe(samples.length);
          for (const [i, x] of back.entries())
            expect(Math.abs(x - (samples[i] as number))).toBeLessThan(INVERSE_TOLERANCE);
        },
      ),
    );
  });

  test('keeps the energy of a periodic signal of 2^n samples', () => {
    const samples = input.subarray(0, 128);
    const { approximation, details } = discreteWavelet(samples, 'db4', 4, 'periodic');
    expect(energy(approximation, ...details)).toBeCloseTo(energy(samples), 9);
  });

  test('refuses levels that the signal has not, unknown wavelets, and samples that are not finite', () => {
    expect(() => discreteWavelet(input, 'db4', 6)).toThrow(
      'discreteWavelet: levels must be an integer from 1 to 5 for 256 samples and db4, got 6',
    );
    expect(() => discreteWavelet(input.subarray(0, 3), 'db4', 1)).toThrow('from 1 to 0 for 3 samples');
    // @ts-expect-error a caller without types
    expect(() => discreteWavelet(input, 'db99', 1)).toThrow('a wavelet is one of haar, db2');
    expect(() => discreteWavelet(Float64Array.of(0, Number.NaN), 'haar', 1)).toThrow('got NaN at index 1');
  });

  test('is not put together from another length than it was made of', () => {
    const decomposition = discreteWavelet(input, 'db4', 2);
    expect(() => inverseDiscreteWavelet({ ...decomposition, length: 200 })).toThrow(
      'inverseDiscreteWavelet: 200 samples have 103,55,55 coefficients, got 131,69,69',
    );
  });
});

describe('stationaryWavelet', () => {
  test.each(goldens.stationary)('by $wavelet over $levels levels is PyWavelets’ swt', (expected) => {
    const { wavelet, levels } = expected;
    const result = stationaryWavelet(input.subarray(0, expected.samples), wavelet, levels);
    expect(relativeDifference(result.approximation, expected.approximation)).toBeLessThan(TOLERANCE);
    result.details.forEach((detail, i) => {
      expect(relativeDifference(detail, expected.details[i] as number[])).toBeLessThan(TOLERANCE);
    });
  });

  test('is undone by its inverse, for any wavelet and length', () => {
    fc.assert(
      fc.property(signals, fc.constantFrom(...names), (samples, name) => {
        const levels = maxWaveletLevels(samples.length, name);
        const back = inverseStationaryWavelet(stationaryWavelet(samples, name, levels));
        for (const [i, x] of back.entries())
          expect(Math.abs(x - (samples[i] as number))).toBeLessThan(INVERSE_TOLERANCE);
      }),
    );
  });

  test('moves along with a signal that is turned round', () => {
    const turned = Float64Array.from(input, (_, i) => input[(i + 37) % 256] as number);
    const [there, here] = [stationaryWavelet(turned, 'db4', 4), stationaryWavelet(input, 'db4', 4)];
    there.details.forEach((detail, level) => {
      const expected = detail.map((_, i) => here.details[level]?.[(i + 37) % 256] as number);
      expect(relativeDifference(detail, expected)).toBeLessThan(TOLERANCE);
    });
  });

  test('refuses levels that the signal has not, and is not put together from levels of different lengths', () => {
    expect(() => stationaryWavelet(input, 'db4', 0)).toThrow('levels must be an integer from 1 to 5');
    const decomposition = stationaryWavelet(input, 'db4', 1);
    expect(() => inverseStationaryWavelet({ ...decomposition, approximation: new Float64Array(9) })).toThrow(
      'levels must be of one length, got 9 and 256',
    );
  });
});

describe('the Ricker transform', () => {
  test.each(goldens.ricker)('of width $width is NumPy’s convolution', ({ width, wavelet, output }) => {
    expect(relativeDifference(ricker(width), wavelet)).toBeLessThan(1e-14);
    const [row] = rickerTransform(input.subarray(0, 80), [width]);
    expect(relativeDifference(row as Float64Array, output)).toBeLessThan(TOLERANCE);
  });

  test('uses wavelets of unit energy', () => {
    for (const width of [2, 5, 17.5]) expect(energy(ricker(width))).toBeCloseTo(1, 9);
  });

  test('is blind to an offset', () => {
    const raised = rickerTransform(
      input.map((x) => x + 100),
      [5],
    )[0] as Float64Array;
    // The wavelet is cut at six widths, where 1e-7 of its area is left.
    expect(relativeDifference(raised, rickerTransform(input, [5])[0] as Float64Array)).toBeLessThan(1e-4);
  });

  test('answers a Gaussian most at √5 times its deviation', () => {
    const bump = Float64Array.from({ length: 401 }, (_, i) => Math.exp(-0.5 * ((i - 200) / 8) ** 2));
    const widths = [14, 16, 17.9, 20, 22];
    const peaks = rickerTransform(bump, widths).map((row) => row[200] as number);
    expect(widths[peaks.indexOf(Math.max(...peaks))]).toBe(17.9);
  });

  test('refuses a width that is not positive, and nothing', () => {
    expect(() => ricker(0)).toThrow('ricker: width must be a positive number of samples, got 0');
    expect(() => rickerTransform(new Float32Array(0), [3])).toThrow('rickerTransform: a sample is needed, got none');
  });
});
