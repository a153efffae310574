import { describe, expect, it } from 'vitest';
import { labelMatrix, labelRows } from '../../src/datasets/index.ts';
import { taskClasses } from '../../src/statements/index.ts';

const rows = [
  { statements: { NORM: 100, SR: 0 } },
  { statements: { SR: 0 } },
  { statements: { IMI: 35, ASMI: 80, NDT: 0 } },
  { statements: {} },
];

describe('labelMatrix', () => {
  it('has a row for every record, with 1 for each class of its statements', () => {
    const { classes, labels } = labelMatrix(rows, 'superdiagnostic');
    expect(classes).toEqual(['NORM', 'MI', 'STTC', 'CD', 'HYP']);
    expect(Array.from(labels)).toEqual([1, 0, 0, 0, 0].concat([0, 0, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 0, 0, 0]));
  });

  it('counts a statement whatever its likelihood, since 0 means unknown', () => {
    const { classes, labels } = labelMatrix([{ statements: { AFIB: 0 } }], 'rhythm');
    expect(labels[classes.indexOf('AFIB')]).toBe(1);
    expect(labels.reduce((sum, label) => sum + label, 0)).toBe(1);
  });

  it('gives a class the greatest likelihood of its statements, 0 where unknown or absent', () => {
    const { likelihood } = labelMatrix(rows, 'superdiagnostic');
    expect(Array.from(likelihood)).toEqual(
      [100, 0, 0, 0, 0].concat([0, 0, 0, 0, 0], [0, 80, 0, 0, 0], [0, 0, 0, 0, 0]),
    );
  });

  it('counts a statement in every task that it is part of', () => {
    // NDT is diagnostic and about form; not about rhythm.
    const of = (task: Parameters<typeof labelMatrix>[1]) => {
      const { labels } = labelMatrix([{ statements: { NDT: 0 } }], task);
      return taskClasses(task).filter((_, column) => labels[column] === 1);
    };
    expect([of('all'), of('diagnostic'), of('subdiagnostic'), of('superdiagnostic'), of('form'), of('rhythm')]).toEqual(
      [['NDT'], ['NDT'], ['STTC'], ['STTC'], ['NDT'], []],
    );
  });

  it('refuses a statement that is not in the vocabulary', () => {
    expect(() => labelMatrix([{ statements: { FOO: 0 } }], 'rhythm')).toThrow(
      'row 0 must have known statements, got FOO',
    );
  });
});

describe('labelRows', () => {
  it('leaves out records without a label of the task, and counts them', () => {
    const { kept, dropped, labels, likelihood } = labelRows(rows, 'superdiagnostic');
    expect(kept).toEqual([0, 2]);
    expect(dropped).toBe(2);
    expect(Array.from(labels)).toEqual([1, 0, 0, 0, 0].concat([0, 1, 1, 0, 0]));
    expect(Array.from(likelihood)).toEqual([100, 0, 0, 0, 0].concat([0, 80, 0, 0, 0]));
  });

  it('keeps every record that has a statement for the task of all statements', () => {
    expect(labelRows(rows, 'all')).toMatchObject({ kept: [0, 1, 2], dropped: 1 });
  });
});
