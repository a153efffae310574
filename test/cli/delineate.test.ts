import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, selectLeads, simulateRecord } from '../../src/record/index.ts';
import { readAnnotationFile, writeRecordFile } from '../../src/record/node.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const [sinus, flat] = ['sinus', 'flat'].map((name) => join(folder, name)) as [string, string];
const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 66, random: createRandom(8) });
writeRecordFile(selectLeads(record, ['II', 'V2', 'V5']), sinus);
writeRecordFile(makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } }), flat);

const FIDUCIALS = ['pOn', 'pPeak', 'pOff', 'qrsOn', 'rPeak', 'qrsOff', 'tOn', 'tPeak', 'tOff'] as const;
type Entry = Readonly<Record<(typeof FIDUCIALS)[number], number | null>>;

/** What the command prints as JSON. */
function printed(...args: readonly string[]) {
  const { code, stdout, stderr } = einthoven('delineate', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Whether the true QRS of the record, those at its ends aside, each have an entry. */
function expectTruth(entries: readonly Entry[]): void {
  for (const { sec } of beats.slice(1, -1)) {
    // 30 ms: twice what cardiologists differ by (CSE), since a simulator and a lead place boundaries differently.
    const near = (name: 'qrsOn' | 'qrsOff', { [name]: at }: Entry) =>
      at !== null && Math.abs(at / 500 - (sec[name] ?? Number.NaN)) < 0.03;
    expect(entries.filter((entry) => near('qrsOn', entry) && near('qrsOff', entry))).toHaveLength(1);
  }
}

describe('einthoven delineate', () => {
  test('--json gives fs and, by lead, samples or null of every boundary and peak, and the global waves', () => {
    const { schema, fs, record: head, leads, fused, leftOut } = printed(sinus);
    expect({ schema, fs, leftOut }).toEqual({ schema: 'einthoven/delineate/1', fs: 500, leftOut: {} });
    expect(head).toMatchObject({ name: 'sinus', durationSec: 10 });
    expect(Object.keys(leads)).toEqual(['II', 'V2', 'V5']);
    for (const entries of [...Object.values(leads), fused] as Entry[][]) {
      expect(entries).toHaveLength(fused.length);
      for (const entry of entries) {
        expect(Object.keys(entry)).toEqual(expect.arrayContaining([...FIDUCIALS]));
        for (const at of Object.values(entry)) expect(at === null || Number.isInteger(at)).toBe(true);
      }
    }
    expectTruth(leads.II);
    expectTruth(fused);
  });

  test.each(['v2', '1'])('--lead %s answers for that lead only, and looks at all', (lead) => {
    const { leads, fused } = printed(sinus, '--lead', lead);
    expect(fused).toBeUndefined();
    expect(leads).toEqual({ V2: printed(sinus).leads.V2 });
  });

  test('--fused answers with the global waves only', () => {
    const { leads, fused } = printed(sinus, '--fused');
    expect(leads).toBeUndefined();
    expect(fused).toEqual(printed(sinus).fused);
    expect(einthoven('delineate', sinus, '--fused', '--lead', 'II').code).toBe(2);
  });

  test('--out writes the waves as LUDB marks them: brackets around p, N and t', () => {
    const out = join(folder, 'sinus.waves');
    const { code, stderr } = einthoven('delineate', sinus, '--lead', 'II', '--out', out);
    const entries: readonly Entry[] = printed(sinus, '--lead', 'II').leads.II;
    expect({ code, stderr }).toEqual({ code: 0, stderr: `wrote ${out}: ${entries.length} beats\n` });
    const { annotations } = readAnnotationFile(out);
    const samples = (symbol: string) => annotations.flatMap((one) => (one.symbol === symbol ? [one.sample] : []));
    const expected = (...names: readonly (keyof Entry)[]) =>
      entries.flatMap((entry) => names.flatMap((name) => entry[name] ?? [])).sort((a, b) => a - b);
    expect(samples('N')).toEqual(expected('rPeak'));
    expect(samples('p')).toEqual(expected('pPeak'));
    expect(samples('t')).toEqual(expected('tPeak'));
    expect(samples('(')).toEqual(expected('pOn', 'qrsOn', 'tOn'));
    expect(samples(')')).toEqual(expected('pOff', 'qrsOff', 'tOff'));
  });

  test('for people gives a line per beat and ends in the disclaimer', () => {
    const { code, stdout } = einthoven('delineate', sinus, '--lead', 'II');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^record sinus: 10 s at 500 Hz, waves of II\n/);
    expect(stdout).toMatch(/^beat +P on s +QRS on s +R s +T end s +P ms +PR ms +QRS ms +QT ms$/m);
    expect(stdout).toMatch(/^ *5 +\d\.\d{3} +\d\.\d{3} +\d\.\d{3} +\d\.\d{3} +\d+ +1\d\d +\d+ +[34]\d\d$/m);
    expect(stdout).toMatch(/Not clinically validated\.\n$/);
  });

  test('a flat record has no waves, and the reason is given in both forms', () => {
    const { leads, fused, reason, leftOut } = printed(flat);
    expect({ leads, fused }).toEqual({ leads: {}, fused: [] });
    expect(reason).toMatch(/\w+ \w+/);
    expect(leftOut.I).toBe('it is flat');
    expect(einthoven('delineate', flat).stdout).toContain(`no waves: ${reason}\n`);
  });

  test('several records stream one JSON line each, and a broken one does not stop the others', () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    writeRecordFile(selectLeads(record, ['II']), join(many, 'sinus'));
    writeFileSync(join(many, 'broken.hea'), 'broken 1 250 10\nnone.dat 16\n');
    const { code, stdout } = einthoven('delineate', many);
    expect(code).toBe(7);
    const [broken, good] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(broken).toMatchObject({ schema: 'einthoven/delineate-error/1', error: { code: 'unavailable' } });
    expectTruth(good.leads.II);
    const out = join(folder, 'x.waves');
    const refused = einthoven('delineate', many, '--out', out);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--out takes the waves of one record, got 2 records');
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    [['missing'], 6, 'missing.hea'],
    [[sinus, '--lead', 'V9'], 2, '--lead of record sinus must be one of II, V2, V5, or 0 to 2, got V9'],
  ])('refuses %j', (args, expected, message) => {
    const { code, stdout, stderr } = einthoven('delineate', ...args);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(message);
  });
});
