import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const path = join(folder, 'healthy');
const simulated = { fs: 500, durationSec: 10, heartRateBpm: 66, random: createRandom(1), name: 'healthy' };
writeRecordFile(simulateRecord(simulated).record, path);

interface Cell {
  readonly lead: string;
  readonly segment: string;
  readonly sum: number;
  readonly share: number;
  readonly durationShare: number;
}

describe('einthoven explain', () => {
  it('tells as JSON what each wave of each lead adds to the log-odds, which add up', () => {
    const ended = einthoven('explain', path, '--class', 'NORM', '--json');
    expect(ended.stderr).toBe('');
    const told = JSON.parse(ended.stdout);
    expect(told).toMatchObject({
      task: 'superdiagnostic',
      class: 'NORM',
      method: 'integrated-gradients',
      isSigned: true,
    });
    expect(told.completeness.relativeError).toBeLessThanOrEqual(0.01);
    const cells: readonly Cell[] = told.cells;
    const total = (field: 'sum' | 'share' | 'durationShare') => cells.reduce((sum, cell) => sum + cell[field], 0);
    const difference = told.logOdds - told.completeness.baselineLogOdds;
    expect(Math.abs(total('sum') - difference)).toBeLessThanOrEqual(0.011 * Math.abs(difference));
    expect(total('share')).toBeCloseTo(1, 6);
    expect(total('durationShare')).toBeCloseTo(1, 6);
    expect(new Set(cells.map(({ segment }) => segment))).toEqual(new Set(['P', 'QRS', 'ST', 'T', 'rest']));
  });

  it('prints tables for people, by the method that is asked for, and draws the record with its median beat', () => {
    const out = join(folder, 'why.svg');
    const { stdout, stderr, code } = einthoven(
      'explain',
      path,
      '--class',
      'AFIB',
      '--method',
      'saliency',
      '--out',
      out,
    );
    expect([code, stderr]).toEqual([0, `wrote ${out}\n`]);
    expect(stdout).toMatch(/^AFIB \(all\) by saliency: log-odds −?-?\d/);
    expect(stdout).toMatch(/QRS +\d+\.\d %/);
    expect(stdout).toContain('What a network rests on need not be what is ill.');
    const drawing = readFileSync(out, 'utf8');
    expect(drawing).toContain('Colours: the darker, the more AFIB rests on it');
    expect(drawing).toMatch(/Median of \d+ normal beats/);
  });

  it.each([
    ['a class that the model has not', ['--class', 'FLU'], /has no class FLU/],
    ['a method that there is not', ['--class', 'MI', '--method', 'lime'], /--method.*Allowed choices/s],
    ['no class', [], /--class/],
  ])('refuses %s, and draws nothing', (_, args, message) => {
    const out = join(folder, 'none.svg');
    const { stderr, code } = einthoven('explain', path, ...args, '--out', out);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});

const ptbxl = dataFolder('ptbxl');

describe.skipIf(ptbxl === undefined)('einthoven explain-check, on fold 9 of real recordings', () => {
  const check = (...args: readonly string[]) =>
    einthoven('explain-check', '--data', ptbxl ?? '', '--records', '1', '--hearts', '0', ...args);

  it('gives figures of the methods that are asked for, and says which of the checks they pass', () => {
    const { stdout, code } = check('--method', 'gradient-input', 'saliency');
    expect(code).toBe(0);
    expect(stdout).toMatch(/gradient-input +– +yes/);
    expect(stdout).toContain('0 simulated cases');
    expect(stdout.trimEnd()).toMatch(/Not clinically validated\.$/);
  });

  it('says as JSON what was checked, on which records, of which model', () => {
    const told = JSON.parse(check('--method', 'gradient-input', '--json').stdout);
    expect(told.folds).toEqual([9]);
    expect(told.model.name).toBe('default');
    expect(told.cases).toMatchObject({ STTC: 1, CD: 1, MI: 1 });
    const [method] = told.methods;
    expect(method.method).toBe('gradient-input');
    // Gradient × input of a network of shuffled weights is another one, but its magnitudes share those of the input.
    expect(Math.abs(method.random.mean)).toBeLessThan(0.2);
    expect(method.randomMagnitudes.mean).toBeGreaterThan(method.randomBeyondInput.mean);
    expect(method.segmentRatios.CD.mean).toBeGreaterThan(1);
  });

  it('refuses a method that there is not', () => {
    const { stderr, code } = check('--method', 'lime');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/Allowed choices are integrated-gradients/)]);
  });
});
