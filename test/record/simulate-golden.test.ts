import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SimulatedMorphology } from '../../src/record/index.ts';
import { lead, simulate } from './simulated.ts';

interface GoldenCase {
  readonly morphology: SimulatedMorphology;
  readonly heartRateBpm: number;
  readonly firstPOnSec: number;
  /** P on, peak, off, QRS on, peak, off, T on, peak, off of the first whole beat. */
  readonly fiducialsMs: readonly number[];
  /** The first cycle of some leads, mV. */
  readonly leads: Readonly<Record<string, readonly number[]>>;
}

const golden: { readonly fs: number; readonly cases: readonly GoldenCase[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden', 'simulate.json'), 'utf8'),
);

describe.each(golden.cases)(
  'a simulated $morphology at $heartRateBpm/min is what NumPy makes of the model',
  (expected) => {
    const { morphology, heartRateBpm } = expected;
    const { record, beats } = simulate({ fs: golden.fs, durationSec: 4, morphology, heartRateBpm, rrVariability: 0 });

    test('at its boundaries', () => {
      const first = beats.find(({ sec }) => sec.pOn !== undefined);
      expect(first?.sec.pOn).toBeCloseTo(expected.firstPOnSec, 12);
      Object.values(first?.sec ?? {}).forEach((sec, n) => {
        // The simulator looks for boundaries in steps of 0.1 ms, twice where a wave is placed by its onset; NumPy in 0.01 ms.
        expect(Math.abs(1000 * (sec as number) - (expected.fiducialsMs[n] as number))).toBeLessThan(0.25);
      });
    });

    test('in every sample', () => {
      for (const [name, values] of Object.entries(expected.leads)) {
        const samples = lead(record, name);
        const largest = Math.max(...values.map((mv, n) => Math.abs(mv - (samples[n] as number))));
        // QRS rises by 0.1 mV per millisecond, and its onset is known to 0.1 ms.
        expect(largest).toBeLessThan(0.01);
      }
    });
  },
);
