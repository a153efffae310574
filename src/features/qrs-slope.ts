import type { Beats } from '../beats/index.ts';
import { type EcgRecord, makeRecord, type WaveFiducials } from '../record/index.ts';
import { NoValue } from './outcome.ts';
import { quantile } from './statistics.ts';
import { type TypicalBeat, typicalBeat } from './typical-beat.ts';
import { usualBeats } from './usual-beats.ts';
import type { Delineation } from './waves.ts';

/** Slopes are taken over this much, … */
const SPAN_MS = 8;
/** … so nothing is gained where samples are further apart than half of it. */
const LEAST_FS = 250;
/** A single lead's boundaries do not come nearer to the marks in it. */
const LEAST_LEADS = 2;
/** QRS is where the slope exceeds this share of its maximum, … */
const SLOPE_SHARE = 0.05;
/** … and twice what it exceeds for three quarters of the time outside QRS, in noise. */
const NOISE_SHARE = 0.25;
const NOISE_FACTOR = 2;
/** It has ended once it stayed below for so long. */
const REST_MS = 10;
/** No boundary is moved by more. */
const FARTHEST_MS = 6;
/** Sums and differences of I and II: they show no other moment. */
const DERIVED = ['III', 'aVR', 'aVL', 'aVF'];

/** Onset and end of QRS, samples. */
interface QrsEdges {
  readonly on: number;
  readonly off: number;
}

/**
 * The global QRS boundaries of the usual beats, each moved half way to where the slope of their median beat, the root mean square over
 * the leads, rises above or falls below a twentieth of its maximum; by 6 ms at most. The network places a boundary where annotators
 * would, the slope where the deflection begins, and both err independently. Other beats keep theirs; below 250 Hz and with a single lead all do.
 */
export function fusedBySlope(record: EcgRecord, beats: Beats, delineation: Delineation): readonly WaveFiducials[] {
  const { fused } = delineation;
  const usual = usualBeats(beats, delineation);
  const names = Object.keys(delineation.leads);
  if (usual instanceof NoValue || record.fs < LEAST_FS || names.length < LEAST_LEADS) return fused;
  const typical = typicalBeat(ownLeads(record, names), usual);
  const edges = slopeEdges(typical);
  const { qrsOn, qrsOff } = typical.waves;
  if (edges === undefined || qrsOn === undefined || qrsOff === undefined) return fused;
  const farthest = (FARTHEST_MS / 1000) * record.fs;
  const half = (by: number) => Math.round(Math.min(Math.max(by / 2, -farthest), farthest));
  const [on, off] = [half(edges.on - qrsOn), half(edges.off - qrsOff)];
  const moved = [...fused];
  for (const { entry, waves } of usual.beats) moved[entry] = withQrsMoved(waves, on, off);
  return moved;
}

/** A beat with other boundaries of QRS, which stay between P, R and T. */
function withQrsMoved(waves: WaveFiducials, on: number, off: number): WaveFiducials {
  const { pOff = 0, qrsOn, rPeak, qrsOff, tOn = Number.POSITIVE_INFINITY } = waves;
  if (qrsOn === undefined || rPeak === undefined || qrsOff === undefined) return waves;
  return {
    ...waves,
    qrsOn: Math.min(Math.max(qrsOn + on, Math.min(pOff, qrsOn)), rPeak - 1),
    qrsOff: Math.max(Math.min(qrsOff + off, Math.max(tOn, qrsOff)), rPeak + 1),
  };
}

/** The record with the leads that were delineated, without those that follow from others. */
function ownLeads({ fs, unit, leads }: EcgRecord, names: readonly string[]): EcgRecord {
  const hasBoth = names.includes('I') && names.includes('II');
  const own = hasBoth ? names.filter((name) => !DERIVED.includes(name)) : names;
  return makeRecord({ fs, unit, leads: Object.fromEntries(own.map((name) => [name, leads[name] as Float32Array])) });
}

/** Where the slope of a beat tells that QRS begins and ends; `undefined` where it tells nothing. */
function slopeEdges({ fs, waves, leads }: TypicalBeat): QrsEdges | undefined {
  const { qrsOn, qrsOff } = waves;
  if (qrsOn === undefined || qrsOff === undefined) return undefined;
  const slope = slopeOver(Object.values(leads), Math.round((SPAN_MS / 2000) * fs));
  const outside = slope.filter((value, i) => Number.isFinite(value) && (i < qrsOn || i > qrsOff));
  const inside = slope.subarray(qrsOn, qrsOff + 1);
  const noise = outside.length === 0 ? 0 : NOISE_FACTOR * quantile(outside, NOISE_SHARE);
  const limit = Math.max(noise, SLOPE_SHARE * inside.reduce((most, value) => (value > most ? value : most), 0));
  const first = inside.findIndex((value) => value > limit);
  const last = inside.findLastIndex((value) => value > limit);
  if (first < 0) return undefined;
  const rest = Math.max(1, Math.round((REST_MS / 1000) * fs));
  return { on: restFrom(slope, qrsOn + first, -1, limit, rest), off: restFrom(slope, qrsOn + last, 1, limit, rest) };
}

/** The first sample, seen from inside QRS, from which on the slope is not above the limit for a while. */
function restFrom(slope: Float64Array, start: number, step: -1 | 1, limit: number, rest: number): number {
  let resting = 0;
  for (let i = start; i >= 0 && i < slope.length; i += step) {
    resting = (slope[i] as number) > limit ? 0 : resting + 1;
    if (resting === rest) return i - step * (rest - 1);
  }
  return start;
}

/** Root mean square over leads of the change over `2 · reach` samples; 0 where no lead has samples. */
function slopeOver(leads: readonly Float64Array[], reach: number): Float64Array {
  const length = leads[0]?.length ?? 0;
  const slope = new Float64Array(length);
  for (let i = reach; i < length - reach; i++) {
    let [squares, count] = [0, 0];
    for (const lead of leads) {
      const change = (lead[i + reach] as number) - (lead[i - reach] as number);
      if (!Number.isFinite(change)) continue;
      squares += change * change;
      count += 1;
    }
    slope[i] = count === 0 ? 0 : Math.sqrt(squares / count);
  }
  return slope;
}
