import { describe, expect, test } from 'vitest';
import { STANDARD_LEADS } from '../../src/record/index.ts';
import { lead, type Options, simulate } from './simulated.ts';

const clean = simulate().record;
const faulty = (fault: NonNullable<Options['faults']>[number]) => simulate({ faults: [fault] }).record;

/** Leads of two records that differ somewhere between two moments by more than 1 µV. */
function changed(record: typeof clean, fromSec = 0, toSec = 10): readonly string[] {
  return STANDARD_LEADS.filter((name) =>
    lead(record, name).some(
      (mv, n) => n >= fromSec * 500 && n < toSec * 500 && Math.abs(mv - (lead(clean, name)[n] as number)) > 1e-3,
    ),
  );
}

describe('a simulated fault', () => {
  test('of a chest electrode is seen in its lead alone, and only while it lasts', () => {
    const record = faulty({ kind: 'electrode-motion', electrode: 'V3', amplitudeMv: 1, fromSec: 2, toSec: 6 });
    expect(changed(record)).toEqual(['V3']);
    expect(changed(record, 0, 2)).toEqual([]);
    expect(changed(record, 6)).toEqual([]);
  });

  test('of the left leg is seen in all leads but I', () => {
    const record = faulty({ kind: 'electrode-motion', electrode: 'LL', amplitudeMv: 1 });
    expect(changed(record)).toEqual(STANDARD_LEADS.filter((name) => name !== 'I'));
  });

  test('that is a chest electrode off leaves its lead flat', () => {
    const record = faulty({ kind: 'lead-off', electrode: 'V5', fromSec: 5 });
    expect(new Set(lead(record, 'V5').subarray(2500))).toEqual(new Set([0]));
    expect(changed(record)).toEqual(['V5']);
  });

  test('that is an electrode of a limb off leaves its augmented lead flat, and the lead between the others as it was', () => {
    const record = faulty({ kind: 'lead-off', electrode: 'LA' });
    expect(Math.max(...lead(record, 'aVL').map(Math.abs))).toBeLessThan(1e-4);
    expect(changed(record)).toEqual(STANDARD_LEADS.filter((name) => name !== 'II'));
  });

  test('that is saturation holds a lead at its limit, and clipping cuts it there', () => {
    const saturated = lead(faulty({ kind: 'saturation', lead: 'V1', levelMv: 5, fromSec: 1, toSec: 3 }), 'V1');
    expect(new Set(saturated.subarray(500, 1500))).toEqual(new Set([5]));
    const clipped = lead(faulty({ kind: 'clipping', lead: 'V5', levelMv: 0.5 }), 'V5');
    expect(Math.max(...clipped)).toBe(0.5);
    expect(clipped).toEqual(lead(clean, 'V5').map((mv) => Math.min(0.5, Math.max(-0.5, mv))));
  });

  test("keeps Einthoven's law in every kind", () => {
    const { leads } = faulty({ kind: 'clipping', lead: 'II', levelMv: 0.3 });
    expect(leads.III).toEqual((leads.II as Float32Array).map((mv, n) => mv - ((leads.I as Float32Array)[n] as number)));
  });

  test.each([
    [{ kind: 'lead-off', electrode: 'V1', fromSec: 3, toSec: 2 }, 'applyFault: toSec must lie after fromSec 3, got 2'],
    [{ kind: 'lead-off', electrode: 'RL' }, 'electrode of lead-off must be one of RA, LA, LL, V1'],
    [{ kind: 'clipping', lead: 'aVR', levelMv: 1 }, 'lead of clipping must be one of I, II, V1'],
    [{ kind: 'saturation', lead: 'V1' }, 'levelMv of saturation must be a number, got undefined'],
    [{ kind: 'electrode-motion', electrode: 'LA', amplitudeMv: Number.NaN }, 'amplitudeMv of electrode-motion must'],
    [{ kind: 'gremlins' }, 'kind must be one of electrode-motion, lead-off, saturation, clipping, got gremlins'],
  ])('that cannot be is refused (%o)', (fault, message) => {
    expect(() => faulty(fault as never)).toThrow(message);
  });
});

describe('interchanged cables', () => {
  // What each lead shows, in leads of the right record: Kors JA, van Herpen G. Am J Cardiol 2001;88:396–399.
  test.each([
    ['RA-LA', { I: '-I', II: 'III', III: 'II', aVR: 'aVL', aVL: 'aVR', aVF: 'aVF', V1: 'V1' }],
    ['RA-LL', { I: '-III', II: '-II', III: '-I', aVR: 'aVF', aVL: 'aVL', aVF: 'aVR', V6: 'V6' }],
    ['LA-LL', { I: 'II', II: 'I', III: '-III', aVR: 'aVR', aVL: 'aVF', aVF: 'aVL', V2: 'V2' }],
    ['RA-RL', { III: 'III', I: '-III', II: '0' }],
    ['LA-RL', { I: 'II', II: 'II', III: '0' }],
    ['V1-V2', { I: 'I', V1: 'V2', V2: 'V1', V3: 'V3' }],
    ['V5-V6', { II: 'II', V4: 'V4', V5: 'V6', V6: 'V5' }],
  ] as const)('%s map the leads as known', (reversal, map) => {
    const { record } = simulate({ reversal });
    for (const [name, source] of Object.entries(map)) {
      const sign = source.startsWith('-') ? -1 : 1;
      const expected =
        source === '0' ? clean.leads.I?.map(() => 0) : lead(clean, source.replace('-', '')).map((mv) => sign * mv);
      const largest = Math.max(...lead(record, name).map((mv, n) => Math.abs(mv - (expected?.[n] as number))));
      // I and II are rounded to 2⁻¹⁴ mV; III is their difference.
      expect(largest).toBeLessThanOrEqual(2 ** -13);
    }
  });

  test('that do not exist are refused', () => {
    expect(() => simulate({ reversal: 'V1-V6' as never })).toThrow(
      'reverseLeads: reversal must be one of RA-LA, RA-LL',
    );
  });

  test('twice are as they were', () => {
    const limb = simulate({ reversal: 'RA-LA' }).record;
    const again = lead(limb, 'I').map((mv) => -mv);
    expect(Math.max(...again.map((mv, n) => Math.abs(mv - (lead(clean, 'I')[n] as number))))).toBeLessThan(2 ** -13);
  });
});
