import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/evaluate/index.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();

interface Run {
  readonly folds: readonly number[];
  readonly groups: number;
  readonly classes: readonly string[];
  readonly labels: readonly number[];
  readonly ids: readonly number[];
  readonly groupOf: readonly number[];
  readonly seeds: readonly (readonly number[])[];
}

/** Eight records of one class, four in each of two groups. */
const right: Run = {
  folds: [1, 2],
  groups: 2,
  classes: ['MI'],
  labels: [1, 1, 0, 0, 1, 1, 0, 0],
  ids: [1, 2, 3, 4, 5, 6, 7, 8],
  groupOf: [1, 1, 1, 1, 2, 2, 2, 2],
  // Each group is ranked perfectly, and the second lies lower as a whole: of the 16 pairs, 4 are the wrong way round.
  seeds: [[0.9, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]],
};

/** A folder as cross-validate writes it. */
function written(name: string, change: Partial<Run> = {}): string {
  const { folds, groups, classes, labels, ids, groupOf, seeds } = { ...right, ...change };
  const summary = { task: 'superdiagnostic', folds, groups, seeds: seeds.map((_, k) => ({ seed: k + 1 })) };
  const path = join(folder, name);
  seeds.forEach((scores, k) => {
    const dir = join(path, `seed-${k + 1}`);
    mkdirSync(dir, { recursive: true });
    const npy = (file: string, values: readonly number[], ...axes: number[]) =>
      writeFileSync(join(dir, `${file}.npy`), encodeNpy(values, [ids.length, ...axes]));
    npy('labels', labels, classes.length);
    npy('scores', scores, classes.length);
    npy('ids', ids);
    npy('patients', ids);
    npy('groups', groupOf);
    writeFileSync(join(dir, 'classes.txt'), `${classes.join('\n')}\n`);
  });
  writeFileSync(join(path, 'summary.json'), JSON.stringify(summary));
  return path;
}

const a = written('a');

describe('einthoven compare-cv', () => {
  it('tells pooled figures from those of groups, averages seeds, and adds the mean of all probabilities', () => {
    // The first seed is wrong in one pair of each group; the second is the reference turned around.
    const b = written('b', {
      seeds: [
        [0.9, 0.4, 0.6, 0.1, 0.9, 0.4, 0.6, 0.1],
        [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9],
      ],
    });
    const { stdout, code } = einthoven('compare-cv', a, b, '--resamples', '50', '--json');
    expect(code).toBe(0);
    const { schema, records, patients, leftOut, rows } = JSON.parse(stdout);
    expect({ schema, records, patients, leftOut }).toEqual({
      ...{ schema: 'einthoven/compare-cv/1', records: 8, patients: 8, leftOut: 0 },
    });
    expect(rows.map(({ networks }: { networks: number }) => networks)).toEqual([1, 2, 3]);
    // By hand. Reference: 12 of 16 pairs pooled, all within groups. Second: (12/16 + 4/16) / 2 pooled, (3/4 + 0) / 2 within.
    // Mean of all: 0.7, 0.55, 0.525, 0.375, 0.55, 0.4, 0.45, 0.3: 14 of 16 pairs; within groups 4 and 3 of 4.
    expect(rows.map((row: { pooled: { macroAuc: number } }) => row.pooled.macroAuc)).toEqual([0.75, 0.5, 0.875]);
    expect(rows.map((row: { byGroup: { macroAuc: number } }) => row.byGroup.macroAuc)).toEqual([1, 0.375, 0.875]);
    expect(rows[1].pooled.difference).toBe(-0.25);
    expect(rows[1].byGroup.difference).toBe(-0.625);
    expect(rows[1].byGroup.differenceInterval[1]).toBeLessThan(0);
    expect(rows[0].pooled.differenceInterval).toEqual([0, 0]);
    const text = einthoven('compare-cv', a, b, '--resamples', '50').stdout;
    expect(text).toMatch(/b +2 +0\.5000 +-0\.2500/);
    expect(text).toMatch(/Not clinically validated/);
  });

  it('joins by record number, whatever the order, and leaves out what one folder lacks', () => {
    const order = [6, 5, 4, 3, 2, 1, 0];
    const pick = (values: readonly number[]) => order.map((i) => values[i] as number);
    const shuffled = written('shuffled', {
      ids: pick(right.ids),
      labels: pick(right.labels),
      groupOf: pick(right.groupOf),
      seeds: right.seeds.map(pick),
    });
    const { records, leftOut, rows } = JSON.parse(
      einthoven('compare-cv', a, shuffled, '--json', '--resamples', '20').stdout,
    );
    expect([records, leftOut]).toEqual([7, 1]);
    expect(rows[1].pooled).toMatchObject({ difference: 0, differenceInterval: [0, 0] });
  });

  it.each([
    ['other folds', { folds: [1, 3] }, /the same folds, got 1,2 and 1,3/],
    ['other groups', { groupOf: [1, 1, 1, 2, 2, 2, 2, 1] }, /record 4 must have the same groups/],
    ['another number of groups', { groups: 3 }, /the same number of groups, got 2 and 3/],
    ['other classes', { classes: ['CD'] }, /the same classes, got MI and CD/],
    ['other labels', { labels: [1, 1, 0, 0, 1, 1, 0, 1] }, /record 8 must have the same labels/],
    ['no record in common', { ids: [11, 12, 13, 14, 15, 16, 17, 18] }, /records in common/],
  ])('refuses %s', (title, change, rule) => {
    const { code, stderr } = einthoven('compare-cv', a, written(title, change));
    expect(stderr).toMatch(rule);
    expect(code).toBe(2);
  });

  it('refuses one folder, the same twice, and one that is not there or not finished', () => {
    expect(einthoven('compare-cv', a).stderr).toMatch(/at least two/);
    expect(einthoven('compare-cv', a, a).stderr).toMatch(/each once/);
    expect(einthoven('compare-cv', a, join(folder, 'no-such')).stderr).toMatch(/a folder that cross-validate wrote/);
    const unfinished = join(folder, 'unfinished');
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, 'run.json'), '{}');
    expect(einthoven('compare-cv', a, unfinished)).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/--resume/),
    });
  });
});
