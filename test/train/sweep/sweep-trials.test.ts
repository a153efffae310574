import { describe, expect, it } from 'vitest';
import { survivors, sweepConfigSchema, sweepSettings, withSettings } from '../../../src/train/index.ts';

const settingsOf = (fields: Record<string, unknown>) => sweepSettings(sweepConfigSchema.parse(fields));

describe('sweepSettings', () => {
  it('of a grid are all combinations', () => {
    expect(settingsOf({ search: { batch: [32, 64], mixing: [null, {}] } })).toEqual([
      { batch: 32, mixing: null },
      { batch: 32, mixing: {} },
      { batch: 64, mixing: null },
      { batch: 64, mixing: {} },
    ]);
  });

  it('drawn at random lie within their ranges, follow the seed alone, and half of a log range lies below its geometric mean', () => {
    const search = {
      peakLearningRate: { from: 1e-4, to: 1e-2, scale: 'log' },
      batch: { from: 8, to: 16, whole: true },
    };
    const fields = { search, method: 'random', trials: 400, seed: 7 };
    const trials = settingsOf(fields);
    expect(trials).toHaveLength(400);
    expect(settingsOf(fields)).toEqual(trials);
    expect(settingsOf({ ...fields, seed: 8 })).not.toEqual(trials);
    const rates = trials.map((trial) => trial.peakLearningRate as number);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...rates)).toBeLessThanOrEqual(1e-2);
    // Binomial with 400 draws: standard deviation 0.025, so 0.1 is four of them.
    expect(Math.abs(rates.filter((rate) => rate < 1e-3).length / 400 - 0.5)).toBeLessThan(0.1);
    expect(trials.every((trial) => Number.isInteger(trial.batch))).toBe(true);
  });

  it('are each there once, also where fewer exist than are asked for', () => {
    const trials = settingsOf({ search: { batch: [8, 16, 32] }, method: 'random', trials: 50 });
    expect(trials.map(({ batch }) => batch).sort()).toEqual([16, 32, 8]);
  });

  it.each([
    [{ search: { batch: { from: 1, to: 2 } } }, 'search.batch must be a list in a grid'],
    [{ search: { batch: { from: 2, to: 1 } }, method: 'random' }, 'search.batch must have from below to, got 2 and 1'],
    [
      { search: { batch: { from: 0, to: 1, scale: 'log' } }, method: 'random' },
      'search.batch must have a positive from',
    ],
    [{ search: { batch: [8, 16] }, method: 'screen' }, 'search.batch must be a list of one value in a screening'],
    [{ search: { batch: { from: 1, to: 2 } }, method: 'screen' }, 'search.batch must be a list in a screening'],
  ])('refuse %j', (fields, rule) => {
    expect(() => settingsOf(fields)).toThrow(rule);
  });
});

describe('withSettings', () => {
  it('sets deep fields beside those that are there, makes what is missing, and takes away what is null', () => {
    const base = { batch: 64, augmentation: { leadDropout: { probability: 0.5, share: 0.1 } } };
    expect(
      withSettings(base, { 'augmentation.leadDropout.share': 0.3, 'mixing.mixup.alpha': 0.2, batch: null }),
    ).toEqual({
      augmentation: { leadDropout: { probability: 0.5, share: 0.3 } },
      mixing: { mixup: { alpha: 0.2 } },
    });
    expect(base.augmentation.leadDropout.share).toBe(0.1);
  });

  it('refuses a path through a number', () => {
    expect(() => withSettings({ batch: 64 }, { 'batch.size': 3 })).toThrow(
      'search.batch.size must lead through objects',
    );
  });
});

describe('survivors', () => {
  it('are the best 1/eta, rounded up, and never what could not be measured before what could', () => {
    const trials = [0.5, undefined, 0.9, 0.7, 0.6].map((figure) => ({ figure }));
    expect(survivors(trials, 2).map(({ figure }) => figure)).toEqual([0.9, 0.7, 0.6]);
    expect(survivors(trials, 10)).toEqual([{ figure: 0.9 }]);
    expect(survivors(trials, 1.01).at(-1)).toEqual({ figure: undefined });
  });
});
