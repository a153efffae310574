import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BesselNorm,
  bessel,
  butterworth,
  edgeLength,
  filterBlock,
  filterCausal,
  filterZeroPhase,
  notch,
  type PassBand,
  steadyState,
} from '../../src/signal/index.ts';
import { every, relativeDifference } from './closeness.ts';
import { golden } from './golden.ts';

interface FilterCase {
  readonly band: PassBand;
  readonly order: number;
  readonly fs: number;
  readonly steadyState: readonly number[];
  readonly causal: readonly number[];
  readonly causalFromSteady: readonly number[];
  readonly zeroPhase: readonly number[];
}

interface Goldens {
  readonly input: number[];
  readonly every: number;
  readonly butterworth: readonly FilterCase[];
  readonly bessel: readonly (FilterCase & { readonly norm: BesselNorm })[];
  readonly notch: readonly (FilterCase & { readonly hz: number; readonly qualityFactor: number })[];
}

const filters = golden<Goldens>('filters');
const input = Float64Array.from(filters.input);
const first = input[0] as number;

// A pole's rounding of 1e-16 is some 1e-10 of its distance from z = 1 at 0.05 Hz and 500 Hz, and as much of the output.
const TOLERANCE = 1e-9;

const designs = [
  ...filters.butterworth.map((c) => ({ family: 'butterworth', sections: butterworth(c.band, c.order, c.fs), ...c })),
  ...filters.bessel.map((c) => ({
    family: `bessel (${c.norm})`,
    sections: bessel(c.band, c.order, c.fs, c.norm),
    ...c,
  })),
  ...filters.notch.map((c) => ({ family: `notch at ${c.hz} Hz`, sections: notch(c.hz, c.qualityFactor, c.fs), ...c })),
];

describe.each(designs)('filtering by $family of order $order for $band at $fs Hz', ({ sections, ...expected }) => {
  const kept = (samples: Float64Array) => every(filters.every, samples);

  test('starts from the steady state of SciPy’s sosfilt_zi', () => {
    expect(relativeDifference(steadyState(sections), expected.steadyState)).toBeLessThan(TOLERANCE);
  });

  test('forwards from rest equals SciPy’s sosfilt', () => {
    expect(relativeDifference(kept(filterCausal(sections, input)), expected.causal)).toBeLessThan(TOLERANCE);
  });

  test('forwards from the steady state equals SciPy’s sosfilt with zi', () => {
    const state = steadyState(sections).map((s) => s * first);
    expect(relativeDifference(kept(filterCausal(sections, input, state)), expected.causalFromSteady)).toBeLessThan(
      TOLERANCE,
    );
  });

  test('both ways equals SciPy’s sosfiltfilt', () => {
    expect(relativeDifference(kept(filterZeroPhase(sections, input)), expected.zeroPhase)).toBeLessThan(TOLERANCE);
  });
});

const bandPass = butterworth({ kind: 'band-pass', lowHz: 0.5, highHz: 40 }, 4, 500);
const signals = fc.float64Array({ minLength: 60, maxLength: 200, min: -10, max: 10, noNaN: true });

describe('a filter', () => {
  test('applied block by block gives what it gives in one go', () => {
    fc.assert(
      fc.property(signals, fc.double({ min: 0, max: 1, noNaN: true }), (samples, part) => {
        const cut = Math.floor(part * samples.length);
        const head = filterBlock(bandPass, samples.subarray(0, cut));
        const tail = filterBlock(bandPass, samples.subarray(cut), head.state);
        expect([...head.samples, ...tail.samples]).toEqual([...filterCausal(bandPass, samples)]);
      }),
    );
  });

  test('is linear', () => {
    fc.assert(
      fc.property(signals, fc.double({ min: -3, max: 3, noNaN: true }), (samples, factor) => {
        const scaled = filterZeroPhase(
          bandPass,
          samples.map((x) => factor * x),
        );
        const expected = filterZeroPhase(bandPass, samples).map((y) => factor * y);
        // Inputs up to 30; the recursion at 0.5 Hz magnifies their rounding some 1e4 times.
        scaled.forEach((y, i) => {
          expect(Math.abs(y - (expected[i] as number))).toBeLessThan(1e-9);
        });
      }),
    );
  });

  test('run both ways has no direction: a reversed signal comes out reversed, but for its ends', () => {
    const samples = Float64Array.from({ length: 3000 }, (_, i) => Math.exp(-(((i - 1500) / 20) ** 2)));
    const lowPass = butterworth({ kind: 'low-pass', highHz: 40 }, 4, 500);
    const there = filterZeroPhase(lowPass, samples);
    const back = filterZeroPhase(lowPass, samples.slice().reverse()).reverse();
    expect(relativeDifference(back, there)).toBeLessThan(1e-12);
  });

  test('answers in the kind of array that it is given, and leaves that array alone', () => {
    const samples = Float32Array.from(input);
    const before = samples.slice();
    const filtered = filterZeroPhase(bandPass, samples);
    expect(filtered).toBeInstanceOf(Float32Array);
    expect(filterCausal(bandPass, samples)).toBeInstanceOf(Float32Array);
    expect(samples).toEqual(before);
    // Computed in float64 from the rounded input, rounded once: half a unit in the last place.
    const exact = filterZeroPhase(bandPass, Float64Array.from(samples));
    expect(filtered).toEqual(Float32Array.from(exact));
  });
});

describe('filtering is refused when', () => {
  test('a sample is not finite, which it names', () => {
    const samples = new Float32Array(100);
    samples[42] = Number.NaN;
    expect(() => filterZeroPhase(bandPass, samples)).toThrow(
      'filterZeroPhase: samples must be finite, got NaN at index 42',
    );
    expect(() => filterCausal(bandPass, Float64Array.of(1, Infinity))).toThrow('got Infinity at index 1');
  });

  test('the signal is no longer than the ends that are added to it', () => {
    const edge = edgeLength(bandPass);
    expect(edge).toBe(27);
    expect(() => filterZeroPhase(bandPass, new Float32Array(edge))).toThrow(
      'filterZeroPhase: this filter needs more than 27 samples, got 27',
    );
    expect(filterZeroPhase(bandPass, new Float32Array(edge + 1)).length).toBe(edge + 1);
  });

  test('the state belongs to another filter', () => {
    expect(() => filterBlock(bandPass, new Float32Array(9), new Float64Array(2))).toThrow(
      'filterBlock: the state of 4 sections has 8 numbers, got 2',
    );
  });
});
