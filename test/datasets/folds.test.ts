import { describe, expect, it } from 'vitest';
import { parseFolds, selectFolds } from '../../src/datasets/index.ts';

describe('parseFolds', () => {
  it.each([
    ['1-8', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['9', [9]],
    ['1,3,9', [1, 3, 9]],
    [' 9, 1 - 3 ,2', [1, 2, 3, 9]],
    ['4-4', [4]],
  ])('reads %s', (text, folds) => {
    expect(parseFolds(text)).toEqual(folds);
  });

  it.each(['', '0', '8-1', '1-', '-3', '1,,2', 'a', '1.5', '1-2-3', '1-99999999'])('refuses "%s"', (text) => {
    expect(() => parseFolds(text)).toThrow(`parseFolds: folds must read like 1-8 or 1,3,9, got ${text}`);
  });
});

describe('selectFolds', () => {
  const rows = [3, 1, 9, 1].map((fold) => ({ fold }));

  it('gives the rows of the folds in their order', () => {
    expect(selectFolds(rows, [1, 9])).toEqual([1, 2, 3]);
    expect(selectFolds(rows, [1, 2])).toEqual([1, 3]);
  });

  it('refuses folds without a record, naming those that have some', () => {
    expect(() => selectFolds(rows, [10])).toThrow('selectFolds: folds 10 must hold a record, got records in 1, 3, 9');
  });
});
