import type { Beats } from '../beats/index.ts';
import { type HrvBands, hrvBands } from './hrv-spectrum.ts';
import { gather, type Measured, mapOutcome, NoValue, type Outcome } from './outcome.ts';
import { rrIntervals, successiveDifferencesMs } from './rr-intervals.ts';
import { rootMeanSquare, standardDeviation } from './statistics.ts';

/** Variability of the normal-to-normal (NN) intervals, Task Force 1996. */
export interface HeartRateVariabilityValues {
  /** NN intervals: both beats are normal ones, and 0.2 to 3 s lie between them. */
  readonly nnCount: number;
  /** Time that the NN intervals cover. */
  readonly nnSec: number;
  readonly meanNnMs: number;
  /** Standard deviation of NN, n − 1. */
  readonly sdnnMs: number;
  /** Root mean square of the differences between neighbouring NN. */
  readonly rmssdMs: number;
  /** Standard deviation of these differences, n − 1. */
  readonly sdsdMs: number;
  /** Share of these differences above 50 ms. */
  readonly pnn50Percent: number;
  /** Number of NN over the height of their histogram in bins of 1/128 s. */
  readonly triangularIndex: number;
  /** Power below 0.04 Hz; with segments of 5 minutes, from 1/300 Hz. */
  readonly vlfMs2: number;
  /** Power from 0.04 to 0.15 Hz. */
  readonly lfMs2: number;
  /** Power from 0.15 to 0.4 Hz. */
  readonly hfMs2: number;
  readonly lfHfRatio: number;
  /** Poincaré plot, across the line of identity: SDSD / √2. */
  readonly sd1Ms: number;
  /** Poincaré plot, along the line of identity: √(2 SDNN² − SDSD² / 2). */
  readonly sd2Ms: number;
}

/** Heart rate variability; what the record is too short for is `undefined` with its reason in `notMeasured`. */
export type HeartRateVariability = Measured<HeartRateVariabilityValues>;

/** Shortest recordings. Task Force: 10 periods of the band's lower limit at least, 5 minutes preferred; 20 minutes for the triangle. */
const TIME_DOMAIN_SEC = 60;
const SPECTRUM_SEC = 300;
const TRIANGLE_SEC = 1200;
const VLF_SEC = 3000;
/** Of the intervals may be other than NN. */
const LEFT_OUT_SHARE = 0.2;
const PLAUSIBLE_MS = [200, 3000] as const;
const HISTOGRAM_BIN_MS = 1000 / 128;

/**
 * Heart rate variability from the times and classes of beats alone: Task Force of the ESC and NASPE, Circulation 1996;93:1043–1065;
 * SD1 and SD2 by Brennan M et al., IEEE Trans Biomed Eng 2001;48:1342–1347.
 *
 * Measured from: time domain and Poincaré 60 s of NN intervals (an ultra-short recording below 5 minutes, which the Task Force does not
 * speak of), LF and HF 5 min, triangular index 20 min, VLF 50 min; and only where at least 80 % of the intervals are NN. Spectrum: Welch,
 * see `hrvBands`. What it says about the autonomic system presupposes sinus rhythm, which beats alone cannot tell: in atrial
 * fibrillation the numbers are there and mean something else.
 *
 * @example
 * const beats = { fs: 500, length: 5000, leads: ['I'], beats: [{ sample: 9, beatClass: 'normal' }] };
 * measureHrv(beats).notMeasured.sdnnMs // => 'needs 60 s of normal-to-normal intervals, there are 0 s'
 */
export function measureHrv(beats: Beats): HeartRateVariability {
  const all = rrIntervals(beats);
  const nn = all.filter(({ ms, normalToNormal }) => normalToNormal && ms >= PLAUSIBLE_MS[0] && ms <= PLAUSIBLE_MS[1]);
  const nnMs = Float64Array.from(nn, ({ ms }) => ms);
  const nnSec = nnMs.reduce((sum, ms) => sum + ms, 0) / 1000;
  const none = beats.beats.length === 0 ? new NoValue(beats.reason ?? 'no beat was found') : undefined;
  const from = (sec: number) => none ?? tooShort(nnSec, sec) ?? tooBroken(all.length, nn.length);
  const brief = from(TIME_DOMAIN_SEC);
  const differencesMs = successiveDifferencesMs(nn);
  const sdnnMs = standardDeviation(nnMs);
  const sdsdMs = standardDeviation(differencesMs);
  const bands: Outcome<HrvBands> = from(SPECTRUM_SEC) ?? hrvBands(nn);
  return gather<HeartRateVariabilityValues>({
    nnCount: nn.length,
    nnSec,
    meanNnMs: brief ?? (1000 * nnSec) / nn.length,
    sdnnMs: brief ?? sdnnMs,
    rmssdMs: brief ?? rootMeanSquare(differencesMs),
    sdsdMs: brief ?? sdsdMs,
    pnn50Percent: brief ?? (100 * differencesMs.filter((ms) => Math.abs(ms) > 50).length) / differencesMs.length,
    triangularIndex: from(TRIANGLE_SEC) ?? triangularIndex(nnMs),
    vlfMs2: from(VLF_SEC) ?? mapOutcome(bands, ({ vlfMs2 }) => vlfMs2),
    lfMs2: mapOutcome(bands, ({ lfMs2 }) => lfMs2),
    hfMs2: mapOutcome(bands, ({ hfMs2 }) => hfMs2),
    lfHfRatio: mapOutcome(bands, ({ lfMs2, hfMs2 }) =>
      hfMs2 > 0 ? lfMs2 / hfMs2 : new NoValue('there is no power from 0.15 to 0.4 Hz'),
    ),
    sd1Ms: brief ?? sdsdMs / Math.SQRT2,
    // Never negative but for rounding, at intervals that alternate.
    sd2Ms: brief ?? Math.sqrt(Math.max(0, 2 * sdnnMs ** 2 - sdsdMs ** 2 / 2)),
  });
}

function tooShort(nnSec: number, leastSec: number): NoValue | undefined {
  if (nnSec >= leastSec) return undefined;
  return new NoValue(`needs ${leastSec} s of normal-to-normal intervals, there are ${Math.floor(nnSec)} s`);
}

function tooBroken(all: number, nn: number): NoValue | undefined {
  const percent = Math.round((100 * (all - nn)) / all);
  if (all - nn <= LEFT_OUT_SHARE * all) return undefined;
  return new NoValue(
    `${percent} % of the RR intervals are not normal-to-normal, at most ${100 * LEFT_OUT_SHARE} % may be`,
  );
}

/** Task Force 1996: bins of 1/128 s = 7.8125 ms, counted from 0. */
function triangularIndex(nnMs: Float64Array): number {
  const counts = new Map<number, number>();
  let highest = 0;
  for (const ms of nnMs) {
    const bin = Math.floor(ms / HISTOGRAM_BIN_MS);
    const count = (counts.get(bin) ?? 0) + 1;
    counts.set(bin, count);
    highest = Math.max(highest, count);
  }
  return nnMs.length / highest;
}
