import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';
import { approximateTokens, COMPACT_TOKENS, compactBundle, evidenceSchema } from '../../src/report/index.ts';
import { dataFolder } from '../data-folder.ts';
import { readProjectFile } from '../guards/project-files.ts';
import { evidenceOf } from './evidence-of.ts';
import { evidenceSchemaFiles } from './evidence-schema-files.ts';

const { record } = simulateRecord({
  fs: 500,
  durationSec: 10,
  heartRateBpm: 64,
  random: createRandom(1),
  patient: { sex: 'female', ageYears: 56 },
});
const bundle = await evidenceOf(record);

describe('the evidence bundle', () => {
  test('keeps to its schema, is plain JSON, and has no field that the schema does not know', () => {
    expect(evidenceSchema.parse(bundle)).toEqual(bundle);
    expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
  });

  test('tells what the record is, how long an interval is in which unit, by which method, and how sure a finding is', () => {
    expect(bundle.record).toMatchObject({ durationMs: 10_000, fs: 500, patient: { sex: 'female', ageYears: 56 } });
    const rate = bundle.measurements.find(({ id }) => id === 'rhythm.rateBpm');
    expect(rate).toMatchObject({ unit: '/min', method: '60 / median RR interval' });
    expect(rate?.value).toBeCloseTo(64, -0.5);
    expect(bundle.measurements.find(({ id }) => id === 'intervals.prMs')).toMatchObject({
      unit: 'ms',
      resolutionMs: 2,
    });
    expect(bundle.findings.find(({ class: name, level }) => name === 'NORM' && level === 'superclass')).toMatchObject({
      decision: 'present',
      calibrated: true,
      interval: { fromMs: 0, toMs: 10_000 },
    });
  });

  test('places the waves of the usual beat in their order', () => {
    const names = bundle.beat.map(({ segment }) => segment);
    expect(names).toEqual(['P', 'QRS', 'ST', 'T']);
    const times = bundle.beat.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(bundle.beat[1]?.fromMs).toBe(0);
  });

  test('says nothing of one thing twice: a class of a level stands once', () => {
    const keys = bundle.findings.map(({ level, class: name }) => `${level} ${name}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(Object.entries(evidenceSchemaFiles))('%s is what `npm run evidence-schema` writes', (path, text) => {
    expect(readProjectFile(path)).toBe(text);
  });

  test('every field is described', () => {
    const rows = evidenceSchemaFiles['docs/evidence-bundle.md']?.split('\n').filter((line) => line.startsWith('| `/'));
    expect(rows?.length).toBeGreaterThan(80);
    expect(rows?.filter((row) => row.endsWith('|  |'))).toEqual([]);
  });
});

describe('the compact bundle', () => {
  test('is of the same schema and says what it leaves out', () => {
    const compact = compactBundle(bundle);
    expect(evidenceSchema.parse(compact)).toEqual(compact);
    expect(compact.leftOut).toContain('measurements lead by lead');
    expect(compact.findings.map(({ class: name }) => name)).toEqual(
      expect.arrayContaining(['NORM', 'MI', 'STTC', 'CD', 'HYP', 'SR']),
    );
  });

  test('counts tokens as characters over 3.5', () => {
    expect(approximateTokens('x'.repeat(7000))).toBe(2000);
  });

  test('stays below its limit where everything is wrong', () => {
    const long = (count: number) => Array.from({ length: count }, (_, i) => `${i} ${'because '.repeat(60)}`);
    const reasons = long(9).map((text) => ({ code: 'muscle', text }));
    const worst = {
      ...bundle,
      record: { ...bundle.record, notes: long(20) },
      quality: { ...bundle.quality, reasons, leads: bundle.quality.leads.map((lead) => ({ ...lead, reasons })) },
      findings: bundle.findings.map((one) => ({ ...one, decision: 'undetermined' as const, reasons: long(4) })),
      notAssessed: long(80).map((reason) => ({
        kind: 'use' as const,
        subjects: long(30),
        leads: bundle.record.leads,
        reason,
      })),
    };
    const compact = compactBundle(worst);
    expect(approximateTokens(JSON.stringify(compact))).toBeLessThan(COMPACT_TOKENS);
    expect(evidenceSchema.parse(compact)).toEqual(compact);
    expect(compact.findings.filter(({ level }) => level === 'superclass')).toHaveLength(5);
  });
});

describe.each([
  ['ptbxl', 'records500'],
  ['ludb', ''],
  ['cinc2011', ''],
  ['cpsc2018', ''],
] as const)('the compact bundles of records of %s', (dataSet, inside) => {
  const folder = dataFolder(dataSet);
  test.skipIf(folder === undefined)('stay below 2,000 tokens', async () => {
    const paths = findRecords(join(folder ?? '', inside))
      .filter((_, i) => i % 17 === 0)
      .slice(0, 4);
    expect(paths.length).toBeGreaterThan(2);
    for (const path of paths) {
      const compact = compactBundle(await evidenceOf(readRecordFile(path)));
      expect(approximateTokens(JSON.stringify(compact)), path).toBeLessThan(COMPACT_TOKENS);
    }
  });
});
