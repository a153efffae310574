import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { einthoven, interrupted, scratchFolder } from './command-line.ts';

const folder = scratchFolder();

/** Simulated records in PTB-XL's layout: slow hearts and fast ones, two records per patient, folds 1 to 4 by patient. */
function writeData(records: number): string {
  const dir = join(folder, 'rhythms');
  mkdirSync(join(dir, 'records100'), { recursive: true });
  const rows = Array.from({ length: records }, (_, i) => {
    const heartRateBpm = i % 4 < 2 ? 45 : 120;
    const options = { fs: 100, durationSec: 4, heartRateBpm, random: createRandom(i), name: `r${i}` };
    writeRecordFile(simulateRecord(options).record, join(dir, 'records100', `r${i}`));
    const patient = i >> 1;
    const code = i % 4 < 2 ? 'SBRAD' : 'STACH';
    return `${i + 1},${patient},50,0,"{'${code}': 0.0}",${((patient >> 1) % 4) + 1},records100/r${i}`;
  });
  const header = 'ecg_id,patient_id,age,sex,scp_codes,strat_fold,filename_lr';
  writeFileSync(join(dir, 'ptbxl_database.csv'), `${[header, ...rows].join('\n')}\n`);
  return dir;
}

const data = writeData(64);
const config = join(folder, 'config.json');
writeFileSync(config, JSON.stringify({ task: 'rhythm', epochs: 2, batch: 16, shards: 1 }));
const command = (out: string, ...more: string[]) => [
  ...['cross-validate', '--data', data, '--config', config, '--folds', '1-4', '--groups', '2', '--resamples', '20'],
  ...['--out', join(folder, out), ...more],
];
const bytes = (out: string, name: string) => readFileSync(join(folder, out, 'seed-1', `${name}.npy`));

describe('einthoven cross-validate', () => {
  it('gives the same predictions for one and two trainings at a time, readable by metrics', () => {
    const one = einthoven(...command('one', '--json'));
    expect(one.stderr).toMatch(/group 2 finished \(2 of 2\)/);
    expect(one.code).toBe(0);
    expect(einthoven(...command('two', '--parallel', '2')).code).toBe(0);
    expect(bytes('two', 'scores').equals(bytes('one', 'scores'))).toBe(true);
    const summary = JSON.parse(one.stdout);
    expect(summary).toMatchObject({ schema: 'einthoven/cross-validate/1', task: 'rhythm', groups: 2 });
    expect(summary.seeds[0].byGroup.map(({ n }: { n: number }) => n)).toEqual([32, 32]);
    const file = (name: string) => join(folder, 'one', 'seed-1', name);
    const metrics = einthoven(
      ...['metrics', '--labels', file('labels.npy'), '--scores', file('scores.npy'), '--classes', file('classes.txt')],
      ...['--groups', file('patients.npy'), '--resamples', '0', '--json'],
    );
    // The same figure by way of the public files.
    expect(JSON.parse(metrics.stdout).macroAuc).toBe(summary.seeds[0].macroAuc);
  }, 120_000);

  it('has no patient on both sides of a training', () => {
    const rows = readFileSync(join(data, 'ptbxl_database.csv'), 'utf8').trim().split('\n').slice(1);
    const patientsOf = (folds: readonly number[]) =>
      rows.map((row) => row.split(',')).flatMap((row) => (folds.includes(Number(row[5])) ? [row[1]] : []));
    for (const group of [1, 2]) {
      const part = JSON.parse(readFileSync(join(folder, 'one', 'seed-1', `group-${group}.json`), 'utf8'));
      const heldOut = new Set(part.rows.map(({ patientId }: { patientId: string }) => patientId));
      expect(heldOut.size).toBe(16);
      expect(part.trainRecords).toBe(32);
      expect(patientsOf(part.trainFolds).filter((patient) => heldOut.has(patient))).toEqual([]);
    }
  });

  it('killed and called again with --resume gives the result of the unbroken run, and trains nothing twice', async () => {
    await interrupted(command('killed'), /group 1 finished/, 'SIGKILL');
    expect(einthoven(...command('killed')).stderr).toMatch(/--resume continues it/);
    const resumed = einthoven(...command('killed', '--resume'));
    expect(resumed.stderr).toMatch(/1 of 2 trainings are finished already/);
    expect(bytes('killed', 'scores').equals(bytes('one', 'scores'))).toBe(true);
    const changed = einthoven(...command('killed', '--resume', '--epochs', '3'));
    expect(changed.stderr).toMatch(/made with epochs 2, got 3/);
    expect(changed.code).toBe(2);
  }, 120_000);

  it.each([
    ['more groups than folds', ['--groups', '5'], /groups must be from 2/],
    ['a seed twice', ['--seeds', '1,1'], /Each seed must be there once/],
    ['a folder that is not there', ['--data', join(folder, 'no-such')], /no-such/],
  ])('refuses %s', (_, args, rule) => {
    const { stderr, code } = einthoven(...command(`refused-${args[0]}`, ...args));
    expect(stderr).toMatch(rule);
    expect(stderr).not.toMatch(/fault of the program/);
    expect(code).toBeGreaterThan(1);
  });
});
