import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const ptbxl = dataFolder('ptbxl');
const scratch = scratchFolder();
const [out, page, record] = ['mine.onnx', 'mine.svg', 'record'].map((name) => join(scratch, name)) as [
  string,
  string,
  string,
];
const { record: simulated } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(1) });
writeRecordFile(simulated, record);

describe.skipIf(ptbxl === undefined)('einthoven calibrate, on fold 9 of real recordings', () => {
  const options = ['--folds', '9', '--cost-ratio', '4', '--report', page, '--out', out, '--json'];
  const ended = einthoven('calibrate', 'default', '--data', ptbxl ?? '', ...options);
  const card = JSON.parse(readFileSync(join(scratch, 'mine.card.json'), 'utf8'));

  it('writes a model whose card holds what was asked for', () => {
    expect(ended.code).toBe(0);
    expect(card.name).toBe('mine');
    const { NORM } = card.decisions.superdiagnostic;
    expect(NORM).toMatchObject({
      threshold: 0.2,
      thresholdRule: { rule: 'cost-ratio', costRatio: 4 },
      conformal: { level: 0.9 },
    });
    const { schema, task, classes, overall } = JSON.parse(ended.stdout);
    expect([schema, task]).toEqual(['einthoven/calibrate/1', 'superdiagnostic']);
    expect(classes).toHaveLength(5);
    expect(overall.records).toBe(72);
    // Sets of 90 % on 72 records × 5 classes, which are not independent.
    expect(overall.coverage).toBeGreaterThan(0.85);
    expect(readFileSync(page, 'utf8')).toContain('mine: calibration on folds 9, cross-fitted');
  });
});

it('einthoven calibrate refuses what cannot be meant', () => {
  const refused = (...more: readonly string[]) =>
    einthoven('calibrate', 'default', '--data', 'x', '--out', out, ...more);
  expect(refused('--cost-ratio', '2', '--sensitivity', '0.9').stderr).toContain('cannot be used with');
  expect(refused('--level', '1').stderr).toContain('above 0 and below 1');
  expect(refused('--prevalence', 'MI').stderr).toContain('MI=0.05,CD=0.1');
});

describe('einthoven similar', () => {
  it('tells the nearest training records of the bundled model, with their labels', () => {
    const { code, stdout } = einthoven('similar', record, '--count', '3', '--json');
    expect(code).toBe(0);
    const { schema, cases, novelty, index } = JSON.parse(stdout);
    expect(schema).toBe('einthoven/similar/1');
    expect(index.cases).toBeGreaterThan(1000);
    expect(cases).toHaveLength(3);
    for (const { distance, statements, fold } of cases) {
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThan(1);
      expect(statements.length).toBeGreaterThan(0);
      expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(fold);
    }
    expect(cases[0].distance).toBeLessThanOrEqual(cases[2].distance);
    expect(novelty.percentile).toBeGreaterThanOrEqual(0);
  });

  it('refuses an index of another model, and says how to make one', () => {
    const wrong = einthoven('similar', record, '--index', join(scratch, 'none'));
    expect(wrong.stderr).toContain('must be an index that einthoven index wrote');
    expect(wrong.code).not.toBe(0);
  });
});
