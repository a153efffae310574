import { describe, expect, test } from 'vitest';
import { formatWfdbPatient, parseWfdbPatient } from '../../src/record/wfdb-patient.ts';

describe('age and sex in the comments of a header', () => {
  test.each([
    ['LUDB', ['<age>: 51', '<sex>: F', '<diagnoses>:'], { ageYears: 51, sex: 'female' }],
    ['MIMIC', ['<age>: 60 <sex>: M'], { ageYears: 60, sex: 'male' }],
    ['macecgdb', ['<age>: 25  <sex>: M  <diagnoses>: (none)'], { ageYears: 25, sex: 'male' }],
    ['CPSC', ['Age: 49', 'Sex: Female', 'Dx: Normal'], { ageYears: 49, sex: 'female' }],
    ['PTB', ['age: 81', 'sex: female', 'ECG date: 01/10/1990'], { ageYears: 81, sex: 'female' }],
    ['MIT-BIH', ['69 M 1085 1629 x1', 'Aldomet, Inderal'], { ageYears: 69, sex: 'male' }],
    ['MIT-BIH without age', ['-1 M 742 654 x1'], { sex: 'male' }],
    ['an infant', ['Age: 0.5'], { ageYears: 0.5 }],
    ['a hidden age', ['Age: >89'], { ageYears: 90, ageIsLowerBound: true }],
    ['the same twice', ['Age: 49', '<age>: 49'], { ageYears: 49 }],
  ])('as %s writes them are read', (_, comments, facts) => {
    expect(parseWfdbPatient(comments)).toEqual(facts);
  });

  test.each([
    ['unknown', ['<age>: ?? <sex>: ?', 'Age: NaN', 'Sex: Unknown', 'age: n/a']],
    ['contradictory', ['Age: 49', 'Age: 50', 'Sex: M', '<sex>: F']],
    ['about something else', ['Gestational age: 30', 'Age: 30 weeks', 'Average age: 40', 'Sex: Fluid', '69 M']],
    ['beyond any age', ['Age: 300', '<age>: 999']],
  ])('that are %s are left out', (_, comments) => {
    expect(parseWfdbPatient(comments)).toEqual({});
  });

  test.each([
    [{ ageYears: 49, sex: 'female' }],
    [{ ageYears: 90, ageIsLowerBound: true, sex: 'male' }],
    [{ ageYears: 0.5 }],
    [{}],
  ] as const)('come back as they were written: %j', (facts) => {
    expect(parseWfdbPatient(formatWfdbPatient(facts))).toEqual(facts);
  });
});
