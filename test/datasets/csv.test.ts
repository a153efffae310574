import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/datasets/index.ts';

const expectation = { file: 'rows.csv', required: ['id'] };

describe('parseCsv', () => {
  it('keeps commas, quotes and line breaks inside quotes', () => {
    const text = 'id,report\n1,"sinus, ""normal""\nline two"\n2,\n';
    expect(parseCsv(text, expectation)).toEqual([
      { id: '1', report: 'sinus, "normal"\nline two' },
      { id: '2', report: '' },
    ]);
  });

  it('skips a byte order mark and blank lines and takes CRLF', () => {
    expect(parseCsv('\uFEFFid,age\r\n1,56\r\n\r\n2,19\r\n', expectation)).toEqual([
      { id: '1', age: '56' },
      { id: '2', age: '19' },
    ]);
  });

  it('names the file, the missing columns and those that are there', () => {
    expect(() => parseCsv('a,b\n1,2\n', { file: 'x.csv', required: ['ecg_id', 'b', 'strat_fold'] })).toThrow(
      expect.objectContaining({
        code: 'malformed-input',
        message: 'parseCsv: x.csv must have the columns ecg_id, strat_fold, got a, b',
        details: { file: 'x.csv', missing: ['ecg_id', 'strat_fold'], columns: ['a', 'b'] },
      }),
    );
    expect(() => parseCsv('', expectation)).toThrow('rows.csv must have the column id, got an empty file');
  });

  it('refuses a row with more or fewer cells than the header, naming it', () => {
    expect(() => parseCsv('id,age\n1,56\n2\n', expectation)).toThrow(
      'rows.csv row 2 must have 2 cells as the header, got 1',
    );
    expect(() => parseCsv('id,age\n1,56,0\n', expectation)).toThrow(
      'rows.csv row 1 must have 2 cells as the header, got 3',
    );
  });

  it('refuses a quote left open, as a file cut short has it', () => {
    expect(() => parseCsv('id,report\n1,"sinus rhy', expectation)).toThrow('rows.csv must close every quote');
  });

  it('refuses a column named twice', () => {
    expect(() => parseCsv('id,id\n1,2\n', expectation)).toThrow('rows.csv must name every column once, got id twice');
  });
});
