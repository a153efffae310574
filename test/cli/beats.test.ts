import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, selectLeads, simulateRecord } from '../../src/record/index.ts';
import { readAnnotationFile, writeRecordFile } from '../../src/record/node.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const path = join(folder, 'sinus');
const { record, beats } = simulateRecord({
  fs: 250,
  durationSec: 60,
  heartRateBpm: 70,
  random: createRandom(1),
  noise: { muscleRmsMv: 0.02, baselineWanderRmsMv: 0.1 },
});
writeRecordFile(selectLeads(record, ['II', 'V1', 'V5']), path);
const truth = beats.flatMap(({ samples }) => samples.rPeak ?? []);

/** The code of each type of beat in MIT annotation files: N, S, V, / and Q of <wfdb/ecgcodes.h>. */
const CODES: Readonly<Record<string, number>> = {
  normal: 1,
  supraventricular: 9,
  ventricular: 5,
  paced: 12,
  unclassified: 13,
};

/** What the command prints as JSON. */
function printed(...args: readonly string[]) {
  const { code, stdout, stderr } = einthoven('beats', ...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

/** Whether beats are the true ones, each within 40 ms: which deflection of a QRS is the largest depends on the lead. */
function expectTruth(rPeaks: readonly number[]) {
  expect(rPeaks).toHaveLength(truth.length);
  for (const [i, sample] of rPeaks.entries()) expect(Math.abs(sample - (truth[i] as number))).toBeLessThanOrEqual(10);
}

describe('einthoven beats', () => {
  test('prints the sample and the type of every beat', () => {
    const found = printed(path);
    expect(found).toMatchObject({ schema: 'einthoven/beats/1', fs: 250, record: { name: 'sinus', durationSec: 60 } });
    expectTruth(found.rPeaks);
    expect(found.types).toHaveLength(truth.length);
    for (const type of found.types) expect(Object.keys(CODES)).toContain(type);
    expect(found.reason).toBe(undefined);
  });

  test.each([
    ['II', 'II'],
    ['v5', 'V5'],
    ['0', 'II'],
    ['2', 'V5'],
  ])('--lead %s looks at lead %s alone', (asked, lead) => {
    const found = printed(path, '--lead', asked);
    expect(found.leads).toEqual([lead]);
    expectTruth(found.rPeaks);
  });

  test.each(['V9', '3', '-1', ''])('--lead %s does not exist, and what does is named', (lead) => {
    const { code, stdout, stderr } = einthoven('beats', path, `--lead=${lead}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`--lead of record sinus must be one of II, V1, V5, or 0 to 2, got ${lead}`);
  });

  test('--out writes an annotation file, to the byte as annot(5) prescribes, and leaves no other file', () => {
    const before = readdirSync(folder);
    const out = join(folder, 'sinus.qrs');
    const { code, stderr } = einthoven('beats', path, '--out', out);
    expect(code).toBe(0);
    expect(stderr).toBe(`wrote ${out}: ${truth.length} beats\n`);
    expect(readdirSync(folder).sort()).toEqual([...before, 'sinus.qrs'].sort());
    const { annotations } = readAnnotationFile(out);
    expectTruth(annotations.map(({ sample }) => sample));
    const { types } = printed(path);
    // Each beat is one little-endian word: its code above ten bits of interval, as no interval exceeds 1023 samples.
    const bytes = readFileSync(out);
    let last = 0;
    for (const [i, { sample }] of annotations.entries()) {
      expect(bytes.readUInt16LE(2 * i)).toBe(((CODES[types[i]] as number) << 10) | (sample - last));
      last = sample;
    }
    expect([...bytes.subarray(2 * annotations.length)]).toEqual([0, 0]);
  });

  test('for people counts beats, tells the rate and the classes, and ends in the disclaimer', () => {
    const { code, stdout } = einthoven('beats', path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^record sinus: 1 min 00 s at 250 Hz, looked at II, V1, V5\n/);
    expect(stdout).toContain(`beats      ${truth.length}\n`);
    expect(stdout).toMatch(/mean rate {2}(69|70|71)\.\d\/min/);
    expect(stdout).toMatch(new RegExp(`classes {4}\\w+ ${truth.length}\n`));
    expect(stdout).toContain('pauses     none over 3 s\n');
    expect(stdout).toMatch(/Not clinically validated\.\n$/);
  });

  test('says where the heart pauses', () => {
    const pause = selectLeads(record, ['II']).leads.II?.slice() ?? new Float32Array();
    // From the end of a T wave over four beats: the signal stays where it is.
    const [from, to] = [beats[10]?.samples.tOff as number, beats[15]?.samples.pOn as number];
    pause.fill(pause[from] as number, from, to);
    writeRecordFile(makeRecord({ fs: 250, leads: { II: pause } }), join(folder, 'pause'));
    const { stdout } = einthoven('beats', join(folder, 'pause'));
    const [, sec] = /pauses {5}1 over 3 s:\n {11}(\d\.\d\d) s after 0:00:0\d\.\d\n/.exec(stdout) ?? [];
    const expected = (beats[15]?.sec.rPeak as number) - (beats[10]?.sec.rPeak as number);
    expect(Math.abs(Number(sec) - expected)).toBeLessThan(0.04);
  });

  test('without a signal says why there are none, in both forms', () => {
    const flat = join(folder, 'flat');
    writeRecordFile(makeRecord({ fs: 250, leads: { II: new Float32Array(5000) } }), flat);
    const found = printed(flat);
    expect(found).toMatchObject({ rPeaks: [], types: [] });
    expect(found.reason).toMatch(/\w+ \w+/);
    expect(einthoven('beats', flat).stdout).toContain(`no beats: ${found.reason}\n`);
  });

  test('several records stream one JSON line each, and a broken one does not stop the others', () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (const ending of ['hea', 'dat']) copyFileSync(`${path}.${ending}`, join(many, `sinus.${ending}`));
    writeFileSync(join(many, 'broken.hea'), 'broken 1 250 10\nnone.dat 16\n');
    const { code, stdout, stderr } = einthoven('beats', many);
    expect(code).toBe(7);
    expect(stderr).toContain('1 of 2 records');
    const [broken, good] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(broken).toMatchObject({ schema: 'einthoven/beats-error/1', error: { code: 'unavailable' } });
    expect(good).toMatchObject({ schema: 'einthoven/beats/1', record: { name: 'sinus' } });
    expectTruth(good.rPeaks);
    const refused = einthoven('beats', many, '--out', join(folder, 'x.qrs'));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--out takes the beats of one record, got 2 records');
    expect(existsSync(join(folder, 'x.qrs'))).toBe(false);
  });
});
