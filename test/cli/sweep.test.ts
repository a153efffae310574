import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { einthoven, interrupted, scratchFolder } from './command-line.ts';
import { writeRhythmData } from './rhythm-data.ts';

const folder = scratchFolder();
const data = writeRhythmData(join(folder, 'rhythms'), 32);
const quick = {
  architecture: 'convnext1d-tiny',
  task: 'rhythm',
  batch: 8,
  shards: 1,
  leads: ['I', 'II'],
  windowSec: 1.5,
};
const sweep = {
  base: quick,
  search: { peakLearningRate: [0.003], 'augmentation.leadDropout': [{ probability: 0.5, share: 0.2 }] },
  folds: [1, 2, 3, 4],
  groups: 2,
  rungs: [{ epochs: 1, groups: 1 }, { epochs: 1 }],
  eta: 2,
};

function written(name: string, change: Record<string, unknown> = {}): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ ...sweep, ...change }));
  return path;
}

const command = (config: string, out: string, ...more: string[]) => [
  ...['sweep', config, '--data', data, '--out', join(folder, out), '--resamples', '5', ...more],
];

describe('einthoven sweep', () => {
  it('stopped and resumed trains each part once, and takes the better trial alone to the last rung', async () => {
    const config = written('sweep');
    await interrupted(command(config, 'out'), /trial-0.*finished \(1 of 2\)/, 'SIGKILL');
    expect(einthoven(...command(config, 'out')).stderr).toMatch(/--resume continues it/);
    expect(einthoven(...command(written('other', { eta: 3 }), 'out', '--resume')).stderr).toMatch(
      /made with eta 2, got 3/,
    );
    const { stdout, stderr, code } = einthoven(...command(config, 'out', '--resume', '--parallel', '2', '--json'));
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /1 of 2 trainings are finished already\n[\s\S]*rung 2 of 2: 1 trials\n1 of 2 trainings are finished already/,
    );
    const { schema, task, leaderboard } = JSON.parse(stdout);
    expect([schema, task]).toEqual(['einthoven/sweep/1', 'rhythm']);
    const [best, other] = leaderboard;
    expect([best.rung, best.groups, other.rung, other.groups]).toEqual([2, 2, 1, 1]);
    const summary = JSON.parse(readFileSync(join(best.folder, 'summary.json'), 'utf8'));
    const groups = summary.seeds[0].byGroup.map(({ macroAuc }: { macroAuc: number }) => macroAuc);
    expect(best.figure).toBeCloseTo((groups[0] + groups[1]) / 2, 12);
    expect(best.sdOfGroups).toBeCloseTo(Math.abs(groups[0] - groups[1]) / Math.SQRT2, 12);
    // What was left behind was no better on the first rung, which is the first group of the winner's folder.
    expect(other.figure).toBeLessThanOrEqual(groups[0]);
    expect(leaderboard.map(({ trial }: { trial: number }) => trial).sort()).toEqual([0, 1]);
    const text = einthoven(...command(config, 'out', '--resume')).stdout;
    expect(text).toMatch(/peakLearningRate 0.003, augmentation.leadDropout/);
    expect(text).toMatch(/Not clinically validated/);

    rmSync(join(folder, 'out', 'trial-1', 'epochs-1', 'seed-1', 'group-1.json'));
    const longer = writeRhythmData(join(folder, 'more-rhythms'), 36);
    const mixed = einthoven(...command(config, 'out', '--resume').map((arg) => (arg === data ? longer : arg)));
    expect(mixed.stderr).toMatch(/must be of the same data, got different/);
    expect(mixed.code).toBe(2);
  }, 120_000);

  it('screens: two trials of one change differ by its effect', () => {
    const search = { 'augmentation.leadDropout': [{ probability: 0.5, share: 0.2 }] };
    const config = written('screen', { method: 'screen', search, rungs: [{ epochs: 1 }] });
    const { stdout, code } = einthoven(...command(config, 'screened', '--json'));
    expect(code).toBe(0);
    const { leaderboard, effects } = JSON.parse(stdout);
    const figure = (trial: number) =>
      leaderboard.find((standing: { trial: number }) => standing.trial === trial).figure;
    expect(effects).toHaveLength(1);
    expect(effects[0]).toMatchObject({
      path: 'augmentation.leadDropout',
      value: search['augmentation.leadDropout'][0],
    });
    expect(effects[0].effect).toBeCloseTo(figure(1) - figure(0), 12);
    expect(effects[0].standardError).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(join(folder, 'screened', 'effects.json'), 'utf8'))).toEqual(effects);
    expect(einthoven(...command(config, 'screened', '--resume')).stdout).toMatch(
      /mean effect of each change[\s\S]*augmentation.leadDropout .*share.* [+−]0\.\d{4} +0\.\d{4}[\s\S]*Not clinically validated/,
    );
  }, 120_000);

  it.each([
    ['an unknown field', { what: 1 }, /what/],
    ['a wrong number', { eta: 1 }, /sweep: eta/],
    ['more groups on a rung than there are', { rungs: [{ groups: 3 }] }, /rungs.0.groups: must be at most groups/],
    ['an unknown field of the configuration', { search: { 'augmentation.leadDrop': [1] } }, /leadDrop/],
    ['a half of an augmentation', { search: { 'augmentation.leadDropout.share': [0.1] } }, /leadDropout.probability/],
    ['an unknown architecture', { search: { architecture: ['resnet'] } }, /must be one of/],
    ['the seed as a field', { search: { seed: [1, 2] } }, /search.seed/],
    ['rungs of a screening', { method: 'screen' }, /rungs: must be one in a screening/],
    [
      'a change that is none',
      { method: 'screen', rungs: [{}], search: { batch: [8] } },
      /every value of a screening must differ from the base/,
    ],
    ['trials of different tasks', { search: { task: ['form'] } }, /judged by one task/],
  ])('refuses %s before anything is written', (title, change, rule) => {
    const { stderr, code } = einthoven(...command(written(title, change), 'refused'));
    expect(stderr).toMatch(rule);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });
});
