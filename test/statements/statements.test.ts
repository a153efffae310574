import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { STATEMENTS, statement } from '../../src/statements/index.ts';
import { dataFolder } from '../data-folder.ts';

/** Our field for each column of `scp_statements.csv`; the first column has no name there. */
const columns = {
  '': 'code',
  description: 'description',
  diagnostic: 'diagnostic',
  form: 'form',
  rhythm: 'rhythm',
  diagnostic_class: 'superclass',
  diagnostic_subclass: 'subclass',
  'Statement Category': 'category',
  'SCP-ECG Statement Description': 'scpDescription',
  'AHA code': 'ahaCode',
  'aECG REFID': 'aecgRefId',
  'CDISC Code': 'cdiscCode',
  'DICOM Code': 'dicomCode',
} as const;

const folders = ['ptbxl', 'ptbxl-z'].map((name) => ({ name, path: dataFolder(name) }));

describe.each(folders)('the statement table and scp_statements.csv of $name', ({ path }) => {
  it.skipIf(path === undefined)('agree in every cell and in order', () => {
    const csv = csvParse(readFileSync(join(path ?? '', 'scp_statements.csv'), 'utf8'));
    expect(csv.columns).toEqual(Object.keys(columns));
    const rows = csv.map((row) => {
      const fields: [string, string | boolean][] = [];
      for (const [column, field] of Object.entries(columns)) {
        const cell = row[column] ?? '';
        if (field === 'diagnostic' || field === 'form' || field === 'rhythm') fields.push([field, cell === '1.0']);
        else if (cell !== '') fields.push([field, cell]);
      }
      return Object.fromEntries(fields);
    });
    expect(STATEMENTS).toEqual(rows);
  });
});

describe('STATEMENTS', () => {
  it('has 71 statements of distinct codes', () => {
    expect(STATEMENTS).toHaveLength(71);
    expect(new Set(STATEMENTS.map((entry) => entry.code)).size).toBe(71);
  });

  it('gives a superclass and a subclass to diagnostic statements and to no others', () => {
    for (const entry of STATEMENTS) {
      expect([entry.code, entry.superclass !== undefined]).toEqual([entry.code, entry.diagnostic]);
      expect([entry.code, entry.subclass !== undefined]).toEqual([entry.code, entry.diagnostic]);
    }
  });

  it('keeps every subclass within one superclass', () => {
    const diagnostic = STATEMENTS.filter((entry) => entry.diagnostic);
    const pairs = new Set(diagnostic.map((entry) => `${entry.superclass} ${entry.subclass}`));
    expect(pairs.size).toBe(new Set(diagnostic.map((entry) => entry.subclass)).size);
  });
});

describe('statement', () => {
  it('finds each statement by its code and nothing by another', () => {
    for (const entry of STATEMENTS) expect(statement(entry.code)).toBe(entry);
    expect(statement('norm')).toBeUndefined();
    expect(statement('toString')).toBeUndefined();
  });
});
