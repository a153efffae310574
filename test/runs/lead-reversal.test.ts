import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mixedProfile } from '../../runs/lead-reversal/mix.ts';
import { chooseThresholds } from '../../runs/lead-reversal/thresholds.ts';
import { PROFILE_LENGTH, reversedProfile, scaledProfile } from '../../src/quality/lead-reversal-network.ts';
import { INDEPENDENT_LEADS } from '../../src/quality/lead-reversal-profile.ts';
import { createRandom } from '../../src/random.ts';
import type { IndependentLeads } from '../../src/record/index.ts';

function randomProfile(seed: number): Float64Array {
  const random = createRandom(seed);
  const leads = INDEPENDENT_LEADS.map((name) => [
    name,
    Float64Array.from({ length: PROFILE_LENGTH }, () => random.normal()),
  ]);
  return scaledProfile(Object.fromEntries(leads) as unknown as IndependentLeads);
}

const leadsOf = (profile: Float64Array) =>
  Object.fromEntries(
    INDEPENDENT_LEADS.map((name, lead) => [name, profile.filter((_, i) => i % INDEPENDENT_LEADS.length === lead)]),
  ) as unknown as IndependentLeads;

describe('a mixed profile', () => {
  test('is the first where the second has no share, and scaled like any other', () => {
    const [one, other] = [randomProfile(1), randomProfile(2)];
    for (const [i, value] of mixedProfile(one, other, 0).entries()) expect(value).toBeCloseTo(one[i] ?? Number.NaN, 12);
    const mixed = mixedProfile(one, other, 0.3);
    const scaled = scaledProfile(leadsOf(mixed));
    for (const [i, value] of mixed.entries()) expect(value).toBeCloseTo(scaled[i] ?? Number.NaN, 12);
  });

  test('of two records with the same cables interchanged is the mixture with these cables interchanged', () => {
    for (const reversal of ['RA-LA', 'RA-LL', 'V2-V3'] as const) {
      const [one, other] = [randomProfile(3), randomProfile(4)];
      const before = mixedProfile(reversedProfile(one, reversal), reversedProfile(other, reversal), 0.4);
      const after = reversedProfile(mixedProfile(one, other, 0.4), reversal);
      for (const [i, value] of before.entries()) expect(value).toBeCloseTo(after[i] ?? Number.NaN, 12);
    }
  });
});

describe('chosen thresholds', () => {
  const random = createRandom(9);
  const evidence = Array.from({ length: 400 }, () =>
    Float64Array.from({ length: 8 }, (_, s) => -4 - s / 4 + 3 * random.normal()),
  );

  test('keep to the share of false alarms, and find every interchange but the excepted equally often', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (perMille) => {
        const falseAlarms = perMille / 1000;
        const thresholds = chooseThresholds(evidence, { falseAlarms, hardlyEver: ['LA-LL'] });
        const called = evidence.filter((row) => row.some((value, s) => value > (thresholds[s] ?? Number.NaN)));
        expect(called.length).toBeLessThanOrEqual(falseAlarms * evidence.length);
        const found = thresholds.map((threshold, s) => evidence.filter((row) => -(row[s] ?? 0) > threshold).length);
        const weighed = found.filter((_, s) => s !== 2);
        // Quantiles between two of 400 cases; none is capped at zero with these numbers.
        expect(Math.max(...weighed) - Math.min(...weighed)).toBeLessThanOrEqual(1);
        expect(evidence.every((row) => (row[2] ?? 0) < (thresholds[2] ?? 0))).toBe(true);
      }),
    );
  });

  test('are never below zero, where evidence is for nothing', () => {
    const clear = Array.from({ length: 50 }, (_, i) => new Float64Array(8).fill(-10 - i));
    const thresholds = chooseThresholds(clear, { falseAlarms: 0.008, hardlyEver: [] });
    expect(Math.min(...thresholds)).toBeGreaterThanOrEqual(0);
  });
});
