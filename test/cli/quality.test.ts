import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const [clean, broken, reversed, long, many] = ['clean', 'broken', 'reversed', 'long', 'many/clean'].map((name) =>
  join(folder, name),
) as [string, string, string, string, string];
const simulated = (reversal?: 'RA-LA') => {
  const random = createRandom(3);
  const options = { fs: 250, durationSec: 10, heartRateBpm: 70, random, noise: { muscleRmsMv: 0.005 } };
  return simulateRecord({ ...options, ...(reversal && { reversal }) }).record;
};
const record = simulated();
writeRecordFile(record, clean);
mkdirSync(join(folder, 'many'));
writeRecordFile(record, many);
writeRecordFile(makeRecord({ ...record, leads: { ...record.leads, V2: new Float32Array(2500) } }), broken);
writeRecordFile(simulated('RA-LA'), reversed);
// Two minutes of which the second is flat in V2.
const repeated = Object.entries(record.leads).map(([name, samples]) => {
  const all = new Float32Array(12 * samples.length);
  for (let i = 0; i < 12; i++) if (name !== 'V2' || i < 6) all.set(samples, i * samples.length);
  return [name, all] as const;
});
writeRecordFile(makeRecord({ ...record, leads: Object.fromEntries(repeated) }), long);

/** What the command prints as JSON. */
function printed(...args: readonly string[]) {
  const { code, stdout, stderr } = einthoven('quality', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('einthoven quality', () => {
  test('--json tells whether a record is acceptable, its score, reasons, leads and reversal', () => {
    const { schema, record: head, acceptable, score, reasons, leads, reversal, usableFor } = printed(clean);
    expect(schema).toBe('einthoven/quality/1');
    expect(head).toMatchObject({ name: 'clean', fs: 250, durationSec: 10 });
    expect({ acceptable, reasons, reversal }).toEqual({ acceptable: true, reasons: [], reversal: null });
    expect(score).toBeGreaterThan(0.5);
    expect(score).toBeLessThanOrEqual(1);
    expect(Object.keys(leads)).toEqual(Object.keys(record.leads));
    const uses = { rhythm: true, intervals: true, st: true, voltage: true, model: true };
    expect(leads.V2).toMatchObject({ acceptable: true, reasons: [], usableFor: uses });
    expect(usableFor).toEqual(uses);
  });

  test('a record that is not acceptable is a result, and its leads say why', () => {
    const { acceptable, score, leads } = printed(broken);
    expect(acceptable).toBe(false);
    expect(score).toBeLessThan(0.5);
    expect(leads.V2).toMatchObject({ acceptable: false, usableFor: { rhythm: false, st: false } });
    expect(leads.V2.reasons).toContainEqual({ code: 'flat', text: expect.stringMatching(/\w+ \w+/) });
    expect(leads.V3.acceptable).toBe(true);
  });

  test('names interchanged cables', () => {
    const { reversal, reasons } = printed(reversed);
    expect(reversal).toBe('RA-LA');
    expect(reasons.map(({ code }: { code: string }) => code)).toContain('lead-reversal');
  });

  test('judges the first minute of a long record unless told otherwise, and says so', () => {
    const start = printed(long);
    expect(start).toMatchObject({ record: { durationSec: 120 }, part: { fromSec: 0, toSec: 60 }, acceptable: true });
    expect(start.leads.V2.acceptable).toBe(true);
    const end = printed(long, '--from', '65', '--duration', '20');
    expect(end).toMatchObject({ part: { fromSec: 65, toSec: 85 }, acceptable: false });
    expect(end.leads.V2.acceptable).toBe(false);
    const { stdout } = einthoven('quality', long);
    expect(stdout).toMatch(/^record long: 12 leads, 2 min 00 s at 250 Hz\njudged: 0\.0 to 60\.0 s\n/);
    expect(einthoven('quality', clean).stdout).not.toContain('judged:');
  });

  test('for people gives the verdict, a row per lead and the disclaimer', () => {
    const { code, stdout } = einthoven('quality', broken);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^not acceptable: probability 0\.\d{3}$/m);
    expect(stdout).toMatch(/^V2 +0\.\d\d +no +– +– /m);
    expect(stdout).toMatch(/^V3 +\d\.\d\d +yes +rhythm +intervals /m);
    expect(stdout).toMatch(/^V2: does not move for 10\.0 s$/m);
    expect(stdout).toMatch(/Not clinically validated\.\n$/);
  });

  test('several records stream one JSON line each, and a broken one does not stop the others', () => {
    const place = join(folder, 'many');
    writeFileSync(join(place, 'absent.hea'), 'absent 1 250 10\nnone.dat 16\n');
    const { code, stdout } = einthoven('quality', place);
    expect(code).toBe(7);
    const lines = stdout.trim().split('\n');
    const [absent, good] = lines.map((line) => JSON.parse(line));
    expect(absent).toMatchObject({ schema: 'einthoven/quality-error/1', error: { code: 'unavailable' } });
    expect(good).toMatchObject({ schema: 'einthoven/quality/1', acceptable: true });
    expect(lines).toHaveLength(2);
  });

  test.each([
    [['missing'], 6, 'missing.hea'],
    [[clean, '--from', '10'], 2, 'must leave something of the 10.0 s of record clean, got 10 s and 60 s'],
    [[clean, '--duration', 'x'], 2, 'got 0 s and NaN s'],
  ])('refuses %j', (args, expected, message) => {
    const { code, stdout, stderr } = einthoven('quality', ...args);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(message);
  });
});
