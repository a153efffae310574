import { describe, expect, it } from 'vitest';
import { classMembers, STATEMENTS, SUPERCLASSES, TASKS, taskClasses, taskMembers } from '../../src/statements/index.ts';

describe('taskClasses', () => {
  it('numbers the classes of the six tasks as published', () => {
    // Strodthoff et al. 2021, section II.A.
    expect(Object.fromEntries(TASKS.map((task) => [task, taskClasses(task).length]))).toEqual({
      all: 71,
      diagnostic: 44,
      subdiagnostic: 23,
      superdiagnostic: 5,
      form: 19,
      rhythm: 12,
    });
  });

  it('keeps a fixed order, on which saved models rely', () => {
    expect(taskClasses('superdiagnostic')).toEqual(SUPERCLASSES);
    expect(taskClasses('subdiagnostic').join(' ')).toBe(
      'STTC NST_ NORM IMI AMI LVH LAFB/LPFB ISC_ IRBBB _AVB IVCD ISCA CRBBB CLBBB LAO/LAE ISCI LMI RVH RAO/RAE WPW ILBBB SEHYP PMI',
    );
    expect(taskClasses('rhythm').join(' ')).toBe('SR AFIB STACH SARRH SBRAD PACE SVARR BIGU AFLT SVTAC PSVT TRIGU');
    expect(taskClasses('form').join(' ')).toBe(
      'NDT NST_ DIG LNGQT ABQRS PVC STD_ VCLVH QWAVE LOWT NT_ PAC LPR INVT LVOLT HVOLT TAB_ STE_ PRC(S)',
    );
    expect(taskClasses('diagnostic')).toEqual(taskClasses('all').slice(0, 44));
    expect(taskClasses('all')).toEqual(STATEMENTS.map((entry) => entry.code));
  });

  it('shares four statements between diagnosis and form and none with rhythm', () => {
    const form = new Set(taskClasses('form'));
    const rhythm = new Set(taskClasses('rhythm'));
    expect(taskClasses('diagnostic').filter((code) => form.has(code))).toEqual(['NDT', 'NST_', 'DIG', 'LNGQT']);
    expect(taskClasses('diagnostic').filter((code) => rhythm.has(code))).toEqual([]);
    expect(taskClasses('form').filter((code) => rhythm.has(code))).toEqual([]);
  });
});

describe('classMembers', () => {
  it('gathers 1, 14, 13, 11 and 5 statements into the superclasses', () => {
    expect(SUPERCLASSES.map((name) => classMembers('superdiagnostic', name).length)).toEqual([1, 14, 13, 11, 5]);
  });

  it('puts every diagnostic statement into exactly one class of an aggregated task', () => {
    for (const task of ['subdiagnostic', 'superdiagnostic'] as const) {
      const members = taskClasses(task).flatMap((name) => classMembers(task, name));
      expect(members.toSorted()).toEqual(taskClasses('diagnostic').toSorted());
    }
  });

  it('gives a class that is a statement itself as its only member', () => {
    for (const task of ['all', 'diagnostic', 'form', 'rhythm'] as const) {
      for (const name of taskClasses(task)) expect(classMembers(task, name)).toEqual([name]);
    }
  });

  it('refuses a class that the task does not have', () => {
    expect(() => classMembers('rhythm', 'NORM')).toThrow('classMembers: task rhythm has no class NORM');
  });
});

describe('taskMembers', () => {
  it('names the statements that a task asks for: all, or those of its kind', () => {
    expect(taskMembers('all')).toEqual(taskClasses('all'));
    expect(taskMembers('superdiagnostic').toSorted()).toEqual(taskClasses('diagnostic').toSorted());
    expect(taskMembers('form')).toEqual(taskClasses('form'));
  });
});
