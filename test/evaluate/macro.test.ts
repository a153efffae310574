import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPredictions, macroAuc, macroMean, recordFMax, selectRecords } from '../../src/evaluate/index.ts';
import { goldenMultilabel } from './golden.ts';

const { classes, labels, scores } = goldenMultilabel;

describe('macroAuc', () => {
  it('is what scikit-learn says', () => {
    expect(macroAuc(goldenMultilabel).mean).toBeCloseTo(goldenMultilabel.macroAuc, 12);
  });

  it('leaves out, by name, classes with fewer positives than asked for', () => {
    expect(goldenMultilabel.positives).toEqual([102, 59, 22, 7]);
    expect(macroAuc(goldenMultilabel, { minPositives: 10 })).toMatchObject({ over: ['A', 'B', 'C'], leftOut: ['D'] });
  });

  it('leaves out a class without negatives', () => {
    const predictions = { classes: ['A', 'B'], labels: [1, 1, 1, 0], scores: [0.5, 0.9, 0.6, 0.1] };
    expect(macroAuc(predictions)).toEqual({ mean: 1, over: ['B'], leftOut: ['A'] });
  });
});

describe('macroMean', () => {
  it('is undefined when no class has a value', () => {
    expect(macroMean({ A: undefined })).toEqual({ mean: undefined, over: [], leftOut: ['A'] });
  });
});

describe('recordFMax', () => {
  it('is what the definition of the PTB-XL benchmarks gives in NumPy', () => {
    expect(recordFMax(goldenMultilabel)).toBeCloseTo(goldenMultilabel.recordFMax, 12);
  });

  it('leaves out records without a label', () => {
    const unlabelled = [0, 0, 0, 0];
    const longer = { classes, labels: [...labels, ...unlabelled], scores: [...scores, 0.9, 0.1, 0.8, 0.3] };
    expect(recordFMax(longer)).toBe(recordFMax(goldenMultilabel));
    expect(recordFMax({ classes, labels: unlabelled, scores: [0.1, 0.2, 0.3, 0.4] })).toBeUndefined();
  });

  it('is above 0 even where the only high score is wrong, since threshold 0 calls every class', () => {
    expect(recordFMax({ classes: ['A', 'B'], labels: [1, 0], scores: [0, 1] })).toBeCloseTo(2 / 3, 12);
  });

  it('refuses scores outside [0, 1]', () => {
    expect(() => recordFMax({ classes: ['A'], labels: [1], scores: [2] })).toThrow(/must lie in \[0, 1\], got 2/);
  });
});

describe('checkPredictions', () => {
  const two = ['A', 'B'];

  it('answers with the number of records', () => {
    expect(checkPredictions('test', { classes: two, labels: [0, 1, 1, 0], scores: [1, 2, 3, 4] })).toBe(2);
  });

  it.each([
    [
      'a NaN score, by record and class',
      { classes: two, labels: [0, 1, 1, 0], scores: [1, 2, 3, Number.NaN] },
      'test: scores must be numbers, got NaN at record 1, class B',
    ],
    [
      'a label between 0 and 1',
      { classes: two, labels: [0, 0.5], scores: [1, 2] },
      'test: labels must be 0 or 1, got 0.5 at record 0, class B',
    ],
    [
      'labels that do not fill their records',
      { classes: two, labels: [0, 1, 1], scores: [1, 2, 3] },
      'got 3 labels and 3 scores',
    ],
    ['fewer scores than labels', { classes: two, labels: [0, 1], scores: [1] }, 'got 2 labels and 1 scores'],
    ['no records', { classes: two, labels: [], scores: [] }, 'got 0 labels and 0 scores'],
    ['no classes', { classes: [], labels: [], scores: [] }, 'got 0 labels and 0 scores'],
    [
      'a class named twice',
      { classes: ['A', 'A'], labels: [0, 1], scores: [1, 2] },
      'classes must differ, got A twice',
    ],
  ])('refuses %s', (_, predictions, message) => {
    expect(() => checkPredictions('test', predictions)).toThrow(message);
  });
});

describe('selectRecords', () => {
  it('takes rows of labels and scores together, in the order asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 239 }), { maxLength: 10 }), (records) => {
        const selected = selectRecords(goldenMultilabel, records);
        const row = (values: readonly number[], record: number) => values.slice(4 * record, 4 * record + 4);
        expect([...Array.from(selected.labels)]).toEqual(records.flatMap((record) => row(labels, record)));
        expect([...Array.from(selected.scores)]).toEqual(records.flatMap((record) => row(scores, record)));
      }),
    );
  });
});
