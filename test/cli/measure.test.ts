import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, selectLeads, simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const [sinus, long, flat] = ['sinus', 'long', 'flat'].map((name) => join(folder, name)) as [string, string, string];
const simulated = (durationSec: number) =>
  simulateRecord({ fs: 500, durationSec, heartRateBpm: 66, random: createRandom(5) }).record;
writeRecordFile(simulated(10), sinus);
writeRecordFile(selectLeads(simulated(90), ['II', 'V5']), long);
writeRecordFile(makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } }), flat);

describe('einthoven measure', () => {
  test('tells rate, intervals, axes and amplitudes of a record for people', () => {
    const { code, stdout, stderr } = einthoven('measure', sinus);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^record sinus: 12 leads, 10\.0 s at 500 Hz/);
    for (const row of [
      /^rate +6[5-7]\/min \(/m,
      /^PR +1\d\d ms /m,
      /^QRS +\d+ ms/m,
      /^QT +\d+ ms +QTc \d+ ms \(Fridericia\)/m,
    ]) {
      expect(stdout).toMatch(row);
    }
    expect(stdout).toMatch(/^V5 +q?Rs? /m);
    expect(stdout.trimEnd()).toMatch(/For research and education\. Not clinically validated\.$/);
  });

  test('--json gives values with units in their names, null and a reason for what could not be measured', () => {
    const { stdout } = einthoven('measure', sinus, '--json');
    const { schema, measurements, quality, part } = JSON.parse(stdout);
    expect(schema).toBe('einthoven/measurements/1');
    expect(part).toEqual({ fromSec: 0, toSec: 10 });
    expect(measurements.rhythm).toMatchObject({ regularity: 'regular', rateClass: 'normal', ectopicPattern: 'none' });
    // The simulator's QTc is 395 ms; the network places each end of QT within some 10 ms.
    expect(Math.abs(measurements.intervals.qtcFridericiaMs - 395)).toBeLessThan(25);
    expect(measurements.hrv).toMatchObject({ sdnnMs: null });
    expect(measurements.hrv.notMeasured.sdnnMs).toContain('needs 60 s');
    expect(Object.keys(measurements.leads)).toHaveLength(12);
    expect(quality.leads.II.usableFor.st).toBe(true);
  });

  test('takes rhythm from the whole of a long record and waves from a part of it', () => {
    const { stdout } = einthoven('measure', long, '--from', '20', '--duration', '15', '--json');
    const { measurements, part, record } = JSON.parse(stdout);
    expect(record.durationSec).toBe(90);
    expect(part).toEqual({ fromSec: 20, toSec: 35 });
    expect(measurements.rhythm.beatCount).toBeGreaterThan(95);
    expect(measurements.intervals.beatCount).toBeLessThan(20);
    expect(einthoven('measure', long).stdout).toContain('waves, intervals and amplitudes of 0 to 60.0 s');
  });

  test('says why a flat record has no measurements', () => {
    const { code, stdout } = einthoven('measure', flat);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^rate +–/m);
    expect(stdout).toMatch(/^ {2}rateBpm.*: \w+/m);
  });

  test('a folder gives one line of JSON per record', () => {
    const { code, stdout } = einthoven('measure', folder);
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ record }) => record.name)).toEqual(['flat', 'long', 'sinus']);
  });

  test.each([
    [['missing'], 'missing.hea'],
    [
      [sinus, '--from', '10'],
      '--from and --duration must leave something of the 10.0 s of record sinus, got 10 s and 60 s',
    ],
    [[sinus, '--duration', 'long'], 'got 0 s and NaN s'],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = einthoven('measure', ...args);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
