import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/nn/index.ts';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';
import { einthoven, interrupted, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const HEADER = 'ecg_id,patient_id,age,sex,scp_codes,strat_fold,filename_lr';

/** A folder in PTB-XL's layout: simulated records, slow hearts labelled SBRAD, fast ones STACH, folds 1 to 10 in turn. */
function dataOf(name: string, records: number, change: (csv: string) => string = (csv) => csv): string {
  const dir = join(folder, name);
  mkdirSync(join(dir, 'records100'), { recursive: true });
  const rows = Array.from({ length: records }, (_, i) => {
    const heartRateBpm = i % 4 < 2 ? 45 : 120;
    const { record } = simulateRecord({
      fs: 100,
      durationSec: 4,
      heartRateBpm,
      random: createRandom(i),
      name: `r${i}`,
    });
    writeRecordFile(record, join(dir, 'records100', `r${i}`));
    return `${i + 1},${i},${30 + i},${i % 2},"{'${i % 4 < 2 ? 'SBRAD' : 'STACH'}': 0.0}",${(i % 10) + 1},records100/r${i}`;
  });
  writeFileSync(join(dir, 'ptbxl_database.csv'), change(`${[HEADER, ...rows].join('\n')}\n`));
  return dir;
}

const data = dataOf('rhythms', 80);
const train = (out: string, ...more: string[]) => [
  ...['train', '--data', data, '--task', 'rhythm', '--epochs', '2', '--batch', '16', '--seed', '3'],
  ...['--out', join(folder, out), ...more],
];

describe('einthoven train', () => {
  it('writes a model with its card and log, and removes the checkpoint; evaluate judges it on another fold', () => {
    const { code, stderr } = einthoven(...train('whole.onnx'));
    expect(stderr).toMatch(/training: 64 records, 12 classes/);
    expect(code).toBe(0);
    const log = readFileSync(join(folder, 'whole.onnx.log.jsonl'), 'utf8').trim().split('\n');
    expect(log.map((line) => JSON.parse(line).epoch)).toEqual([1, 2]);
    expect(existsSync(join(folder, 'whole.onnx.checkpoint'))).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, 'whole.card.json'), 'utf8'))).toMatchObject({
      name: 'whole',
      task: 'rhythm',
    });
    const judged = ['--data', data, '--folds', '10', '--task', 'rhythm', '--resamples', '20', '--json'];
    const evaluation = JSON.parse(einthoven('evaluate', '--model', join(folder, 'whole.onnx'), ...judged).stdout);
    expect(evaluation).toMatchObject({ schema: 'einthoven/evaluate/1', n: 8, folds: [10], cautions: [] });
    expect(evaluation.classes.STACH).toHaveProperty('auc');
    expect(evaluation.leftOut).toHaveLength(10);
  }, 120_000);

  it('stopped by Ctrl-C leaves a checkpoint, from which --resume gives the bytes of the unbroken run', async () => {
    const stopped = await interrupted(train('part.onnx'), /epoch 1\/2/, 'SIGINT');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/continue with --resume/);
    expect(existsSync(join(folder, 'part.onnx'))).toBe(false);
    expect(einthoven(...train('part.onnx', '--seed', '4', '--resume')).stderr).toMatch(/seed 3, got 4/);
    expect(einthoven(...train('part.onnx', '--resume')).code).toBe(0);
    const weightsOf = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')).weightsSha256;
    expect(weightsOf('part.card.json')).toBe(weightsOf('whole.card.json'));
  }, 120_000);

  it('learns from a teacher on folds that it was not trained on, names it in the card, and refuses it elsewhere', () => {
    const teacher = ['--teacher', join(folder, 'whole.onnx')];
    expect(einthoven(...train('refused.onnx', ...teacher))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/64 records without one in folds 1, 2, 3, 4, 5, 6, 7, 8/),
    });
    const folds = ['--train-folds', '9', '--validation-folds', '10', '--batch', '8', '--distillation-weight', '0.3'];
    expect(einthoven(...train('taught.onnx', ...folds, ...teacher)).code).toBe(0);
    const { training } = JSON.parse(readFileSync(join(folder, 'taught.card.json'), 'utf8'));
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, 'whole.onnx')))
      .digest('hex');
    expect(training.teachers).toEqual([{ name: 'whole', sha256, folds: [1, 2, 3, 4, 5, 6, 7, 8] }]);
    expect(training.config.distillation).toMatchObject({ weight: 0.3, allowSeenTeachers: false });
  }, 120_000);

  it('begins with the weights of a model, whose SHA-256 the card keeps, unless that knows the validation folds', () => {
    const start = ['--initial-weights', join(folder, 'whole.onnx')];
    expect(
      einthoven(...train('refused.onnx', ...start, '--train-folds', '9', '--validation-folds', '8')),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/whole.onnx was trained on, got 8/),
    });
    const folds = ['--train-folds', '9', '--validation-folds', '10', '--batch', '8', '--epochs', '1'];
    expect(einthoven(...train('tuned.onnx', ...folds, ...start)).code).toBe(0);
    const { training } = JSON.parse(readFileSync(join(folder, 'tuned.card.json'), 'utf8'));
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, 'whole.onnx')))
      .digest('hex');
    expect(training.initialWeights).toEqual({
      file: 'whole.onnx',
      sha256,
      folds: [1, 2, 3, 4, 5, 6, 7, 8],
      unlabelledFolds: [],
    });
    const judged = ['--data', data, '--folds', '1', '--task', 'rhythm', '--resamples', '0', '--json'];
    const { cautions } = JSON.parse(einthoven('evaluate', '--model', join(folder, 'tuned.onnx'), ...judged).stdout);
    expect(cautions).toEqual([expect.stringMatching(/^fold 1 was trained on/)]);
  }, 120_000);

  it('killed outright leaves the last checkpoint whole', async () => {
    await interrupted(train('killed.onnx', '--epochs', '50'), /epoch 2\/50/, 'SIGKILL');
    const { tensors } = decodeSafetensors(readFileSync(join(folder, 'killed.onnx.checkpoint')));
    expect(tensors.get('parameters')?.values.length).toBeGreaterThan(400_000);
    expect(existsSync(join(folder, 'killed.onnx'))).toBe(false);
  }, 120_000);

  const out = join(folder, 'never.onnx');
  const refused: readonly (readonly [string, number, RegExp, () => readonly string[]])[] = [
    [
      'a CSV without a column',
      3,
      /strat_fold/,
      () => ['--data', dataOf('column', 2, (csv) => csv.replace('strat_fold', 'fold'))],
    ],
    [
      'a label outside the statement table',
      3,
      /XYZ/,
      () => ['--data', dataOf('label', 2, (csv) => csv.replace('SBRAD', 'XYZ'))],
    ],
    ['a folder that is not there', 6, /no-such-folder/, () => ['--data', join(folder, 'no-such-folder')]],
    [
      'a share of teachers without teachers',
      2,
      /need --teacher/,
      () => ['--data', data, '--distillation-weight', '0.5'],
    ],
    ['folds in both parts', 2, /must differ/, () => ['--data', data, '--train-folds', '1-9']],
    ['an architecture that is not there', 2, /--architecture/, () => ['--data', data, '--architecture', 'alexnet']],
    [
      'a place that cannot be written',
      6,
      /never\.onnx|no-such/,
      () => [
        '--data',
        data,
        '--task',
        'rhythm',
        '--batch',
        '16',
        '--epochs',
        '1',
        '--out',
        join(folder, 'no-such', 'never.onnx'),
      ],
    ],
  ];
  it.each(refused)('refuses %s, and writes nothing', (_, code, rule, args) => {
    const ended = einthoven('train', '--out', out, ...args());
    expect(ended.stderr).toMatch(rule);
    expect(ended.stderr).not.toMatch(/fault of the program/);
    expect(ended.code).toBe(code);
    expect(existsSync(out)).toBe(false);
  });

  it('a packed store serves as a data folder', () => {
    const store = join(folder, 'store');
    expect(einthoven('pack', '--data', data, '--out', store).code).toBe(0);
    const args = [
      '--model',
      join(folder, 'whole.onnx'),
      '--folds',
      '10',
      '--task',
      'rhythm',
      '--resamples',
      '0',
      '--json',
    ];
    const [fromStore, fromFiles] = [store, data].map((place) =>
      JSON.parse(einthoven('evaluate', ...args, '--data', place).stdout),
    );
    expect(fromStore.classes).toEqual(fromFiles.classes);
  });
});

const [ptbxl, normalised] = [dataFolder('ptbxl'), dataFolder('ptbxl-z')];
describe.skipIf(ptbxl === undefined || normalised === undefined)('the bundled model', () => {
  it('has a superdiagnostic macro-AUC of at least 0.938 on fold 9 of PTB-XL', () => {
    const data = ['--data', ptbxl as string, '--data', normalised as string];
    const { stdout } = einthoven('evaluate', ...data, '--folds', '9', '--resamples', '100', '--json');
    const evaluation = JSON.parse(stdout);
    expect(evaluation.n).toBe(250);
    expect(evaluation.macroAuc).toBeGreaterThanOrEqual(0.938);
    expect(evaluation.macroAucInterval).toHaveLength(2);
    for (const name of ['NORM', 'MI', 'STTC', 'CD', 'HYP']) {
      expect(Object.keys(evaluation.classes[name])).toEqual(
        expect.arrayContaining([
          'auc',
          'averagePrecision',
          'f1',
          'sensitivity',
          'specificity',
          'brier',
          'ece',
          'positives',
        ]),
      );
    }
  });
});
