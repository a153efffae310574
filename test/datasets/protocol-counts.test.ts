import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assertPatientsApart, labelRows, parsePtbxlLabels, selectFolds } from '../../src/datasets/index.ts';
import type { Task } from '../../src/statements/index.ts';
import { dataFolder } from '../data-folder.ts';

const path = dataFolder('ptbxl-labels.csv');

/** Fold: records, with a superclass, NORM, MI, STTC, CD, HYP. PTB-XL 1.0.3, counted by a Python script over the CSV files. */
const counts: Readonly<Record<number, readonly number[]>> = {
  1: [2175, 2139, 940, 549, 526, 481, 263],
  2: [2181, 2138, 967, 538, 524, 485, 264],
  3: [2192, 2150, 991, 528, 515, 487, 264],
  4: [2174, 2130, 927, 551, 527, 494, 261],
  5: [2174, 2135, 939, 563, 532, 496, 265],
  6: [2173, 2129, 930, 562, 528, 494, 270],
  7: [2176, 2134, 970, 550, 520, 478, 264],
  8: [2173, 2129, 932, 538, 514, 492, 268],
  9: [2183, 2146, 955, 540, 528, 495, 268],
  10: [2198, 2158, 963, 550, 521, 496, 262],
};

describe.skipIf(path === undefined)('the labels of PTB-XL 1.0.3', () => {
  const rows = path === undefined ? [] : parsePtbxlLabels(readFileSync(path, 'utf8'));
  const classCounts = (task: Task, chosen = rows) => {
    const { kept, classes, labels } = labelRows(chosen, task);
    const sums = classes.map((_, column) =>
      kept.reduce((sum, _row, i) => sum + (labels[i * classes.length + column] ?? 0), 0),
    );
    return { labelled: kept.length, sums };
  };

  it('are of 21,799 records of 18,869 patients, none in two folds', () => {
    expect(rows).toHaveLength(21799);
    expect(new Set(rows.map(({ patientId }) => patientId)).size).toBe(18869);
    expect(() => assertPatientsApart(rows)).not.toThrow();
  });

  it('count 21,388 records with a superclass: NORM 9,514, MI 5,469, STTC 5,235, CD 4,898, HYP 2,649', () => {
    expect(classCounts('superdiagnostic')).toEqual({ labelled: 21388, sums: [9514, 5469, 5235, 4898, 2649] });
    expect(labelRows(rows, 'superdiagnostic').dropped).toBe(411);
  });

  it.each(Object.keys(counts).map(Number))('count in fold %i as the protocol says', (fold) => {
    const chosen = selectFolds(rows, [fold]).map((i) => rows[i] as (typeof rows)[number]);
    const { labelled, sums } = classCounts('superdiagnostic', chosen);
    expect([chosen.length, labelled, ...sums]).toEqual(counts[fold]);
  });

  it('let NORM stand with another superclass in 445 records', () => {
    const { kept, labels } = labelRows(rows, 'superdiagnostic');
    const both = kept.filter((_, i) => labels[5 * i] === 1 && labels.subarray(5 * i + 1, 5 * i + 5).includes(1));
    expect(both).toHaveLength(445);
  });
});
