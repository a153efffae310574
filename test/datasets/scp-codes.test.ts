import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScpCodes } from '../../src/datasets/index.ts';
import { STATEMENTS } from '../../src/statements/index.ts';

const where = 'ptbxl_database.csv row 3 (ecg_id 7)';

describe('parseScpCodes', () => {
  it('reads back what Python writes for a dict of codes', () => {
    const code = fc.constantFrom(...STATEMENTS.map((entry) => entry.code));
    const likelihood = fc.constantFrom(0, 15, 35, 50, 80, 100);
    fc.assert(
      fc.property(fc.dictionary(code, likelihood, { noNullPrototype: true }), (statements) => {
        // repr of a dict of str to float
        const repr = `{${Object.entries(statements)
          .map(([key, value]) => `'${key}': ${value.toFixed(1)}`)
          .join(', ')}}`;
        expect(parseScpCodes(repr, where)).toEqual(statements);
      }),
    );
  });

  it('takes an empty dict as no statement', () => {
    expect(parseScpCodes('{}', where)).toEqual({});
    expect(parseScpCodes(' { } ', where)).toEqual({});
  });

  it('takes integers, either quote and a trailing comma, as Python does', () => {
    expect(parseScpCodes(`{"SR":0,'LAO/LAE': 100 , }`, where)).toEqual({ SR: 0, 'LAO/LAE': 100 });
  });

  it('names the row and the code that is not in the statement table', () => {
    expect(() => parseScpCodes("{'NORM': 100.0, 'XYZ': 0.0}", where)).toThrow(
      expect.objectContaining({
        code: 'malformed-input',
        message: `parseScpCodes: ${where}: statements must be of the 71 in the statement table, got XYZ`,
        details: { where, code: 'XYZ' },
      }),
    );
  });

  it.each([
    '',
    'NORM',
    "{'NORM'}",
    "{'NORM': }",
    "{'NORM': 100.0",
    "{'NORM': 100.0 'SR': 0.0}",
    "{'NORM': 100.0,, 'SR': 0.0}",
    '{\'NORM": 100.0}',
    "{'NORM': -1.0}",
    "{'NORM': nan}",
    "{'NORM': True}",
    '{NORM: 100.0}',
    "{'NORM': 100.0} or 1",
    "{'NORM': __import__('os')}",
  ])('refuses %s, which is no such literal', (text) => {
    expect(() => parseScpCodes(text, where)).toThrow(`${where}: scp_codes must be a dict`);
  });

  it('refuses a statement given twice and a likelihood above 100', () => {
    expect(() => parseScpCodes("{'SR': 0.0, 'SR': 1.0}", where)).toThrow('statements must stand once, got SR twice');
    expect(() => parseScpCodes("{'SR': 100.5}", where)).toThrow('likelihood of SR must be at most 100, got 100.5');
  });
});
