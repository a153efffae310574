import { selectInPlace } from '../signal/index.ts';
import type { QrsEnvelope } from './qrs-envelope.ts';

/** What several leads say together. */
export interface FusedEnvelope {
  /** Working rate in Hz. */
  readonly fs: number;
  /** The envelopes in units of the usual QRS of each lead, `[samples]`: about 1 at an ordinary beat. */
  readonly envelope: Float32Array;
  /** How far the usual QRS stands above what lies between the beats, per block of one second; 0 where no lead can be used. */
  readonly contrast: Float32Array;
  /** By lead, in the unit of the lead: its usual QRS and its share in the sum, per block of one second. */
  readonly leads: readonly { readonly peak: Float32Array; readonly weight: Float32Array }[];
}

/** Levels of one lead per block of one second. */
interface Levels {
  /** Of the usual QRS. */
  readonly peak: Float32Array;
  /** Of what lies between beats at its quietest. */
  readonly floor: Float32Array;
  /** Of what lies between beats at its loudest: T, P, bursts of noise. */
  readonly between: Float32Array;
}

/** Levels are those of the blocks as far as this on either side. */
const REACH_BLOCKS = 8;
/** At 30/min every second block holds a beat. */
const PEAK_QUANTILE = 0.7;
const FLOOR_QUANTILE = 0.3;
const BETWEEN_QUANTILE = 0.7;
/** A lead's level is not followed further down than this share of what it is as a rule: what is left is noise. */
const LEAST_SHARE = 0.2;
/** No QRS has less than this (mV, or standard deviations): what moves less is the last digit of a lead that is flat. */
const LEAST_PEAK = 0.01;
/** Where there are several leads, none counts for more than this multiple of its usual QRS: a jump in one lead is no beat. */
const MOST_PER_LEAD = 1.6;
/** What the highest of a second of noise is to its loudest between, about: the envelope of noise has a Rayleigh distribution. */
const RATIO_OF_NOISE = 1.7;
const MOST_RATIO = 40;

/** Joins the envelopes of leads of one record, each by how far its QRS stands out at that time. */
export function fuseEnvelopes(leads: readonly QrsEnvelope[]): FusedEnvelope {
  const fs = leads[0]?.fs ?? 1;
  const length = leads[0]?.envelope.length ?? 0;
  const perBlock = Math.max(1, Math.round(fs));
  const blocks = Math.ceil(length / perBlock);
  const levels = leads.map((lead) => levelsOf(lead, perBlock, blocks));
  const weights = shares(levels, blocks);
  const envelope = new Float32Array(length);
  const contrast = new Float32Array(blocks);
  const most = leads.length > 1 ? MOST_PER_LEAD : Number.POSITIVE_INFINITY;
  leads.forEach((lead, l) => {
    const { peak, floor } = levels[l] as Levels;
    for (let b = 0; b < blocks; b++) {
      const weight = weights[l]?.[b] as number;
      if (weight === 0) continue;
      contrast[b] = (contrast[b] as number) + weight * ratio(peak[b] as number, floor[b] as number);
      const scale = 1 / (peak[b] as number);
      const end = Math.min(length, (b + 1) * perBlock);
      for (let i = b * perBlock; i < end; i++) {
        envelope[i] = (envelope[i] as number) + weight * Math.min(most, scale * (lead.envelope[i] as number));
      }
    }
  });
  return { fs, envelope, contrast, leads: levels.map(({ peak }, l) => ({ peak, weight: weights[l] as Float32Array })) };
}

function ratio(peak: number, floor: number): number {
  return peak < MOST_RATIO * floor ? peak / floor : MOST_RATIO;
}

/** The share of each lead per block: by how far QRS stands out of what lies between beats. They add up to 1, or to 0 where no lead has any. */
function shares(levels: readonly Levels[], blocks: number): Float32Array[] {
  const weights = levels.map(({ peak, between }) =>
    peak.map((value, b) =>
      value < LEAST_PEAK ? 0 : Math.max(0.01, ratio(value, between[b] as number) - RATIO_OF_NOISE),
    ),
  );
  for (let b = 0; b < blocks; b++) {
    let total = 0;
    for (const weight of weights) total += weight[b] as number;
    if (total > 0) for (const weight of weights) weight[b] = (weight[b] as number) / total;
  }
  return weights;
}

function levelsOf({ envelope, present }: QrsEnvelope, perBlock: number, blocks: number): Levels {
  const highest = new Float32Array(blocks);
  const low = new Float32Array(blocks);
  const high = new Float32Array(blocks);
  for (let b = 0; b < blocks; b++) {
    const from = b * perBlock;
    const values = envelope.slice(from, from + perBlock);
    let missing = values.length;
    for (let i = from; i < from + values.length; i++) missing -= present[i] as number;
    if (values.length < perBlock / 4 || missing > 0.75 * values.length) continue;
    // Missing samples are 0, below all others.
    const ranked = (share: number) => selectInPlace(values, missing + Math.floor(share * (values.length - missing)));
    high[b] = ranked(BETWEEN_QUANTILE) as number;
    low[b] = ranked(FLOOR_QUANTILE) as number;
    highest[b] = selectInPlace(values, values.length - 1) as number;
  }
  const usual = quantile(
    highest.filter((value) => value > LEAST_PEAK),
    PEAK_QUANTILE,
  );
  const held = new Float32Array(2 * REACH_BLOCKS + 1);
  const around = (values: Float32Array, b: number, share: number) => {
    let count = 0;
    for (let k = Math.max(0, b - REACH_BLOCKS); k < Math.min(blocks, b + REACH_BLOCKS + 1); k++) {
      if ((highest[k] as number) > 0) held[count++] = values[k] as number;
    }
    return quantile(held.subarray(0, count), share);
  };
  const [peak, floor, between] = [new Float32Array(blocks), new Float32Array(blocks), new Float32Array(blocks)];
  for (let b = 0; b < blocks; b++) {
    peak[b] = Math.max(LEAST_SHARE * usual, around(highest, b, PEAK_QUANTILE));
    floor[b] = around(low, b, 0.5);
    between[b] = around(high, b, BETWEEN_QUANTILE);
  }
  return { peak, floor, between };
}

/** Of values in any order, which are reordered; 0 of none. */
function quantile(values: Float32Array, share: number): number {
  return selectInPlace(values, Math.min(values.length - 1, Math.floor(share * values.length))) ?? 0;
}
