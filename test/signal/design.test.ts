import { describe, expect, test } from 'vitest';
import { butterworth, frequencyResponse, type PassBand, type SecondOrderSections } from '../../src/signal/index.ts';
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

const filters = golden<{ butterworth: readonly DesignCase[] }>('filters');

const rows = (sections: SecondOrderSections) => sections.map(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, 1, a1, a2]);

describe.each(filters.butterworth)(
  'butterworth of order $order for $band at $fs Hz',
  ({ band, order, fs, ...expected }) => {
    const sections = butterworth(band, order, fs);

    test('has the sections of SciPy, in their order', () => {
      // Coefficients lie within ±2; poles differ by the rounding of their own transforms, some 1e-15.
      expect(sections.length).toBe(expected.sos.length);
      expect(relativeDifference(rows(sections).flat(), expected.sos.flat())).toBeLessThan(1e-13);
    });

    test('answers every frequency as SciPy does', () => {
      // Rounded coefficients of poles within 1e-4 of z = 1 (0.05 Hz) leave nine digits of the response near 0 Hz.
      const response = frequencyResponse(sections, expected.frequenciesHz, fs);
      expect(
        relativeDifference(
          response.map((r) => r.re),
          expected.response.re,
        ),
      ).toBeLessThan(1e-9);
      expect(
        relativeDifference(
          response.map((r) => r.im),
          expected.response.im,
        ),
      ).toBeLessThan(1e-9);
    });
  },
);

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

  test('its edges are not in rising order', () => {
    expect(() => butterworth({ kind: 'band-pass', lowHz: 40, highHz: 40 }, 2, 500)).toThrow(
      'butterworth: lowHz must be below highHz, got 40 and 40',
    );
  });
});
