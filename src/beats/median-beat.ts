import type { EcgRecord } from '../record/index.ts';
import { alignBeats } from './align-beats.ts';
import type { BeatClass, Beats } from './beats.ts';
import { medianOf, medianOfRows } from './median-of-rows.ts';

/** The usual beat of a record, and what it rests on. */
export interface MedianBeat {
  /** Hz, as the record's. */
  readonly fs: number;
  /** By lead, in the unit of the record; the median at each moment over the beats used. Empty where there is a `reason`. */
  readonly leads: Readonly<Record<string, Float32Array>>;
  /** By lead: standard deviation of single beats around the median, in the unit of the record. That of the median is less by √beats. */
  readonly noise: Readonly<Record<string, number>>;
  /** Leads that the record has but this has not, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Index of R in every lead. */
  readonly rPeak: number;
  /** The class whose beats these are: the commonest. */
  readonly beatClass: BeatClass;
  /** RR interval that the window was made for, in seconds: the median of the record. */
  readonly rrSec: number | undefined;
  /** Places of the beats used in the list of beats. */
  readonly beatsUsed: readonly number[];
  /** Places of the others, and why. */
  readonly excluded: readonly { readonly beat: number; readonly reason: string }[];
  /** Why there is none, in words; absent when there is one. */
  readonly reason?: string;
}

/** The window reaches from so much of RR before R to so much after it; P is before and T after for all rates. */
const BEFORE_SHARE = 0.35;
const AFTER_SHARE = 0.65;
const LONGEST_BEFORE_SEC = 0.45;
const LONGEST_AFTER_SEC = 0.75;
/** A beat whose neighbour comes earlier than this share of RR has that neighbour in its window. */
const NEAREST_SHARE = 0.85;
const LEAST_BEATS = 3;
/** More do not make it better. */
const MOST_BEATS = 400;

/**
 * The median beat of a record: beats of the commonest class, aligned by cross-correlation of all leads, then the median of each sample
 * over the beats. Each beat is taken from its own mean first, so that wander does not widen the spread.
 *
 * There is none, but a `reason`, where fewer than three beats are left; a lead is `leftOut` where too few of them are whole in it.
 *
 * @param beats of `detectBeats` for the record
 */
export function medianBeat(record: EcgRecord, beats: Beats): MedianBeat {
  const { fs } = record;
  const excluded: { beat: number; reason: string }[] = [];
  const beatClass = commonestClass(beats);
  const rrSec = usualRr(beats);
  const before = Math.round(Math.min(BEFORE_SHARE * (rrSec ?? 1), LONGEST_BEFORE_SEC) * fs);
  const after = Math.round(Math.min(AFTER_SHARE * (rrSec ?? 1), LONGEST_AFTER_SEC) * fs);
  const candidates = beats.beats.flatMap((_, beat) => {
    const reason = exclusion(beats, beat, beatClass, { before, after, rr: (rrSec ?? 0) * fs });
    if (reason !== undefined) excluded.push({ beat, reason });
    return reason === undefined ? beat : [];
  });
  const common = { fs, rPeak: before, beatClass, rrSec };
  const few = (used: readonly number[]): MedianBeat => ({
    ...common,
    leads: {},
    noise: {},
    leftOut: {},
    beatsUsed: [],
    excluded,
    reason: `a median needs ${LEAST_BEATS} beats of one class, got ${used.length}`,
  });
  if (candidates.length < LEAST_BEATS) return few(candidates);
  const chosen = thin(candidates);
  for (const beat of candidates) {
    if (!chosen.includes(beat)) excluded.push({ beat, reason: `there are ${MOST_BEATS} without it` });
  }
  const samples = chosen.map((beat) => beats.beats[beat]?.sample ?? 0);
  const aligned = alignBeats(record.leads, fs, samples);
  const beatsUsed: number[] = [];
  const centres: number[] = [];
  aligned.forEach(({ centre, isAlike }, i) => {
    const beat = chosen[i] as number;
    if (!isAlike) excluded.push({ beat, reason: 'its shape is unlike that of the others' });
    else if (centre - before < 0 || centre + after >= beats.length) excluded.push({ beat, reason: OVER_THE_EDGE });
    else {
      beatsUsed.push(beat);
      centres.push(centre);
    }
  });
  if (beatsUsed.length < LEAST_BEATS) return few(beatsUsed);
  return { ...common, ...medians(record.leads, centres, before, after), beatsUsed, excluded };
}

const OVER_THE_EDGE = 'it reaches over an end of the record';

/** Of normal, paced, supraventricular, ventricular and unclassified beats, the first of those that are most. */
function commonestClass({ beats }: Beats): BeatClass {
  const classes: readonly BeatClass[] = ['normal', 'paced', 'supraventricular', 'ventricular', 'unclassified'];
  const counts = classes.map((name) => beats.filter(({ beatClass }) => beatClass === name).length);
  return classes[counts.indexOf(Math.max(...counts))] ?? 'normal';
}

function usualRr({ beats, fs }: Beats): number | undefined {
  const intervals = Float64Array.from(beats.slice(1), ({ sample }, i) => (sample - (beats[i]?.sample ?? 0)) / fs);
  return intervals.length === 0 ? undefined : medianOf(intervals);
}

/** Why a beat is no part of the median. */
function exclusion(
  { beats, length }: Beats,
  place: number,
  usual: BeatClass,
  { before, after, rr }: { readonly before: number; readonly after: number; readonly rr: number },
): string | undefined {
  const beat = beats[place];
  if (beat === undefined || beat.beatClass !== usual) return `it is ${beat?.beatClass}`;
  if (beat.sample - before < 0 || beat.sample + after >= length) return OVER_THE_EDGE;
  const next = beats[place + 1];
  if (next && next.sample - beat.sample < NEAREST_SHARE * rr) return 'the next beat comes early';
  return undefined;
}

/** At most `MOST_BEATS`, evenly spread. */
function thin(candidates: readonly number[]): number[] {
  const count = Math.min(MOST_BEATS, candidates.length);
  return Array.from({ length: count }, (_, i) => candidates[Math.floor((i * candidates.length) / count)] as number);
}

function medians(
  leads: Readonly<Record<string, Float32Array>>,
  centres: readonly number[],
  before: number,
  after: number,
): Pick<MedianBeat, 'leads' | 'noise' | 'leftOut'> {
  const found: Record<string, Float32Array> = {};
  const noise: Record<string, number> = {};
  const leftOut: Record<string, string> = {};
  for (const [name, samples] of Object.entries(leads)) {
    const rows = centres.map((centre) => samples.subarray(centre - before, centre + after + 1)).filter(isWhole);
    if (rows.length < LEAST_BEATS) {
      leftOut[name] = `${rows.length} beats are without missing samples, a median needs ${LEAST_BEATS}`;
      continue;
    }
    const { median, residualSd } = medianOfRows(rows);
    found[name] = median;
    noise[name] = residualSd;
  }
  return { leads: found, noise, leftOut };
}

function isWhole(row: Float32Array): boolean {
  return row.every((value) => Number.isFinite(value));
}
