import { type EcgRecord, recordLength, type WaveFiducials } from '../record/index.ts';
import { median } from './statistics.ts';
import type { DelineatedBeat, UsualBeats } from './usual-beats.ts';

/** The median of the usual beats, in each lead against the level just before its QRS. */
export interface TypicalBeat {
  /** Hz, as the record's. */
  readonly fs: number;
  /** Median fiducials, as indices of the leads' arrays. */
  readonly waves: WaveFiducials;
  /** By name, `[samples]`: the record's unit above the level before QRS; NaN where fewer than half of the beats had a sample. */
  readonly leads: Readonly<Record<string, Float64Array>>;
  /** Beats that it is the median of. */
  readonly beatCount: number;
}

/** The level before QRS is the mean over this part of the PR segment, before the onset of QRS. */
const LEVEL_FROM_MS = 20;
const LEVEL_TO_MS = 4;
const MARGIN_MS = 40;
/** At least this much behind QRS, for ST where T was not found. */
const ST_MS = 120;

/**
 * Takes the median over the usual beats, sample by sample, aligned at the R peak. Before, the baseline is taken off: straight lines
 * between the levels before QRS of neighbouring beats (after Meyer CR, Keiser HN, Comput Biomed Res 1977;10:459–470, who join them by
 * splines), which removes wander and leaves ST as it is, unlike a high-pass filter.
 */
export function typicalBeat(record: EcgRecord, { beats }: UsualBeats): TypicalBeat {
  const { fs } = record;
  const samples = (ms: number) => Math.round((ms / 1000) * fs);
  const offsets = medianOffsets(beats);
  const { pOn, qrsOn, qrsOff, tOff } = offsets;
  const from = Math.min(pOn ?? 0, (qrsOn ?? 0) - samples(LEVEL_FROM_MS)) - samples(MARGIN_MS);
  const to = Math.max(tOff ?? 0, (qrsOff ?? 0) + samples(ST_MS)) + samples(MARGIN_MS);
  const levelFrom = (qrsOn ?? 0) - Math.max(1, samples(LEVEL_FROM_MS));
  const levelTo = Math.max(levelFrom + 1, (qrsOn ?? 0) - samples(LEVEL_TO_MS));
  const frame = { beats, from, to, levelFrom, levelTo, length: recordLength(record) };
  const leads = Object.entries(record.leads).map(([name, lead]) => [name, medianLead(lead, frame)] as const);
  const waves = eachFiducial((name) => {
    const offset = offsets[name];
    return offset === undefined ? undefined : offset - from;
  });
  return { fs, waves, leads: Object.fromEntries(leads), beatCount: beats.length };
}

/** Each fiducial's median distance from the R peak, in whole samples; `undefined` where fewer than half of the beats have it. */
function medianOffsets(beats: readonly DelineatedBeat[]): WaveFiducials {
  return eachFiducial((name) => {
    const found = beats.flatMap(({ sample, waves }) => (waves[name] === undefined ? [] : [waves[name] - sample]));
    return 2 * found.length < beats.length || found.length === 0 ? undefined : Math.round(median(found));
  });
}

function eachFiducial(find: (name: keyof WaveFiducials) => number | undefined): WaveFiducials {
  return {
    pOn: find('pOn'),
    pPeak: find('pPeak'),
    pOff: find('pOff'),
    qrsOn: find('qrsOn'),
    rPeak: find('rPeak'),
    qrsOff: find('qrsOff'),
    tOn: find('tOn'),
    tPeak: find('tPeak'),
    tOff: find('tOff'),
  };
}

/** What is cut out around each R peak, in samples. */
interface Frame {
  readonly beats: readonly DelineatedBeat[];
  readonly from: number;
  readonly to: number;
  readonly levelFrom: number;
  readonly levelTo: number;
  readonly length: number;
}

function medianLead(lead: Float32Array, frame: Frame): Float64Array {
  const { beats, from, to } = frame;
  const length = to - from + 1;
  const cut = cutBeats(lead, frame);
  const typical = new Float64Array(length);
  const column = new Float64Array(beats.length);
  for (let k = 0; k < length; k++) {
    let count = 0;
    for (let n = k; n < cut.length; n += length) {
      const value = cut[n] as number;
      if (Number.isFinite(value)) column[count++] = value;
    }
    typical[k] = 2 * count < beats.length ? Number.NaN : medianOfFirst(column, count);
  }
  return typical;
}

/** `[beats × samples]`: one lead around each R peak, above its baseline; NaN outside the record. */
function cutBeats(lead: Float32Array, frame: Frame): Float64Array {
  const { beats, from, to, levelFrom, length } = frame;
  const size = to - from + 1;
  const levels = beats.map((beat) => levelBefore(lead, beat, frame));
  const cut = new Float64Array(beats.length * size).fill(Number.NaN);
  for (let i = 0; i < beats.length; i++) {
    const start = (beats[i] as DelineatedBeat).sample + from;
    const level = levels[i] as number;
    // Index in the cut of the moment at which the level was taken, and where the record begins and ends.
    const middle = levelFrom - from;
    const first = Math.max(0, -start);
    const last = Math.min(size, length - start);
    const before = slope(beats, levels, i - 1);
    const after = slope(beats, levels, i);
    for (let k = first; k < last; k++) {
      const rise = (k - middle) * (k < middle ? before : after);
      cut[i * size + k] = (lead[start + k] as number) - level - rise;
    }
  }
  return cut;
}

/** Of the baseline from beat i to the next, per sample; 0 where they are no neighbours or a level is missing. */
function slope(beats: readonly DelineatedBeat[], levels: readonly number[], i: number): number {
  const [here, next] = [beats[i], beats[i + 1]];
  if (here === undefined || next === undefined || next.beat !== here.beat + 1) return 0;
  const rise = (levels[i + 1] as number) - (levels[i] as number);
  return Number.isFinite(rise) ? rise / (next.sample - here.sample) : 0;
}

function levelBefore(lead: Float32Array, { sample }: DelineatedBeat, { levelFrom, levelTo }: Frame): number {
  let sum = 0;
  for (let offset = levelFrom; offset < levelTo; offset++) sum += lead[sample + offset] ?? Number.NaN;
  return sum / (levelTo - levelFrom);
}

/** Insertion of the lower half: for the ten beats of a usual record faster than `sort`. */
const FEW = 24;

/** Median of the first `count` values, which it reorders. */
function medianOfFirst(values: Float64Array, count: number): number {
  if (count === 0) return Number.NaN;
  const half = count >> 1;
  if (count > FEW) values.subarray(0, count).sort();
  else {
    for (let i = 1; i < count; i++) {
      const value = values[i] as number;
      if (i > half && value >= (values[half] as number)) continue;
      let j = Math.min(i - 1, half - 1);
      for (; j >= 0 && (values[j] as number) > value; j--) values[j + 1] = values[j] as number;
      values[j + 1] = value;
    }
  }
  const upper = values[half] as number;
  return count % 2 === 1 ? upper : ((values[half - 1] as number) + upper) / 2;
}
