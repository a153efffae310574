import { expect, it } from 'vitest';
import { type Attribution, averageOverWaves } from '../../src/explain/index.ts';
import { NO_WAVES } from '../../src/record/index.ts';

it('averages an attribution over each wave of each lead, so that its sums stay', () => {
  const attribution: Attribution = {
    task: 'superdiagnostic',
    class: 'MI',
    method: 'integrated-gradients',
    isSigned: true,
    fs: 100,
    leads: { I: Float32Array.of(1, 3, 6, 0, 0, 2, 9), II: Float32Array.of(0, 0, -1, 1, 4, 0, 0) },
    seenSec: { fromSec: 0, toSec: 0.07 },
    logOdds: 1,
  };
  // At half of the rate: QRS is samples 2 to 4, T 5; what is before, between and behind is the rest.
  const beats = [{ ...NO_WAVES, qrsOn: 1, qrsOff: 2, tOn: 2.5, tOff: 3 }];
  const { leads } = averageOverWaves(attribution, { fs: 50, beats });
  expect([...(leads.I as Float32Array)]).toEqual([2, 2, 3, 3, 0, 2, 9]);
  expect([...(leads.II as Float32Array)]).toEqual([0, 0, 0, 0, 4, 0, 0]);
  expect(attribution.leads.I?.[0]).toBe(1);
});
