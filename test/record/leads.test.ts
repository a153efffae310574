import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveLimbLeads, makeRecord, STANDARD_LEADS, selectLeads, standardLeadName } from '../../src/record/index.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';

const LIMB_LEADS = STANDARD_LEADS.slice(0, 6);

/** All six limb leads from three electrode potentials, by the definition of each lead as a difference of potentials. */
function limbLeads(rightArm: number, leftArm: number, leftFoot: number): Record<string, number> {
  return {
    I: leftArm - rightArm,
    II: leftFoot - rightArm,
    III: leftFoot - leftArm,
    aVR: rightArm - (leftArm + leftFoot) / 2,
    aVL: leftArm - (rightArm + leftFoot) / 2,
    aVF: leftFoot - (rightArm + leftArm) / 2,
  };
}

const pairs = LIMB_LEADS.flatMap((a, i) => LIMB_LEADS.slice(i + 1).map((b) => [a, b] as const));

describe('lead names', () => {
  test.each([
    ['AVR', 'aVR'],
    ['avl', 'aVL'],
    ['aVF', 'aVF'],
    ['v1', 'V1'],
    [' i ', 'I'],
    ['iii', 'III'],
    [' MLII ', 'MLII'],
    ['vx', 'vx'],
    ['V', 'V'],
    ['V7', 'V7'],
    ['', ''],
  ])('the source name "%s" means "%s"', (source, expected) => {
    expect(standardLeadName(source)).toBe(expected);
  });

  test('every standard name stands for itself', () => {
    expect(STANDARD_LEADS.map(standardLeadName)).toEqual([...STANDARD_LEADS]);
  });
});

describe('deriving limb leads', () => {
  test.each(pairs)('%s and %s give the other four, as the electrode potentials do', (a, b) => {
    const potential = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(potential, potential, potential, (rightArm, leftArm, leftFoot) => {
        const expected = limbLeads(rightArm, leftArm, leftFoot);
        const leads = { [a]: Float32Array.of(expected[a] ?? 0), [b]: Float32Array.of(expected[b] ?? 0) };
        const derived = deriveLimbLeads(makeRecord({ fs: 500, leads })).leads;
        for (const name of LIMB_LEADS) {
          // Two sources of up to 15 mV, each rounded to 2^-24 of itself, times at most 2, and one rounding more.
          expect(Math.abs((derived[name]?.[0] ?? Number.NaN) - (expected[name] ?? 0))).toBeLessThan(5e-6);
        }
      }),
    );
  });

  test('leads of the source stay what they are and where they are, derived ones follow', () => {
    const leads = { V1: Float32Array.of(7), aVF: Float32Array.of(9), II: Float32Array.of(3), I: Float32Array.of(1) };
    const derived = deriveLimbLeads(makeRecord({ fs: 500, leads }));
    expect(Object.entries(derived.leads).map(([name, samples]) => [name, ...samples])).toEqual([
      ['V1', 7],
      ['aVF', 9],
      ['II', 3],
      ['I', 1],
      ['III', 2],
      ['aVR', -2],
      ['aVL', -0.5],
    ]);
    expect(derived.source.notes).toEqual(['leads III, aVR, aVL derived from I and II']);
  });

  test('a missing sample is missing in the derived leads', () => {
    const leads = { I: Float32Array.of(1, Number.NaN), II: Float32Array.of(3, 3) };
    expect([...(deriveLimbLeads(makeRecord({ fs: 500, leads })).leads.III ?? [])]).toEqual([2, Number.NaN]);
  });

  test.each([
    ['leads that are scaled each by itself', 'normalised', ['I', 'II']],
    ['a single limb lead', 'mV', ['II', 'V1']],
    ['all six limb leads', 'mV', LIMB_LEADS],
  ] as const)('a record with %s comes back as it is', (_, unit, names) => {
    const leads = Object.fromEntries(names.map((name) => [name, new Float32Array(2)]));
    const record = makeRecord({ fs: 500, unit, leads });
    expect(deriveLimbLeads(record)).toBe(record);
  });
});

describe('selecting leads', () => {
  const leads = { II: Float32Array.of(2), aVF: Float32Array.of(6), aVL: Float32Array.of(5), MLII: Float32Array.of(8) };
  const record = makeRecord({ fs: 500, leads, source: { name: '7' } });

  test('leads come by name and in the order that is asked for', () => {
    const selected = selectLeads(record, ['AVL', 'aVF', 'MLII']);
    expect(Object.entries(selected.leads)).toEqual([
      ['aVL', leads.aVL],
      ['aVF', leads.aVF],
      ['MLII', leads.MLII],
    ]);
  });

  test('every missing lead is named', () => {
    expect(() => selectLeads(record, ['V2', 'II', 'V1'])).toThrow(
      'selectLeads: record 7 must have lead V2, V1, got II, aVF, aVL, MLII',
    );
  });

  test.each([[['II', 'ii']], [[]]])('asking for %j is refused', (names) => {
    expect(() => selectLeads(record, names)).toThrow('names must be at least one lead, none twice');
  });
});

const ptbxl = dataFolder('ptbxl/records100');

describe.skipIf(ptbxl === undefined)('the limb leads of PTB-XL', () => {
  test('those derived from I and II are those recorded, within the rounding of the publisher', () => {
    let worst = 0;
    for (const path of findRecords(ptbxl ?? '')) {
      const record = readRecordFile(path);
      const derived = deriveLimbLeads(selectLeads(record, ['I', 'II']));
      for (const name of ['III', 'aVR', 'aVL', 'aVF']) {
        derived.leads[name]?.forEach((value, i) => {
          worst = Math.max(worst, Math.abs(value - (record.leads[name]?.[i] ?? Number.NaN)));
        });
      }
    }
    // Leads are stored in whole µV; the publisher's own rounding leaves up to 3 µV (and 32-bit floats a little).
    expect(worst).toBeLessThan(0.0031);
    expect(worst).toBeGreaterThan(0);
  });
});
