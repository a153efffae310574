import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Beats } from '../../src/beats/index.ts';
import { type HeartRateVariabilityValues, measureHrv } from '../../src/features/index.ts';

interface Case {
  readonly name: string;
  readonly rrMs: readonly number[];
  readonly classes: string;
  readonly expected: HeartRateVariabilityValues;
}

const { cases } = JSON.parse(readFileSync(new URL('golden/hrv.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

/** Beats at 1000 Hz, the first at sample 0. */
function beatsOf(rrMs: readonly number[], classes = 'N'.repeat(rrMs.length + 1)): Beats {
  let sample = 0;
  const samples = [0, ...rrMs.map((ms) => (sample += ms))];
  return {
    fs: 1000,
    length: sample + 1,
    leads: ['II'],
    beats: samples.map((at, i) => ({ sample: at, beatClass: classes[i] === 'N' ? 'normal' : 'ventricular' })),
  };
}

const steady = (minutes: number) => Array.from({ length: 75 * minutes }, (_, i) => 800 + (i % 2 === 0 ? 10 : -10));

describe('measureHrv', () => {
  test.each(cases)('gives the values of NumPy and SciPy for $name', ({ rrMs, classes, expected }) => {
    const found = measureHrv(beatsOf(rrMs, classes));
    for (const [name, value] of Object.entries(expected) as [keyof HeartRateVariabilityValues, number][]) {
      if (found.notMeasured[name] !== undefined) continue;
      // Sums of at most 15,000 terms in float64 in another order.
      expect(found[name], name).toBeCloseTo(value, 6);
    }
  });

  test('measures everything in an hour, and in six minutes all but what is slower than these allow', () => {
    expect(Object.keys(measureHrv(beatsOf(cases[2]?.rrMs ?? [], cases[2]?.classes)).notMeasured)).toEqual([]);
    expect(measureHrv(beatsOf(cases[0]?.rrMs ?? [])).notMeasured).toEqual({
      triangularIndex: 'needs 1200 s of normal-to-normal intervals, there are 360 s',
      vlfMs2: 'needs 3000 s of normal-to-normal intervals, there are 360 s',
    });
  });

  test('gives no spectrum below five minutes and nothing but counts below one', () => {
    const brief = measureHrv(beatsOf(steady(2)));
    expect(brief.lfMs2).toBeUndefined();
    expect(brief.sdnnMs).toBeCloseTo(10, 0);
    const tooBrief = measureHrv(beatsOf(steady(0.5)));
    expect(tooBrief.nnCount).toBe(37);
    expect(tooBrief.sdnnMs).toBeUndefined();
    expect(tooBrief.notMeasured.sdnnMs).toBe('needs 60 s of normal-to-normal intervals, there are 29 s');
  });

  test('gives nothing where more than a fifth of the intervals touch a premature beat', () => {
    const rrMs = steady(8);
    const found = measureHrv(beatsOf(rrMs, [...rrMs, 0].map((_, i) => (i % 8 === 7 ? 'V' : 'N')).join('')));
    expect(found.notMeasured.rmssdMs).toBe('25 % of the RR intervals are not normal-to-normal, at most 20 % may be');
  });

  test('says why there are no beats', () => {
    const none: Beats = { fs: 500, length: 5000, leads: [], beats: [], reason: 'all leads are flat' };
    expect(measureHrv(none).notMeasured.sdnnMs).toBe('all leads are flat');
  });
});
