import type { Beat, Beats } from '../beats/index.ts';
import { type EcgRecord, type IndependentLeads, recordLength } from '../record/index.ts';
import { relativeLimbLeads } from './lead-reversal-limb-leads.ts';

/** The leads that an electrocardiograph digitises, in their customary order. */
export const INDEPENDENT_LEADS = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;

/** Pieces that the waves are cut into: from 200 to 20 ms before QRS, QRS itself, and from its end to the end of T. */
export const PROFILE_BINS = { p: 4, qrs: 10, t: 6 } as const;

/** The usual beat of a record, coarsely: the mean of each lead in each piece of each wave, against the level before QRS. */
export interface BeatProfile {
  /** `[p + qrs + t bins]` each, in the unit of the record. */
  readonly leads: IndependentLeads;
  /** By lead, how uncertain the profile is: standard error of its bins over their root mean square. */
  readonly uncertainty: Readonly<Record<string, number>>;
}

/** Seconds around the R peak that a beat is looked at. */
const BEFORE_SEC = 0.34;
const AFTER_SEC = 0.62;

/** Hz: below, QRS has too few samples; above, it is no ECG. */
const LEAST_FS = 90;
const GREATEST_FS = 10_000;

/** Grid of slopes around R, seconds. */
const STEP_SEC = 0.005;
const GRID_HALF = 32;
const GRID = 2 * GRID_HALF + 1;
const MAX_SHIFT = 10;

/** A slope is the difference of the means over this time after and before, which averages mains and muscle out. */
const SLOPE_SEC = 0.01;

/** Share of the energy of the slopes that lies before QRS begins, and after it ends; then 5 ms are added on either side. */
const OUTSIDE_SHARE = 0.02;
const MARGIN_SEC = 0.005;

/** Beats that correlate less with the usual one are left out; at least three must remain. */
const LEAST_CORRELATION = 0.8;
const LEAST_BEATS = 3;
const MOST_BEATS = 30;

/** Sums of one beat's samples in each lead, by which a mean over any time is a difference; `shift` aligns the beat. */
interface BeatSums {
  readonly sums: readonly Float64Array[];
  /** Of the chest leads, `[leads × grid]`. */
  readonly slopes: Float64Array;
  /** A whole number of steps of the grid. */
  shift: number;
}

/**
 * Makes the profile of a record from its most frequent class of beats.
 *
 * @returns or why there is none, in words
 */
export function beatProfile(record: EcgRecord, beats: Beats): BeatProfile | string {
  const { fs } = record;
  if (!(fs >= LEAST_FS && fs <= GREATEST_FS)) return `the sampling rate must be 90 to 10000 Hz, got ${fs}`;
  const leads = relativeLimbLeads(record);
  if (typeof leads === 'string') return leads;
  const wanted = mostFrequent(beats.beats);
  const all = wanted.flatMap((beat) => beatSums(leads, fs, beat.sample, recordLength(record)) ?? []);
  if (all.length < LEAST_BEATS) return `${LEAST_BEATS} whole beats of one kind are needed, got ${all.length}`;
  const alike = alignBeats(all);
  if (alike.length < LEAST_BEATS) return `${LEAST_BEATS} beats alike are needed, got ${alike.length}`;
  const bounds = qrsBounds(alike);
  return profileOf(alike, fs, binEdges(bounds, medianRrSec(beats)));
}

/** Beats of the most frequent class, evenly thinned out to as many as are needed. */
function mostFrequent(beats: readonly Beat[]): readonly Beat[] {
  const counts = new Map<string, number>();
  for (const { beatClass } of beats) counts.set(beatClass, (counts.get(beatClass) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const found = beats.filter(({ beatClass }) => beatClass === usual);
  const every = Math.ceil(found.length / MOST_BEATS);
  return found.filter((_, i) => i % every === 0);
}

function medianRrSec({ beats, fs }: Beats): number {
  const intervals = beats.slice(1).map(({ sample }, i) => (sample - (beats[i] as Beat).sample) / fs);
  return intervals.length === 0 ? 1 : medianInPlace(Float64Array.from(intervals).sort());
}

/** `undefined` for a beat that is not wholly in the record, or misses a sample. */
function beatSums(leads: readonly Float32Array[], fs: number, r: number, length: number): BeatSums | undefined {
  const first = Math.round(r - BEFORE_SEC * fs);
  const samples = Math.round((BEFORE_SEC + AFTER_SEC) * fs);
  if (!(first >= 0 && first + samples <= length)) return undefined;
  const sums = leads.map((lead) => {
    const sum = new Float64Array(samples + 1);
    for (let n = 0; n < samples; n++) sum[n + 1] = (sum[n] as number) + (lead[first + n] as number);
    return sum;
  });
  if (!sums.every((sum) => Number.isFinite(sum[samples] as number))) return undefined;
  const slopes = new Float64Array((sums.length - 2) * GRID);
  for (let lead = 2; lead < sums.length; lead++) setSlopes(sums[lead] as Float64Array, fs, slopes, (lead - 2) * GRID);
  return { sums, slopes, shift: 0 };
}

/** Slopes of one lead on the grid: mean after less mean before, whose sums are shared between points of the grid. */
function setSlopes(sum: Float64Array, fs: number, slopes: Float64Array, first: number): void {
  const steps = Math.round(SLOPE_SEC / STEP_SEC);
  const until = new Float64Array(GRID + 2 * steps);
  for (let k = 0; k < until.length; k++) {
    until[k] = sumUntil(sum, ((k - steps - GRID_HALF) * STEP_SEC + BEFORE_SEC) * fs + 0.5);
  }
  for (let k = 0; k < GRID; k++) {
    const both = (until[k] as number) + (until[k + 2 * steps] as number);
    slopes[first + k] = (both - 2 * (until[k + steps] as number)) / (SLOPE_SEC * fs);
  }
}

/** Mean over a time that is given in seconds from the R peak; a sample stands for the time around it. */
function meanBetween(sums: Float64Array, fs: number, fromSec: number, toSec: number): number {
  const from = sumUntil(sums, (fromSec + BEFORE_SEC) * fs + 0.5);
  const to = sumUntil(sums, (toSec + BEFORE_SEC) * fs + 0.5);
  return (to - from) / ((toSec - fromSec) * fs);
}

function sumUntil(sums: Float64Array, position: number): number {
  const held = Math.min(Math.max(position, 0), sums.length - 1.001);
  const n = Math.floor(held);
  return (sums[n] as number) + (held - n) * ((sums[n + 1] as number) - (sums[n] as number));
}

/** Shifts every beat to where its slopes correlate best with the median beat's, twice, and leaves those out that are unlike it. */
function alignBeats(beats: readonly BeatSums[]): readonly BeatSums[] {
  const shifts = beats.map(() => 0);
  let correlations: number[] = [];
  for (let pass = 0; pass < 2; pass++) {
    const usual = medianSlopes(beats, shifts);
    correlations = beats.map(({ slopes }, b) => {
      const [shift, correlation] = bestShift(slopes, usual);
      shifts[b] = shift;
      return correlation;
    });
  }
  beats.forEach((beat, b) => {
    beat.shift = shifts[b] as number;
  });
  return beats.filter((_, b) => (correlations[b] as number) >= LEAST_CORRELATION);
}

function medianSlopes(beats: readonly BeatSums[], shifts: readonly number[]): Float64Array {
  const values = new Float64Array(beats.length);
  const usual = new Float64Array((beats[0] as BeatSums).slopes.length);
  for (let row = 0; row < usual.length; row += GRID) {
    for (let k = 0; k < GRID; k++) {
      for (let b = 0; b < values.length; b++) {
        const moved = Math.min(Math.max(k + (shifts[b] as number), 0), GRID - 1);
        values[b] = (beats[b] as BeatSums).slopes[row + moved] as number;
      }
      usual[row + k] = medianInPlace(values);
    }
  }
  return usual;
}

function bestShift(slopes: Float64Array, usual: Float64Array): readonly [shift: number, correlation: number] {
  let best = 0;
  let bestCorrelation = Number.NEGATIVE_INFINITY;
  const other = energyBetween(usual, 0);
  let own = energyBetween(slopes, -MAX_SHIFT);
  for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
    let product = 0;
    for (let row = MAX_SHIFT; row < usual.length; row += GRID) {
      const end = row + GRID - 2 * MAX_SHIFT;
      for (let i = row; i < end; i++) product += (slopes[i + shift] as number) * (usual[i] as number);
    }
    const correlation = own > 0 && other > 0 ? product / Math.sqrt(own * other) : 0;
    if (correlation > bestCorrelation) {
      best = shift;
      bestCorrelation = correlation;
    }
    // The next shift leaves out the first slope of each row and takes in one more at its end.
    for (let row = MAX_SHIFT + shift; row < slopes.length; row += GRID) {
      own += (slopes[row + GRID - 2 * MAX_SHIFT] ?? 0) ** 2 - (slopes[row] as number) ** 2;
    }
  }
  return [best, bestCorrelation];
}

/** Of the slopes that a shift lays on the middle of the grid. */
function energyBetween(slopes: Float64Array, shift: number): number {
  let sum = 0;
  for (let row = MAX_SHIFT + shift; row < slopes.length; row += GRID) {
    const end = row + GRID - 2 * MAX_SHIFT;
    for (let i = row; i < end; i++) sum += (slopes[i] as number) ** 2;
  }
  return sum;
}

/** Where QRS begins and ends, seconds from the aligned R peak: between two shares of the energy of the chest leads' slopes. */
function qrsBounds(beats: readonly BeatSums[]): readonly [onSec: number, offSec: number] {
  const energy = new Float64Array(GRID);
  const rows = (beats[0] as BeatSums).slopes.length;
  for (let row = 0; row < rows; row += GRID) {
    const ofLead = new Float64Array(GRID);
    for (const { slopes, shift } of beats) {
      for (let k = 0; k < GRID; k++) {
        const rise = slopes[row + Math.min(Math.max(k + shift, 0), GRID - 1)] as number;
        ofLead[k] = (ofLead[k] as number) + rise * rise;
      }
    }
    const total = ofLead.reduce((sum, value) => sum + value, 0);
    if (total > 0) for (let k = 0; k < GRID; k++) energy[k] = (energy[k] as number) + (ofLead[k] as number) / total;
  }
  // What is there all the time is noise, not QRS.
  const floor = [...energy].sort((a, b) => a - b)[Math.floor(GRID / 5)] as number;
  const above = energy.map((value) => Math.max(value - floor, 0));
  const total = above.reduce((sum, value) => sum + value, 0);
  let [sum, on, off] = [0, 0, GRID - 1];
  for (let k = 0; k < GRID; k++) {
    sum += above[k] as number;
    if (sum <= OUTSIDE_SHARE * total) on = k;
    if (sum < (1 - OUTSIDE_SHARE) * total) off = k + 1;
  }
  const seconds = (k: number) => (k - GRID_HALF) * STEP_SEC;
  return [seconds(on) - MARGIN_SEC, seconds(Math.min(off, GRID - 1)) + MARGIN_SEC];
}

interface BinEdges {
  readonly level: readonly [number, number];
  readonly bins: readonly (readonly [number, number])[];
}

function binEdges([onSec, offSec]: readonly [number, number], rrSec: number): BinEdges {
  // T ends about 0.4 √RR after QRS begins (Bazett's QT of 400 ms at 60/min).
  const tSec = Math.min(0.36, Math.max(0.18, 0.4 * Math.sqrt(rrSec) - 0.04));
  const pieces = (from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const width = (to - from) / count;
      return [from + i * width, from + (i + 1) * width] as const;
    });
  return {
    level: [onSec - 0.03, onSec - 0.005],
    bins: [
      ...pieces(onSec - 0.2, onSec - 0.02, PROFILE_BINS.p),
      ...pieces(onSec, offSec, PROFILE_BINS.qrs),
      ...pieces(offSec, offSec + tSec, PROFILE_BINS.t),
    ],
  };
}

function profileOf(beats: readonly BeatSums[], fs: number, { level, bins }: BinEdges): BeatProfile {
  const leads: Record<string, Float64Array> = {};
  const uncertainty: Record<string, number> = {};
  for (const [l, name] of INDEPENDENT_LEADS.entries()) {
    const mean = ({ sums, shift }: BeatSums, [from, to]: readonly [number, number]) =>
      meanBetween(sums[l] as Float64Array, fs, from + shift * STEP_SEC, to + shift * STEP_SEC);
    const levels = Float64Array.from(beats, (beat) => mean(beat, level));
    const values = new Float64Array(beats.length);
    let [signal, noise] = [0, 0];
    leads[name] = Float64Array.from(bins, (bin) => {
      for (let b = 0; b < values.length; b++) values[b] = mean(beats[b] as BeatSums, bin) - (levels[b] as number);
      const middle = medianInPlace(values);
      for (let b = 0; b < values.length; b++) values[b] = Math.abs((values[b] as number) - middle);
      // 1.4826 makes the median deviation of normal noise a standard deviation.
      const spread = 1.4826 * medianInPlace(values);
      signal += middle * middle;
      noise += (spread * spread) / beats.length;
      return middle;
    });
    uncertainty[name] = signal > 0 ? Math.sqrt(noise / signal) : Number.POSITIVE_INFINITY;
  }
  return { leads: leads as BeatProfile['leads'], uncertainty };
}

/** Sorts the values, by insertion: they are few. */
function medianInPlace(values: Float64Array): number {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let at = i;
    for (; at > 0 && (values[at - 1] as number) > value; at--) values[at] = values[at - 1] as number;
    values[at] = value;
  }
  const half = values.length >> 1;
  const upper = values[half] as number;
  return values.length % 2 === 1 ? upper : ((values[half - 1] as number) + upper) / 2;
}
