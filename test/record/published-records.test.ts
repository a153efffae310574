import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { describe, expect, test } from 'vitest';
import { parseWfdbHeader, recordLength, STANDARD_LEADS } from '../../src/record/index.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';

const twelve = STANDARD_LEADS.join(' ');

describe.each([
  { name: 'ptbxl', records: 534, unit: 'mV', leads: twelve, seconds: [10, 10] },
  { name: 'ptbxl-z', records: 1598, unit: 'normalised', leads: twelve, seconds: [10, 10] },
  { name: 'mitdb', records: 23, unit: 'mV', leads: /^(MLII V[1-6]|V5 (MLII|V2))$/, seconds: [1805.5, 1805.6] },
  { name: 'ludb', records: 200, unit: 'mV', leads: twelve, seconds: [10, 10] },
  { name: 'cinc2011', records: 399, unit: 'mV', leads: twelve, seconds: [10, 10] },
  { name: 'cpsc2018', records: 60, unit: 'mV', leads: twelve, seconds: [6, 60] },
])('the $records records of $name', ({ name, records, unit, leads, seconds }) => {
  const data = dataFolder(name);

  test.skipIf(data === undefined)('are read without a note, and every checksum is right', () => {
    const found = findRecords(data ?? '');
    expect(found).toHaveLength(records);
    for (const path of found) {
      const record = readRecordFile(path);
      expect(Object.keys(record.leads).join(' ')).toMatch(leads);
      expect(record).toMatchObject({ unit, source: { notes: [] } });
      const duration = recordLength(record) / record.fs;
      expect(duration >= (seconds[0] ?? 0) && duration <= (seconds[1] ?? 0)).toBe(true);
      // Checksums are verified where they are stated; here all are.
      const { signals } = parseWfdbHeader(readFileSync(`${path}.hea`));
      expect(signals.every(({ checksum }) => checksum !== undefined)).toBe(true);
    }
  });
});

const ludb = dataFolder('ludb');

describe.skipIf(ludb === undefined)('the patients of LUDB', () => {
  test('are as old and of the sex that its table says', () => {
    const rows = csvParse(readFileSync(join(ludb ?? '', 'ludb.csv'), 'utf8'));
    expect(rows).toHaveLength(200);
    for (const row of rows) {
      const { patient } = readRecordFile(join(ludb ?? '', 'data', row.ID ?? ''));
      // The headers have 90 where the table has >89.
      const ageYears = Number(row.Age?.replace('>89', '90'));
      expect(patient).toEqual({ ageYears, sex: row.Sex?.trim() === 'F' ? 'female' : 'male' });
    }
  });
});

const cpsc = dataFolder('cpsc2018');

describe.skipIf(cpsc === undefined)('the patients of CPSC 2018', () => {
  test('all have an age and a sex', () => {
    const patients = findRecords(cpsc ?? '').map((path) => readRecordFile(path).patient);
    expect(patients.filter(({ sex }) => sex === 'female')).toHaveLength(31);
    expect(patients.filter(({ sex }) => sex === 'male')).toHaveLength(29);
    expect(patients.filter(({ ageYears }) => ageYears === undefined)).toHaveLength(0);
  });
});
