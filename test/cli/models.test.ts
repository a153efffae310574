import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeModelFile } from '../../src/models/index.ts';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { smallCard, smallGraph } from '../models/small-model.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const at = (name: string) => join(folder, name);

/** Simulated records of folds 9 and 10 in PTB-XL's layout. */
function dataFolderOf(records: number): string {
  const dir = at('data');
  mkdirSync(join(dir, 'records100'), { recursive: true });
  const rows = Array.from({ length: records }, (_, i) => {
    const { record } = simulateRecord({
      fs: 100,
      durationSec: 4,
      heartRateBpm: 45 + 5 * i,
      random: createRandom(i),
      name: `r${i}`,
    });
    writeRecordFile(record, join(dir, 'records100', `r${i}`));
    return `${i + 1},${i},${30 + i},${i % 2},"{'${i % 2 ? 'NORM' : 'IMI'}': 0.0}",${9 + (i % 2)},records100/r${i}`;
  });
  const header = 'ecg_id,patient_id,age,sex,scp_codes,strat_fold,filename_lr';
  writeFileSync(join(dir, 'ptbxl_database.csv'), `${[header, ...rows].join('\n')}\n`);
  return dir;
}

const data = ['--data', dataFolderOf(12), '--validation-folds', '9-10'];
const model = (name: string, seed: number, changes: Parameters<typeof smallCard>[0] = {}) => {
  writeFileSync(at(name), writeModelFile(smallGraph(seed), smallCard({ name, ...changes })));
  return at(name);
};
const [first, second] = [model('a.onnx', 1), model('b.onnx', 2)];

describe('models from models', () => {
  it('ensemble joins files into one that the other commands take, and quantise makes that one smaller', () => {
    const joined = einthoven('ensemble', '--members', first, second, ...data, '--out', at('both.onnx'));
    expect(joined.stderr).toMatch(/both\.onnx: 2 parameters, .* 2 members/);
    expect(joined.code).toBe(0);
    const small = einthoven('quantise', at('both.onnx'), ...data, '--script', 'runs/x.sh', '--out', at('small.onnx'));
    expect(small.stderr).toMatch(/bytes; probabilities moved by 0\.\d+ on average/);
    expect(small.code).toBe(0);
    const card = JSON.parse(readFileSync(at('small.card.json'), 'utf8'));
    expect(card).toMatchObject({ name: 'small', script: 'runs/x.sh', precision: { original: { name: 'both' } } });
    expect(card.members).toHaveLength(2);
    const diagnosis = einthoven(
      'diagnose',
      join(folder, 'data', 'records100', 'r0'),
      '--model',
      at('small.onnx'),
      '--json',
    );
    expect(JSON.parse(diagnosis.stdout).model.name).toBe('small');

    const shown = einthoven('models', at('small.onnx'));
    expect(shown.code).toBe(0);
    for (const text of [
      /^small: ensemble, 2 parameters, int8/,
      /member a\.onnx: resnet1d-wang/,
      /made by runs\/x\.sh/,
    ]) {
      expect(shown.stdout).toMatch(text);
    }
    expect(shown.stdout).toMatch(/weights in 8 bits of both .*: probabilities of 12 records moved by/);
    expect(shown.stdout.trimEnd()).toMatch(/Not clinically validated\.$/);
  }, 120_000);

  it('refuses members that do not fit, naming the field, and writes nothing', () => {
    const other = model('other.onnx', 3, { windowAggregation: 'max' });
    const { code, stderr } = einthoven('ensemble', '--members', first, other, ...data, '--out', at('never.onnx'));
    expect([code, stderr]).toEqual([5, expect.stringMatching(/windowAggregation must be the same in all members/)]);
    expect(() => copyFileSync(at('never.onnx'), at('copy.onnx'))).toThrow(/ENOENT/);
  });
});

describe('einthoven models', () => {
  it('lists the bundled models with size, figure and hash', () => {
    const { stdout, code } = einthoven('models');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^default +\S+ +\d+ +float32 +\d+ +.*superdiagnostic 0\.9\d\d \[0\.\d+, 0\.\d+\]/m);
    const { models } = JSON.parse(einthoven('models', '--json').stdout);
    const [{ card }] = models.filter((one: { card: { name: string } }) => one.card.name === 'default');
    expect(card.training.recordsByUnit.mV + card.training.recordsByUnit.normalised).toBe(card.training.records);
    expect(card.metrics[0].subgroups.map(({ subgroup }: { subgroup: string }) => subgroup)).toContain('female');
  });

  it('says which models there are when one is not', () => {
    const { code, stderr } = einthoven('models', 'nothing');
    expect([code, stderr]).toEqual([6, expect.stringMatching(/must be one of the bundled default/)]);
  });
});
