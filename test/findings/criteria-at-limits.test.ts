import { describe, expect, test } from 'vitest';
import { judgeCriteria } from '../../src/findings/index.ts';
import { CASES, each, leads, WOMAN } from './criteria-at-limits.table.ts';
import { ADULT, judged, measurementsWith } from './measured-ecg.ts';

describe('each criterion on both sides of its limits', () => {
  const cases = CASES.map(([id, met, notMet, patient = ADULT]) => ({ id, met, notMet, patient }));
  test.each(cases)('$id is met by $met and not by $notMet', ({ id, met, notMet, patient }) => {
    expect(judged(id, met, patient)).toMatchObject({ met: true });
    expect(judged(id, notMet, patient)).toMatchObject({ met: false });
  });

  test('every criterion is among them', () => {
    const all = judgeCriteria({ measurements: measurementsWith(), patient: ADULT }).map(({ id }) => id);
    expect(new Set(CASES.map(([id]) => id))).toEqual(new Set(all));
    expect(new Set(all).size).toBe(all.length);
  });

  test('an unremarkable adult is in sinus rhythm and meets no other criterion', () => {
    const results = judgeCriteria({ measurements: measurementsWith(), patient: ADULT });
    expect(results.filter(({ met }) => met).map(({ id }) => id)).toEqual(['sinus-rhythm']);
    expect(results.filter(({ met }) => met === undefined).map(({ id }) => id)).toEqual([
      'sgarbossa',
      'smith-modified-sgarbossa',
    ]);
  });
});

describe('what cannot be judged is not, and says why', () => {
  test('a missing lead', () => {
    expect(judged('sokolow-lyon', leads({ V1: undefined }))).toMatchObject({
      met: undefined,
      reason: 'S V1: there is no lead V1',
    });
  });

  test('a lead that was not measured, unless the others decide', () => {
    const lost = { rMv: undefined, qrsShape: undefined };
    expect(judged('high-left-r', leads({ V6: lost })).met).toBeUndefined();
    expect(judged('high-left-r', leads({ V6: lost, V5: { rMv: 2.7 } })).met).toBe(true);
  });

  test('a sex that is not stated, where it matters', () => {
    const qtc = (qtcFridericiaMs: number) =>
      judged('prolonged-qtc', { intervals: { qtcFridericiaMs } }, { ageYears: 50 });
    expect([qtc(449).met, qtc(455).met, qtc(460).met]).toEqual([false, undefined, true]);
    expect(qtc(455).reason).toContain('the sex is not stated');
  });

  test('an age that is not stated, where it matters', () => {
    const elevation = (stJMv: number) =>
      judged('st-elevation-anteroseptal', each(['V2', 'V3'], { stJMv }), { sex: 'male' });
    expect([elevation(0.19).met, elevation(0.22).met, elevation(0.25).met]).toEqual([false, undefined, true]);
    expect(elevation(0.22).reason).toContain('the age is not stated');
  });

  test('a child, whose limits are others', () => {
    const results = judgeCriteria({ measurements: measurementsWith(), patient: { sex: 'male', ageYears: 15 } });
    expect(results.every(({ met, reason }) => met === undefined && reason?.includes('15 years'))).toBe(true);
  });

  test('ST in bundle branch block, hypertrophy and paced rhythm', () => {
    const elevated = each(['II', 'aVF'], { stJMv: 0.3 });
    for (const changes of [
      { ...elevated, intervals: { qrsMs: 120 } },
      { ...elevated, rhythm: { pacedCount: 3 } },
      leads({ ...elevated.leads, V1: { sMv: -3 } }),
    ]) {
      expect(judged('st-elevation-inferior', changes).met).toBeUndefined();
      expect(judged('st-elevation-inferior', changes).reason).toContain('it is not judged where QRS ≥ 120 ms');
    }
  });

  test('Sgarbossa’s criteria without left bundle branch block', () => {
    expect(judged('sgarbossa', leads({ V6: { stJMv: 0.3 } })).reason).toContain('in left bundle branch block');
  });
});

describe('what a criterion shows', () => {
  test('the values that it used, with units, leads and limits', () => {
    expect(judged('cornell-voltage', leads({ V3: { sMv: -1.2 } }), WOMAN).values).toEqual([
      {
        name: 'R aVL + S V3',
        value: 2.2,
        unit: 'mV',
        leads: ['aVL', 'V3'],
        limit: { relation: '>', value: 2 },
        met: true,
      },
    ]);
  });

  test('only the leads that meet it, where it is met', () => {
    const { values } = judged('st-elevation-inferior', each(['III', 'aVF'], { stJMv: 0.15 }));
    expect(values.flatMap((value) => value.leads).sort()).toEqual(['III', 'aVF']);
  });

  test('a wave that QRS does not have counts as 0', () => {
    const result = judged(
      'sokolow-lyon',
      leads({ V1: { sMv: undefined, sMs: undefined, qrsShape: 'R' }, V6: { rMv: 3.4 } }),
    );
    expect(result).toMatchObject({ met: false, values: [{ value: 3.4 }] });
  });

  test('a source with a year', () => {
    for (const { source } of judgeCriteria({ measurements: measurementsWith(), patient: ADULT })) {
      expect(source.year).toBeGreaterThan(1940);
      expect(source.citation).toMatch(/\d{4}/);
    }
  });
});
