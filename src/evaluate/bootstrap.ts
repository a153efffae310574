import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { Multiplicities } from './operating-points.ts';

/** Lower and upper end. */
export type Interval = readonly [low: number, high: number];

/**
 * Figures of one resample, always equally many, from how often each record stands in it; `undefined` when they cannot
 * be measured there, as AUC without a positive.
 */
export type Statistic = (multiplicities: Multiplicities) => readonly number[] | undefined;

/** How to resample. */
export interface BootstrapOptions {
  /**
   * Whose record it is, `[records]`: patients are drawn, with all their records. Without it every record is its own
   * patient.
   */
  readonly groups?: ArrayLike<number | string>;
  /** Resamples per figure; default 1000. */
  readonly resamples?: number;
  /** Share of the bootstrap distribution between the ends; default 0.95. */
  readonly level?: number;
  readonly random: Random;
}

/** Draws allowed per resample wanted, before a statistic that is almost never measurable is given up. */
const DRAWS_PER_RESAMPLE = 100;

/**
 * Percentile bootstrap intervals (Efron & Tibshirani 1993, ch. 13) of several statistics of the same records.
 *
 * As many groups as there are, are drawn with replacement, each with all its records (cluster bootstrap): records of
 * one patient are alike, and drawing records one by one would make intervals too narrow. All statistics see the same
 * draws. A statistic that cannot be measured in a draw waits for further ones until it has `resamples` values, so its
 * interval is conditional on being measurable; a statistic that would need more than 100 draws for each is given up.
 * With fewer than about ten positives a percentile interval of an AUC is too narrow: read it beside the number of
 * positives.
 *
 * @param records number of records
 * @returns for each statistic one interval per figure, ends by linear interpolation between order statistics (NumPy's
 *   default), or `undefined` when it was given up; all `undefined` when there is one group only, which tells nothing of
 *   the spread between groups
 * @throws EcgError `invalid-argument` when `records` and `groups` differ, `level` is not within (0, 1), or `resamples`
 *   is no positive integer
 * @example
 * const ages = [61, 70, 58, 83];
 * const meanAge = (counts) => [ages.reduce((sum, age, i) => sum + counts[i] * age, 0) / 4];
 * const [intervals] = bootstrapIntervals(4, [meanAge], { random: createRandom(1), level: 0.9 });
 * intervals[0][0] > 58 && intervals[0][1] < 83 // => true
 */
export function bootstrapIntervals(
  records: number,
  statistics: readonly Statistic[],
  options: BootstrapOptions,
): readonly (readonly Interval[] | undefined)[] {
  const { groups, random, resamples = 1000, level = 0.95 } = options;
  checkOptions(records, groups, resamples, level);
  const groupOf = numberGroups(groups ?? Int32Array.from({ length: records }, (_, i) => i));
  const groupCount = countGroups(groupOf);
  const values = statistics.map((): (readonly number[])[] => []);
  let wanting = groupCount < 2 ? 0 : values.length;
  for (let draw = 0; wanting > 0 && draw < resamples * DRAWS_PER_RESAMPLE; draw++) {
    const multiplicities = drawGroups(groupOf, groupCount, random);
    statistics.forEach((statistic, s) => {
      const ofStatistic = values[s] as (readonly number[])[];
      if (ofStatistic.length === resamples) return;
      const figures = statistic(multiplicities);
      if (figures === undefined) return;
      if (ofStatistic.push(figures) === resamples) wanting--;
    });
  }
  return values.map((resampled) => (resampled.length < resamples ? undefined : percentileIntervals(resampled, level)));
}

/** How many different groups there are. */
export function countGroups(groups: ArrayLike<number | string>): number {
  return new Set(Array.from(groups)).size;
}

/**
 * Draws as many groups as there are, with replacement; answers how often each record is in. A new array for every draw.
 */
function drawGroups(groupOf: Int32Array, groupCount: number, random: Random): Uint16Array {
  const drawn = new Uint16Array(groupCount);
  for (let i = 0; i < groupCount; i++) {
    const group = random.integer(groupCount);
    drawn[group] = (drawn[group] as number) + 1;
  }
  const multiplicities = new Uint16Array(groupOf.length);
  for (let i = 0; i < groupOf.length; i++) multiplicities[i] = drawn[groupOf[i] as number] as number;
  return multiplicities;
}

/** Numbers the groups 0, 1, … in order of appearance. */
function numberGroups(groups: ArrayLike<number | string>): Int32Array {
  const numbers = new Map<number | string, number>();
  return Int32Array.from({ length: groups.length }, (_, i) => {
    const group = groups[i] as number | string;
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
}

/** One interval per figure from equally many figures of every resample. */
function percentileIntervals(resampled: readonly (readonly number[])[], level: number): Interval[] {
  const figureCount = (resampled[0] as readonly number[]).length;
  return Array.from({ length: figureCount }, (_, figure) => {
    const sorted = Float64Array.from(resampled, (figures) => figures[figure] as number).sort();
    return [quantileOfSorted(sorted, (1 - level) / 2), quantileOfSorted(sorted, (1 + level) / 2)];
  });
}

/** Linear interpolation between order statistics, type 7 of Hyndman & Fan 1996. */
function quantileOfSorted(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

function checkOptions(records: number, groups: BootstrapOptions['groups'], resamples: number, level: number): void {
  const refuse = (rule: string, details: Record<string, unknown>) => {
    throw new EcgError('invalid-argument', `bootstrapIntervals: ${rule}`, details);
  };
  if (groups !== undefined && groups.length !== records) {
    refuse(`groups must be one per record, got ${groups.length} for ${records} records`, { groups: groups.length });
  }
  if (!Number.isInteger(resamples) || resamples < 1) {
    refuse(`resamples must be a positive integer, got ${resamples}`, { resamples });
  }
  if (!(level > 0 && level < 1)) refuse(`level must lie within (0, 1), got ${level}`, { level });
}
