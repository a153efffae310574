import { NoValue, type Outcome } from './outcome.ts';
import { type RrInterval, successiveDifferencesMs } from './rr-intervals.ts';
import { median, quantile } from './statistics.ts';

/** How the beats follow each other. */
export type Regularity = 'regular' | 'regularly irregular' | 'irregularly irregular';

const FEWEST_INTERVALS = 4;
/** Three quarters of the changes from one interval to the next are below this share of the median interval. */
const REGULAR_CHANGE = 0.1;
/** Sinus arrhythmia changes gradually and stays below this; atrial fibrillation does not (LUDB, in the log). */
const GRADUAL_CHANGE = 0.15;
/** Repeating patterns are looked for up to this many intervals: bigeminy 2, trigeminy and 4 : 3 block 3, 5 : 4 block 4. */
const LONGEST_PATTERN = 4;
/** Of the median interval, between an interval and the one that takes its place in the next pattern. */
const PATTERN_CHANGE = 0.08;

/**
 * Whether the ventricles beat regularly. Intervals that touch a premature beat are left out where that leaves enough, so single
 * premature beats do not make a rhythm irregular. `regular`: three quarters of the changes between neighbouring intervals are at most
 * 10 % of the median interval. Otherwise `regularly irregular` where a pattern of two to four intervals repeats itself, or where
 * changes stay below 15 %, as in respiratory sinus arrhythmia; else `irregularly irregular`. A description, no diagnosis.
 */
export function regularityOf(intervals: readonly RrInterval[]): Outcome<Regularity> {
  if (intervals.length < FEWEST_INTERVALS) {
    return new NoValue(`regularity needs ${FEWEST_INTERVALS} RR intervals, there are ${intervals.length}`);
  }
  const basic = intervals.filter(({ normalToNormal }) => normalToNormal);
  const enough = basic.length >= Math.max(FEWEST_INTERVALS, intervals.length / 2);
  const judged = enough && successiveDifferencesMs(basic).length > 1 ? basic : intervals;
  const middleMs = median(judged.map(({ ms }) => ms));
  const change = quantile(successiveDifferencesMs(judged).map(Math.abs), 0.75) / middleMs;
  if (change <= REGULAR_CHANGE) return 'regular';
  return change <= GRADUAL_CHANGE || repeatsItself(intervals, middleMs)
    ? 'regularly irregular'
    : 'irregularly irregular';
}

/** Whether four fifths of the intervals return after a pattern of some length, of which at least two and a half are there. */
function repeatsItself(intervals: readonly RrInterval[], middleMs: number): boolean {
  for (let period = 2; period <= LONGEST_PATTERN; period++) {
    if (intervals.length < 2.5 * period) return false;
    const changes = intervals.slice(period).map(({ ms }, i) => Math.abs(ms - (intervals[i] as RrInterval).ms));
    if (quantile(changes, 0.8) <= PATTERN_CHANGE * middleMs) return true;
  }
  return false;
}
