import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { einthoven, interrupted, scratchFolder } from './command-line.ts';
import { writeRhythmData } from './rhythm-data.ts';

const folder = scratchFolder();

const data = writeRhythmData(join(folder, 'rhythms'), 32);
// Small and short, for speed: what is asked here does not depend on what is learnt.
const quick = {
  architecture: 'convnext1d-tiny',
  task: 'rhythm',
  epochs: 2,
  batch: 8,
  shards: 1,
  leads: ['I', 'II'],
  windowSec: 1.5,
};
const config = join(folder, 'config.json');
writeFileSync(config, JSON.stringify(quick));
const command = (out: string, ...more: string[]) => [
  ...['cross-validate', '--data', data, '--config', config, '--folds', '1-4', '--groups', '2', '--resamples', '20'],
  ...['--out', join(folder, out), ...more],
];
const bytes = (out: string, name: string, seed = 1) => readFileSync(join(folder, out, `seed-${seed}`, `${name}.npy`));

describe('einthoven cross-validate', () => {
  it('gives the same predictions for one and two trainings at a time, readable by metrics', () => {
    const one = einthoven(...command('one', '--json'));
    expect(one.stderr).toMatch(/group 2 finished \(2 of 2\)/);
    expect(one.code).toBe(0);
    expect(einthoven(...command('two', '--parallel', '2')).code).toBe(0);
    expect(bytes('two', 'scores').equals(bytes('one', 'scores'))).toBe(true);
    const summary = JSON.parse(one.stdout);
    expect(summary).toMatchObject({ schema: 'einthoven/cross-validate/1', task: 'rhythm', groups: 2 });
    expect(summary.seeds[0].byGroup.map(({ n }: { n: number }) => n)).toEqual([16, 16]);
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
      expect(heldOut.size).toBe(8);
      expect(part.trainRecords).toBe(16);
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

  it('--keep-models writes a model of each training of two seeds, whose figures compare-cv finds again', () => {
    const kept = einthoven(...command('kept', '--seeds', '1,2', '--keep-models', '--parallel', '2', '--json'));
    expect(kept.code).toBe(0);
    const { seeds, macroAuc } = JSON.parse(kept.stdout);
    expect(bytes('kept', 'scores').equals(bytes('one', 'scores'))).toBe(true);
    expect(bytes('kept', 'scores').equals(bytes('kept', 'scores', 2))).toBe(false);
    expect(macroAuc.mean).toBeCloseTo((seeds[0].macroAuc + seeds[1].macroAuc) / 2, 12);
    for (const seed of [1, 2]) {
      for (const group of [1, 2]) {
        const model = join(folder, 'kept', `seed-${seed}`, `group-${group}.onnx`);
        const card = JSON.parse(einthoven('models', model, '--json').stdout);
        expect(JSON.stringify(card)).toContain('convnext1d-tiny');
      }
    }
    const compared = JSON.parse(
      einthoven('compare-cv', join(folder, 'one'), join(folder, 'kept'), '--resamples', '20', '--json').stdout,
    );
    expect(compared.rows[0].pooled.macroAuc).toBeCloseTo(seeds[0].macroAuc, 12);
    expect(compared.rows[1].pooled.difference).toBeCloseTo(macroAuc.mean - seeds[0].macroAuc, 12);
  }, 120_000);

  it('begins each group with weights of its own, which must not have seen it, and keeps their SHA-256', () => {
    const start = (name: string) => ['--initial-weights', join(folder, 'kept', 'seed-1', `${name}.onnx`)];
    const tuned = einthoven(...command('tuned', ...start('group-{group}'), '--epochs', '1'));
    expect(tuned.stderr).toMatch(/group 2 finished/);
    const stored = JSON.parse(readFileSync(join(folder, 'tuned', 'run.json'), 'utf8'));
    const sha256 = (group: number) =>
      createHash('sha256')
        .update(readFileSync(join(folder, 'kept', 'seed-1', `group-${group}.onnx`)))
        .digest('hex');
    expect(stored.initialWeights.map((one: { sha256: string }) => one.sha256)).toEqual([sha256(1), sha256(2)]);
    const resumed = einthoven(...command('tuned', ...start('group-1'), '--epochs', '1', '--resume'));
    expect(resumed.stderr).toMatch(/made with initialWeights/);
    const leaking = einthoven(...command('leaking', ...start('group-1')));
    expect(leaking.stderr).toMatch(/group 2: .*group-1\.onnx was trained on, got 3, 4/);
    expect(leaking.code).toBe(2);
  }, 120_000);

  it('gives calibrate predictions to fit on, those of the folds that are not judged, by the same recipe alone', () => {
    const [own, mine] = [join(folder, 'own.onnx'), join(folder, 'mine.onnx')];
    const split = ['--train-folds', '1-3', '--validation-folds', '4'];
    expect(einthoven('train', '--data', data, '--config', config, ...split, '--out', own).code).toBe(0);
    const calibrate = (run: string) =>
      einthoven(
        ...['calibrate', own, '--data', data, '--folds', '4', '--out-of-fold', join(folder, run), '--out', mine],
      );
    expect(calibrate('one').code).toBe(0);
    const card = JSON.parse(readFileSync(join(folder, 'mine.card.json'), 'utf8'));
    expect(card).toMatchObject({ decisionFolds: [1, 2, 3], decisionNetworks: { seed: 1, groups: 2 } });
    // Eight records a fold.
    expect(card.decisions.rhythm.SR.records).toBe(24);
    expect(card.metrics[0]).toMatchObject({ folds: [4], cautions: [] });
    const other = calibrate('tuned');
    expect(other.stderr).toMatch(/tuned must be of the recipe and data of own, whose epochs is 2, got 1/);
    expect(other.code).not.toBe(0);
    expect(calibrate('no-such').stderr).toMatch(/no-such must be a finished folder of cross-validate/);
  }, 120_000);

  it('is taught by models that do not know the group, and refused where all do', () => {
    const teachers = ['--teacher', join(folder, 'kept'), '--epochs', '1'];
    const refused = einthoven(...command('taught', ...teachers));
    expect(refused.stderr).toMatch(/group 1: .*16 records without one in folds 3, 4$/m);
    expect(refused.code).toBe(2);
    const taught = einthoven(...command('taught', ...teachers, '--allow-seen-teachers', '--keep-models', '--resume'));
    expect(taught.stderr).toMatch(/made with distillation/);
    expect(einthoven(...command('taught-2', ...teachers, '--allow-seen-teachers', '--keep-models')).code).toBe(0);
    const { teachers: stored } = JSON.parse(readFileSync(join(folder, 'taught-2', 'run.json'), 'utf8'));
    expect(stored).toHaveLength(4);
    const model = join(folder, 'taught-2', 'seed-1', 'group-2.onnx');
    const { training } = JSON.parse(einthoven('models', model, '--json').stdout).models[0].card;
    // One of each seed, both trained on the other group alone.
    expect(training.teachers.map(({ folds }: { folds: number[] }) => folds)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const knowing = ['--teacher', join(folder, 'kept', 'seed-1', 'group-1.onnx')];
    const leaking = einthoven(...command('leaking-2', ...knowing, '--allow-seen-teachers'));
    expect(leaking.stderr).toMatch(/group 2 needs a teacher that was not trained on its folds, 3, 4, got none among 1/);
    expect(leaking.code).toBe(2);
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
