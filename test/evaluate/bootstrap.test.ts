import { describe, expect, it } from 'vitest';
import {
  type BootstrapOptions,
  bootstrapIntervals,
  macroAucDifference,
  rocAuc,
  type Statistic,
} from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { goldenMultilabel, readGolden } from './golden.ts';
import { aucStatistic, intervalCoverage } from './interval-coverage.ts';

interface GoldenBootstrap {
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  readonly groups: readonly number[];
  readonly byGroup95: readonly [number, number];
  readonly byGroup90: readonly [number, number];
  readonly byRecord95: readonly [number, number];
}

const golden = readGolden<GoldenBootstrap>('bootstrap.json');
const { labels, scores, groups } = golden;

/** The interval of one AUC. */
function aucInterval(
  ofLabels: ArrayLike<number>,
  ofScores: ArrayLike<number>,
  options: BootstrapOptions,
): readonly [low: number, high: number] {
  const [intervals] = bootstrapIntervals(ofLabels.length, [aucStatistic(ofLabels, ofScores)], options);
  return (intervals as readonly [readonly [number, number]])[0];
}

/** The interval of the golden predictions' AUC. */
function goldenInterval(options: Partial<BootstrapOptions>): readonly [low: number, high: number] {
  return aucInterval(labels, scores, { resamples: 4000, random: createRandom(3), ...options });
}

describe('bootstrapIntervals', () => {
  // The AUC's standard error is 0.047. So an end of 4,000 resamples has a Monte-Carlo standard error of 0.002, one of NumPy's 20,000 0.0009.
  const tolerance = 0.007;

  it.each([
    ['groups at 95 %', { groups }, golden.byGroup95],
    ['groups at 90 %', { groups, level: 0.9 }, golden.byGroup90],
    ['records at 95 %', {}, golden.byRecord95],
  ] as const)('agree with a bootstrap in NumPy, drawing %s', (_, options, [low, high]) => {
    const interval = goldenInterval(options);
    expect(Math.abs(interval[0] - low)).toBeLessThan(tolerance);
    expect(Math.abs(interval[1] - high)).toBeLessThan(tolerance);
  });

  it('are wider by patients than by records, where patients have two records alike', () => {
    const width = ([low, high]: readonly [number, number]) => high - low;
    const ratio = width(goldenInterval({ groups })) / width(goldenInterval({}));
    // Half as many independent records: √2, within what 4,000 resamples leave open.
    expect(ratio).toBeGreaterThan(1.3);
    expect(ratio).toBeLessThan(1.55);
  });

  it('are the same for the same seed, and name groups as they like', () => {
    const named = groups.map((group) => `patient ${group}`);
    const by = (of: ArrayLike<number | string>) => goldenInterval({ groups: of, resamples: 50 });
    expect(by(groups)).toEqual(by(groups));
    expect(by(named)).toEqual(by(groups));
  });

  it('hold the estimate', () => {
    const random = createRandom(11);
    for (let trial = 0; trial < 30; trial++) {
      const y = Uint8Array.from({ length: 60 }, (_, i) => (i < 20 ? 1 : 0));
      const s = Float64Array.from(y, (label) => label + random.normal());
      const [low, high] = aucInterval(y, s, { random, resamples: 200 });
      expect(low).toBeLessThanOrEqual(rocAuc(y, s) as number);
      expect(high).toBeGreaterThanOrEqual(rocAuc(y, s) as number);
    }
  });

  it('of 90 % hold the truth about that often, given 60 positives', () => {
    const coverage = intervalCoverage({ records: 160, positives: 60, dataSets: 150, level: 0.9 });
    // Binomial standard deviation of 150 data sets at 0.9: 0.0245; three of them either way.
    expect(coverage).toBeGreaterThan(0.9 - 0.074);
    expect(coverage).toBeLessThan(0.9 + 0.074);
  });

  it('of 95 % seldom hold the truth given one positive, which is why rare classes get none', () => {
    // 300 data sets gave 0.12 at 254 records; binomial standard deviation of 60: 0.042, three of them.
    expect(intervalCoverage({ records: 254, positives: 1, dataSets: 60, level: 0.95 })).toBeLessThan(0.25);
  });

  it('draw as many groups as there are, each with all its records', () => {
    const drawn: number[][] = [];
    const watch: Statistic = (multiplicities) => {
      drawn.push([...multiplicities]);
      return [0];
    };
    bootstrapIntervals(5, [watch], { groups: ['a', 'b', 'a', 'c', 'b'], resamples: 20, random: createRandom(1) });
    expect(drawn).toHaveLength(20);
    for (const [a, b, alsoA, c, alsoB] of drawn) {
      expect([alsoA, alsoB]).toEqual([a, b]);
      expect((a as number) + (b as number) + (c as number)).toBe(3);
    }
  });

  it('draw again where a statistic cannot be measured, and give up one that almost never can', () => {
    const measured = { seldom: 0, never: 0 };
    const seldom: Statistic = ([first]) => {
      measured.seldom++;
      return (first as number) >= 2 ? [1] : undefined;
    };
    const never: Statistic = () => {
      measured.never++;
      return undefined;
    };
    const intervals = bootstrapIntervals(6, [seldom, never], { resamples: 10, random: createRandom(2) });
    expect(intervals).toEqual([[[1, 1]], undefined]);
    expect(measured.seldom).toBeGreaterThan(10);
    expect(measured.never).toBe(1000);
  });

  it('are not measurable from one group', () => {
    const options = { groups: [7, 7, 7], resamples: 10, random: createRandom(1) };
    expect(bootstrapIntervals(3, [() => [1]], options)).toEqual([undefined]);
  });

  it.each([
    [{ groups: [1, 2] }, 'groups must be one per record, got 2 for 3 records'],
    [{ level: 1 }, 'level must lie within (0, 1), got 1'],
    [{ level: Number.NaN }, 'level must lie within (0, 1), got NaN'],
    [{ resamples: 0 }, 'resamples must be a positive integer, got 0'],
  ])('refuse %o', (options, message) => {
    expect(() => bootstrapIntervals(3, [], { ...options, random: createRandom(1) })).toThrow(message);
  });
});

describe('macroAucDifference', () => {
  const { classes } = goldenMultilabel;
  const common = { classes, labels: goldenMultilabel.labels, resamples: 200 };

  it('is exactly nothing between a model and itself in another scale', () => {
    const first = goldenMultilabel.scores;
    const second = first.map((p) => 10 * p - 3);
    const { difference, interval } = macroAucDifference({ ...common, first, second, random: createRandom(1) });
    expect(difference).toBe(0);
    expect(interval).toEqual([0, 0]);
  });

  it('changes its sign when the models change places', () => {
    const first = goldenMultilabel.scores;
    const noise = createRandom(4);
    const second = first.map((p) => p + 0.3 * noise.normal());
    const better = macroAucDifference({ ...common, first, second, random: createRandom(1) });
    const worse = macroAucDifference({ ...common, first: second, second: first, random: createRandom(1) });
    expect(better.difference).toBeGreaterThan(0);
    expect(worse.difference).toBeCloseTo(-(better.difference as number), 12);
    expect(worse.interval?.[0]).toBeCloseTo(-(better.interval?.[1] as number), 12);
  });

  it('names the classes that neither model can be judged on', () => {
    const options = { classes: ['A', 'B'], labels: [1, 0, 0, 0], first: [1, 0, 0, 0], second: [0, 0, 1, 0] };
    const result = macroAucDifference({ ...options, resamples: 20, random: createRandom(1) });
    expect(result).toMatchObject({ difference: 1, interval: [1, 1], leftOut: ['B'] });
  });
});
