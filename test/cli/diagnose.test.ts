import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, simulateRecord } from '../../src/record/index.ts';
import { readRecordFile, writeRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(1) });
const path = join(folder, 'good');
writeRecordFile(record, path);
const disclaimer = 'For research and education. Not clinically validated.';

describe('einthoven diagnose', () => {
  it('prints superclasses and statements with decisions, the model with its figures, and the disclaimer', () => {
    const { code, stdout } = einthoven('diagnose', path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^record good: 12 leads, 10\.0 s at 500 Hz/);
    expect(stdout).toMatch(/macro-AUC 0\.9\d\d on \d+ validation records/);
    for (const superclass of ['NORM', 'MI', 'STTC', 'CD', 'HYP'])
      expect(stdout).toMatch(new RegExp(`[●○] ${superclass} `));
    expect(stdout).toContain(disclaimer);
  });

  it('calls a simulated normal ECG normal, in sinus rhythm', () => {
    const { findings } = JSON.parse(einthoven('diagnose', path, '--json').stdout);
    expect(findings.superdiagnostic[0]).toMatchObject({ class: 'NORM', decision: 'present', calibrated: true });
    expect(findings.rhythm[0]).toMatchObject({ class: 'SR', decision: 'present' });
  });

  it('prints one versioned envelope with digests of input, model and preparation', () => {
    const result = JSON.parse(einthoven('diagnose', path, '--json').stdout);
    expect(result).toMatchObject({ schema: 'einthoven/diagnosis/1', disclaimer, windows: 7 });
    for (const digest of [result.record.sha256, result.model.sha256, result.model.preparationSha256]) {
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(result.findings.all).toHaveLength(71);
    const probabilities = result.findings.all.map(({ probability }: { probability: number }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
  });

  it('streams a folder as one JSON line per record, goes on after a bad one, and says so in its exit code', () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let i = 0; i < 11; i++) writeRecordFile(record, join(many, `r${String(i).padStart(2, '0')}`));
    writeFileSync(join(many, 'r05.dat'), 'short');
    const { code, stdout } = einthoven('diagnose', many);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(11);
    expect(lines[5]).toMatchObject({ schema: 'einthoven/diagnosis-error/1', error: { code: 'malformed-input' } });
    expect(lines[10].record.name).toBe('r10');
    expect(code).toBe(7);
  });
});

describe('bad input has its own message and exit code, and writes nothing', () => {
  const broken = (name: string, change: (base: string) => void): string => {
    const base = join(folder, name);
    writeRecordFile({ ...record, source: { ...record.source, name } }, base);
    change(base);
    return base;
  };
  const edit = (file: string, from: string | RegExp, to: string) =>
    writeFileSync(file, readFileSync(file, 'latin1').replace(from, to), 'latin1');
  const withLeads = (name: string, leads: Record<string, Float32Array>, fs = 500) => {
    const base = join(folder, name);
    writeRecordFile(makeRecord({ fs, leads, source: { name } }), base);
    return base;
  };
  const each = (map: (samples: Float32Array, lead: string) => Float32Array) =>
    Object.fromEntries(Object.entries(record.leads).map(([lead, samples]) => [lead, map(samples, lead)]));
  const text = join(folder, 'text.onnx');
  writeFileSync(text, 'no model');

  const cases: readonly (readonly [string, number, RegExp, () => readonly string[]])[] = [
    ['a missing header', 6, /nowhere\.hea/, () => [join(folder, 'nowhere')]],
    ['a missing .dat', 6, /gone\.dat/, () => [broken('gone', (base) => rmSync(`${base}.dat`))]],
    [
      'a truncated .dat',
      3,
      /truncated\.dat/,
      () => [
        broken('truncated', (base) => writeFileSync(`${base}.dat`, readFileSync(`${base}.dat`).subarray(0, 5000))),
      ],
    ],
    [
      'a checksum that does not fit',
      3,
      /checksum/,
      () => [
        broken('changed', (base) => {
          const bytes = readFileSync(`${base}.dat`);
          bytes[100] = (bytes[100] ?? 0) ^ 1;
          writeFileSync(`${base}.dat`, bytes);
        }),
      ],
    ],
    [
      'a header with a wrong number of leads',
      3,
      /signal/,
      () => [broken('count', (base) => edit(`${base}.hea`, /^count 12/, 'count 14'))],
    ],
    [
      'an unknown storage format',
      4,
      /format 9[^\d]/,
      () => [broken('format', (base) => edit(`${base}.hea`, /\.dat 16 /g, '.dat 9 '))],
    ],
    [
      'a unit that is no amplitude',
      4,
      /unit|mmHg/,
      () => [broken('unit', (base) => edit(`${base}.hea`, /\/mV/g, '/mmHg'))],
    ],
    [
      'missing samples',
      5,
      /V2/,
      () => [
        withLeads(
          'gaps',
          each((samples, lead) =>
            lead === 'V2' ? samples.map((v, i) => (i > 900 && i < 1200 ? Number.NaN : v)) : samples,
          ),
        ),
      ],
    ],
    [
      'a flat record',
      5,
      /flat/,
      () => [
        withLeads(
          'flat',
          each((samples) => new Float32Array(samples.length)),
        ),
      ],
    ],
    [
      'a record too short for one window',
      5,
      /2\.5 s/,
      () => [
        withLeads(
          'short',
          each((samples) => samples.slice(0, 1000)),
        ),
      ],
    ],
    [
      'unknown lead names',
      5,
      /lead/,
      () => [
        withLeads('names', Object.fromEntries(Object.values(record.leads).map((samples, i) => [`X${i}`, samples]))),
      ],
    ],
    ['a model that is no model', 3, /text\.onnx/, () => [path, '--model', text]],
    ['a model that is not there', 6, /no-such-model/, () => [path, '--model', 'no-such-model']],
    ['an unknown option', 2, /--wrong/, () => [path, '--wrong']],
  ];
  it.each(cases)('%s', (_, code, rule, args) => {
    const ended = einthoven('diagnose', ...args());
    expect(ended.stderr).toMatch(rule);
    expect(ended.stderr).not.toMatch(/fault of the program|\n {4}at /);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
  });

  it('a drawing is written whole or not at all', () => {
    const out = join(folder, 'no-such-folder', 'page.svg');
    expect(einthoven('plot', path, '--out', out).code).toBe(6);
    const bad = join(folder, 'page.svg');
    expect(einthoven('plot', join(folder, 'truncated'), '--out', bad).code).toBe(3);
    expect(existsSync(bad)).toBe(false);
    expect(einthoven('plot', path, '--out', bad).code).toBe(0);
    expect(readFileSync(bad, 'utf8')).toMatch(/^<svg [^>]*width="\d+mm"/);
    expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });
});

describe('help', () => {
  it('stands behind every command, and the exit codes behind the program', () => {
    const { stdout } = einthoven('--help');
    expect(stdout).toMatch(/Exit codes:[\s\S]*5 {2}model-mismatch/);
    for (const command of ['diagnose', 'plot', 'train', 'evaluate', 'metrics', 'pack', 'demo']) {
      expect(stdout).toContain(`  ${command}`);
      expect(einthoven(command, '--help')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`Usage: einthoven ${command}`),
      });
    }
    expect(einthoven('dagnose').code).toBe(2);
  });
});

const ptbxl = dataFolder('ptbxl');
describe.skipIf(ptbxl === undefined)('on PTB-XL', () => {
  it('diagnoses a record of 100 and of 500 Hz alike', () => {
    const first = ['records100/00000/00001_lr', 'records500/00000/00001_hr'].map((name) => {
      const file = join(ptbxl as string, name);
      expect(Object.keys(readRecordFile(file).leads)).toHaveLength(12);
      return JSON.parse(einthoven('diagnose', file, '--json').stdout).findings.superdiagnostic[0];
    });
    // Labelled NORM; the two files are the same recording.
    expect(first.map((finding) => finding.class)).toEqual(['NORM', 'NORM']);
    expect(first[0].probability).toBeCloseTo(first[1].probability, 1);
  });
});
