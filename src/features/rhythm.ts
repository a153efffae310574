import type { Beats } from '../beats/index.ts';
import { type EctopicPattern, ectopicPattern, ventricularRuns } from './ectopic-pattern.ts';
import { gather, type Measured, NoValue, type Outcome } from './outcome.ts';
import { type Regularity, regularityOf } from './regularity.ts';
import { type RrInterval, rrIntervals } from './rr-intervals.ts';
import { greatest, least, mean, median, standardDeviation } from './statistics.ts';

/**
 * Below 50/min `bradycardia` (Kusumoto FM et al., 2018 ACC/AHA/HRS guideline on bradycardia, Circulation 2019;140:e382), above 100/min
 * `tachycardia` (Page RL et al., 2015 ACC/AHA/HRS guideline on supraventricular tachycardia, Circulation 2016;133:e506). Many textbooks
 * draw the lower limit at 60/min.
 */
export type RateClass = 'bradycardia' | 'normal' | 'tachycardia';

/** What the times and classes of the beats tell. */
export interface RhythmValues {
  /** Beats of the ventricles. */
  readonly beatCount: number;
  /** Of the record. */
  readonly durationSec: number;
  /** 60 / median RR interval, per minute. */
  readonly rateBpm: number;
  /** 60 / mean RR interval: what counting gives; differs from `rateBpm` where the rhythm is irregular. */
  readonly meanRateBpm: number;
  /** 60 / longest RR interval. */
  readonly slowestBpm: number;
  /** 60 / shortest RR interval. */
  readonly fastestBpm: number;
  /** Of `rateBpm` where the rhythm is regular, otherwise of `meanRateBpm`. */
  readonly rateClass: RateClass;
  readonly rrMedianMs: number;
  readonly rrMeanMs: number;
  /** Standard deviation, n − 1. */
  readonly rrSdMs: number;
  readonly rrMinMs: number;
  readonly rrMaxMs: number;
  readonly regularity: Regularity;
  /** RR intervals above 3 s (Kusumoto 2018: sinus pause). */
  readonly pauseCount: number;
  readonly supraventricularCount: number;
  readonly ventricularCount: number;
  readonly pacedCount: number;
  readonly unclassifiedCount: number;
  /** How premature beats of either kind alternate with the others. */
  readonly ectopicPattern: EctopicPattern;
  /** Two ventricular beats in a row. */
  readonly ventricularCoupletCount: number;
  /** Three or more ventricular beats in a row. */
  readonly ventricularRunCount: number;
}

/** The rhythm of the ventricles; a value that cannot be told is `undefined` with its reason in `notMeasured`. */
export type Rhythm = Measured<RhythmValues>;

const BRADYCARDIA_BPM = 50;
const TACHYCARDIA_BPM = 100;
const PAUSE_MS = 3000;
const MS_PER_MIN = 60_000;

/**
 * Describes the rhythm of the ventricles from the times and classes of their beats alone, so it is to be had for records of a day.
 * It describes and does not diagnose.
 *
 * @example
 * const beat = (sec) => ({ sample: 500 * sec, beatClass: 'normal' });
 * const beats = { fs: 500, length: 5000, leads: ['I'], beats: [1, 2, 3, 4, 5, 6, 7, 8, 9].map(beat) };
 * const { rateBpm, regularity, rrSdMs, ectopicPattern } = measureRhythm(beats);
 * [rateBpm, regularity, rrSdMs, ectopicPattern] // => [60, 'regular', 0, 'none']
 * measureRhythm({ ...beats, beats: [], reason: 'all leads are flat' }).notMeasured.rateBpm // => 'all leads are flat'
 */
export function measureRhythm(beats: Beats): Rhythm {
  const all = beats.beats;
  const intervals = rrIntervals(beats);
  const rrMs = Float64Array.from(intervals, ({ ms }) => ms);
  const none = all.length === 0 ? new NoValue(beats.reason ?? 'no beat was found') : undefined;
  const tooFew = none ?? (rrMs.length === 0 ? new NoValue('an RR interval needs two beats, there is one') : undefined);
  const regularity = none ?? regularityOf(intervals);
  const count = (beatClass: string) => none ?? all.filter((beat) => beat.beatClass === beatClass).length;
  const runs = ventricularRuns(all);
  return gather<RhythmValues>({
    beatCount: all.length,
    durationSec: beats.length / beats.fs,
    rateBpm: tooFew ?? MS_PER_MIN / median(rrMs),
    meanRateBpm: tooFew ?? MS_PER_MIN / mean(rrMs),
    slowestBpm: tooFew ?? MS_PER_MIN / greatest(rrMs),
    fastestBpm: tooFew ?? MS_PER_MIN / least(rrMs),
    rateClass: tooFew ?? rateClass(MS_PER_MIN / representativeRrMs(intervals).ms),
    rrMedianMs: tooFew ?? median(rrMs),
    rrMeanMs: tooFew ?? mean(rrMs),
    rrSdMs: tooFew ?? (rrMs.length < 2 ? new NoValue('a deviation needs two RR intervals') : standardDeviation(rrMs)),
    rrMinMs: tooFew ?? least(rrMs),
    rrMaxMs: tooFew ?? greatest(rrMs),
    regularity,
    pauseCount: tooFew ?? rrMs.filter((ms) => ms > PAUSE_MS).length,
    supraventricularCount: count('supraventricular'),
    ventricularCount: count('ventricular'),
    pacedCount: count('paced'),
    unclassifiedCount: count('unclassified'),
    ectopicPattern: none ?? ectopicPattern(all),
    ventricularCoupletCount: none ?? runs.filter((length) => length === 2).length,
    ventricularRunCount: none ?? runs.filter((length) => length >= 3).length,
  });
}

/** How an RR interval stands for many. */
export type RrMethod = 'median' | 'mean';

/** The RR interval that goes with the record's QT: the median in a regular rhythm, otherwise the mean. Needs an interval. */
export function representativeRrMs(intervals: readonly RrInterval[]): {
  readonly ms: number;
  readonly method: RrMethod;
} {
  const rrMs = intervals.map(({ ms }) => ms);
  const regular: Outcome<Regularity> = regularityOf(intervals);
  // Too few intervals to judge: the median resists one that is missed.
  const isIrregular = !(regular instanceof NoValue) && regular !== 'regular';
  return isIrregular ? { ms: mean(rrMs), method: 'mean' } : { ms: median(rrMs), method: 'median' };
}

function rateClass(bpm: number): RateClass {
  if (bpm < BRADYCARDIA_BPM) return 'bradycardia';
  return bpm > TACHYCARDIA_BPM ? 'tachycardia' : 'normal';
}
