import { describe, expect, test } from 'vitest';
import {
  type BesselNorm,
  bessel,
  butterworth,
  frequencyResponse,
  notch,
  type PassBand,
  type SecondOrderSections,
} from '../../src/signal/index.ts';
import { relativeDifference } from './closeness.ts';
import { golden } from './golden.ts';

interface DesignCase {
  readonly band: PassBand;
  readonly order: number;
  readonly fs: number;
  readonly sos: readonly (readonly number[])[];
  readonly frequenciesHz: readonly number[];
  readonly response: { readonly re: readonly number[]; readonly im: readonly number[] };
}

interface Goldens {
  readonly butterworth: readonly DesignCase[];
  readonly bessel: readonly (DesignCase & { readonly norm: BesselNorm })[];
  readonly notch: readonly (DesignCase & { readonly hz: number; readonly qualityFactor: number })[];
}

const filters = golden<Goldens>('filters');

const designs = [
  ...filters.butterworth.map((c) => ({ family: 'butterworth', sections: butterworth(c.band, c.order, c.fs), ...c })),
  ...filters.bessel.map((c) => ({
    family: `bessel (${c.norm})`,
    sections: bessel(c.band, c.order, c.fs, c.norm),
    ...c,
  })),
  ...filters.notch.map((c) => ({ family: `notch at ${c.hz} Hz`, sections: notch(c.hz, c.qualityFactor, c.fs), ...c })),
];

const rows = (sections: SecondOrderSections) => sections.map(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, 1, a1, a2]);

describe.each(designs)('$family of order $order for $band at $fs Hz', ({ sections, fs, ...expected }) => {
  test('has the sections of SciPy, in their order', () => {
    // Coefficients lie within ±2; the poles' rounding is some 1e-15, that of the roots of the Bessel polynomial of degree 12 1e-11.
    expect(sections.length).toBe(expected.sos.length);
    expect(relativeDifference(rows(sections).flat(), expected.sos.flat())).toBeLessThan(
      expected.order < 6 ? 1e-13 : 1e-10,
    );
  });

  test('answers every frequency as SciPy does', () => {
    // Rounded coefficients of poles within 1e-4 of z = 1 (0.05 Hz) leave nine digits of the response near 0 Hz.
    const { re, im } = expected.response;
    const response = frequencyResponse(sections, expected.frequenciesHz, fs);
    const difference = response.map((r, i) => Math.hypot(r.re - (re[i] as number), r.im - (im[i] as number)));
    expect(Math.max(...difference)).toBeLessThan(1e-9);
  });
});

describe('a filter is refused when', () => {
  const low = (highHz: number): PassBand => ({ kind: 'low-pass', highHz });

  test.each([0, 250, 300, Number.NaN, -1])('its edge is %d Hz at 500 Hz', (highHz) => {
    expect(() => butterworth(low(highHz), 2, 500)).toThrow(
      `butterworth: highHz must lie between 0 and fs / 2 = 250 Hz, got ${highHz}`,
    );
  });

  test.each([0, 1.5, -1, Number.NaN])('its order is %d', (order) => {
    expect(() => butterworth(low(40), order, 500)).toThrow(`order must be a positive integer, got ${order}`);
  });

  test.each([0, Number.POSITIVE_INFINITY, Number.NaN])('its rate is %d', (fs) => {
    expect(() => butterworth(low(40), 2, fs)).toThrow(`fs must be a positive number of Hz, got ${fs}`);
  });

  test('a Bessel filter’s order is above 12, or its norm unknown', () => {
    expect(() => bessel(low(40), 13, 500)).toThrow('bessel: order must be at most 12, got 13');
    // @ts-expect-error a caller without types
    expect(() => bessel(low(40), 2, 500, 'delay')).toThrow('norm must be magnitude or phase, got delay');
  });

  test('a notch lies beyond fs / 2 or has no width', () => {
    expect(() => notch(60, 30, 100)).toThrow('notch: hz must lie between 0 and fs / 2 = 50 Hz, got 60');
    expect(() => notch(50, 0, 500)).toThrow('notch: qualityFactor must be a positive number, got 0');
  });

  test('its edges are not in rising order', () => {
    expect(() => butterworth({ kind: 'band-pass', lowHz: 40, highHz: 40 }, 2, 500)).toThrow(
      'butterworth: lowHz must be below highHz, got 40 and 40',
    );
  });
});
