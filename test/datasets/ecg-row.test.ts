import { describe, expect, it } from 'vitest';
import { assertPatientsApart, joinRows, patientOf } from '../../src/datasets/index.ts';

describe('assertPatientsApart', () => {
  it('accepts a patient with several records in one fold', () => {
    const rows = [
      { ecgId: 1, patientId: 'a', fold: 1 },
      { ecgId: 2, patientId: 'a', fold: 1 },
      { ecgId: 3, patientId: 'b', fold: 2 },
    ];
    expect(() => assertPatientsApart(rows)).not.toThrow();
  });

  it('names the patient, the records and the folds where one is in two', () => {
    const rows = [
      { ecgId: 1, patientId: 'a', fold: 1 },
      { ecgId: 3, patientId: 'b', fold: 2 },
      { ecgId: 2, patientId: 'a', fold: 9 },
    ];
    expect(() => assertPatientsApart(rows)).toThrow(
      expect.objectContaining({
        code: 'malformed-input',
        message:
          'assertPatientsApart: a patient must be in one fold, got record 1 in fold 1 and record 2 in fold 9 of patient a',
        details: { patientId: 'a', records: [1, 2], folds: [1, 9] },
      }),
    );
  });
});

describe('joinRows', () => {
  it('puts sources one after the other', () => {
    const rows = joinRows([
      { name: 'a', rows: [{ ecgId: 1 }, { ecgId: 2 }] },
      { name: 'b', rows: [{ ecgId: 3 }] },
    ]);
    expect(rows.map(({ ecgId }) => ecgId)).toEqual([1, 2, 3]);
  });

  it('names both sources of a record that stands in two', () => {
    const sources = [
      { name: 'a', rows: [{ ecgId: 1 }, { ecgId: 2 }] },
      { name: 'b', rows: [{ ecgId: 2 }] },
    ];
    expect(() => joinRows(sources)).toThrow('joinRows: a record must stand once, got ecg_id 2 in a and in b');
  });
});

describe('patientOf', () => {
  it('keeps what is stated about the patient and nothing else', () => {
    const row = { ecgId: 1, patientId: '7', fold: 1, statements: {}, heightCm: 180, sex: 'male', device: 'x' } as const;
    expect(patientOf(row)).toEqual({ id: '7', heightCm: 180, sex: 'male' });
    expect(Object.keys(patientOf(row))).toEqual(['id', 'sex', 'heightCm']);
    expect(patientOf({ ...row, ageYears: 90, ageIsLowerBound: true, weightKg: 80 })).toMatchObject({
      ageYears: 90,
      ageIsLowerBound: true,
      weightKg: 80,
    });
  });
});
