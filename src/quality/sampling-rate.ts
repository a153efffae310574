import type { Beats } from '../beats/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { medianInPlace } from './raw-indices.ts';

/** A sampling rate that does not fit the heart. */
export interface SuspectedRate {
  /** Hz: the customary rate that fits best. */
  readonly likelyFs: number;
  readonly text: string;
}

/** Rates that recorders have, Hz. */
const CUSTOMARY_HZ = [100, 125, 200, 250, 360, 500, 1000, 2000] as const;

/**
 * A rate that is wrong by a factor stretches QRS and slows the heart by it, so the logarithm of QRS width over heart rate (ms over 1/min)
 * moves by twice that of the factor. In 360 recordings of LUDB, PTB-XL and CPSC 2018 it lay around −0.15, between −1.12 and 1.07; wide
 * escape beats at 30/min reach 1.6, a narrow tachycardia of 200/min −1.5.
 */
const USUAL_BALANCE = -0.15;
/**
 * The time from R to the peak of T over the cube root of RR (s) moves by the factor to the power of two thirds, and in those recordings
 * 96 % lay between 0.19 and 0.34.
 */
const USUAL_TO_T = 0.265;

/** Beyond what balance alone no heart does it. */
const IMPOSSIBLE_BALANCE = 1.75;
/** Both together speak of a stretched and of a compressed recording. */
const STRETCHED = { balance: 0.6, toT: 0.37 } as const;
const COMPRESSED = { balance: -1.4, toT: 0.205 } as const;
/** No heart of a person who is being recorded beats faster, 1/min. */
const IMPOSSIBLE_RATE = 260;

const MOST_BEATS = 30;
const LEAST_BEATS = 4;

/** What tells the rate: all of it in the time of the record's label. */
interface Timing {
  readonly rate: number;
  readonly widthMs: number;
  /** `undefined` where no T wave stands out. */
  readonly toT: number | undefined;
}

/**
 * Whether QRS width, heart rate and the place of T together say that the sampling rate is another one; `undefined` where they fit, where
 * there are fewer than four beats, or where a rhythm could look the same.
 */
export function suspectSamplingRate(record: EcgRecord, beats: Beats): SuspectedRate | undefined {
  const timing = timingOf(record, beats);
  if (timing === undefined) return undefined;
  const { rate, widthMs, toT } = timing;
  const balance = Math.log(widthMs / rate);
  const isStretched =
    balance > IMPOSSIBLE_BALANCE || (balance > STRETCHED.balance && toT !== undefined && toT > STRETCHED.toT);
  const isCompressed =
    rate > IMPOSSIBLE_RATE || (balance < COMPRESSED.balance && toT !== undefined && toT < COMPRESSED.toT);
  if (!isStretched && !isCompressed) return undefined;
  const byBalance = (balance - USUAL_BALANCE) / 2;
  const factor = toT === undefined ? byBalance : (byBalance + 1.5 * Math.log(toT / USUAL_TO_T)) / 2;
  const misfit = (hz: number) => Math.abs(Math.log(hz / record.fs) - factor);
  const likelyFs = CUSTOMARY_HZ.reduce((best, hz) => (misfit(hz) < misfit(best) ? hz : best));
  if (isStretched ? likelyFs <= record.fs : likelyFs >= record.fs) return undefined;
  const found = `${rate.toFixed(0)} beats/min with QRS of this width (spread ${widthMs.toFixed(0)} ms) do not fit ${record.fs} Hz`;
  return { likelyFs, text: `${found}; the rate may be ${likelyFs} Hz` };
}

function timingOf({ fs, leads }: EcgRecord, beats: Beats): Timing | undefined {
  const at = beats.beats.slice(0, MOST_BEATS).map(({ sample }) => sample);
  if (at.length < LEAST_BEATS) return undefined;
  const rr = medianInPlace(Float64Array.from(at.slice(1), (sample, i) => sample - (at[i] as number)));
  const half = Math.round(Math.min(0.3 * fs, 0.4 * rr));
  const end = Math.round(0.65 * rr);
  if (half < 4 || !(rr > 0)) return undefined;
  const widths: number[] = [];
  const power = new Float64Array(end);
  for (const samples of Object.values(leads)) {
    const inside = at.filter((beat) => beat >= half + 1 && beat + Math.max(end, half + 1) < samples.length);
    if (inside.length < LEAST_BEATS - 1) continue;
    const width = spread(slopePower(samples, inside, half, Math.max(1, Math.round(0.006 * fs))));
    if (Number.isFinite(width)) widths.push((1000 * width) / fs);
    addMeanPower(power, samples, inside);
  }
  if (widths.length === 0) return undefined;
  const peak = peakOfT(power, Math.round(0.15 * Math.sqrt(rr * fs)));
  return {
    rate: (60 * fs) / rr,
    widthMs: medianInPlace(Float64Array.from(widths)),
    toT: peak === undefined ? undefined : peak / fs / Math.cbrt(rr / fs),
  };
}

/** Squared slope around the beats, summed. */
function slopePower(samples: Float32Array, at: readonly number[], half: number, lag: number): Float64Array {
  const power = new Float64Array(2 * half + 1);
  for (const beat of at) {
    const [ahead, behind] = [beat - half + lag, beat - half - lag];
    for (let i = 0; i < power.length; i++) {
      const slope = (samples[ahead + i] ?? 0) - (samples[behind + i] ?? 0);
      power[i] = (power[i] as number) + slope * slope;
    }
  }
  return power;
}

/** Twice the standard deviation of where the power above its median lies, samples. */
function spread(power: Float64Array): number {
  const noise = medianInPlace(power.slice());
  let total = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < power.length; i++) {
    const above = Math.max(0, (power[i] as number) - noise);
    total += above;
    first += above * i;
    second += above * i * i;
  }
  const mean = first / total;
  return 2 * Math.sqrt(Math.max(0, second / total - mean * mean));
}

/** Adds the square of the mean beat, from R on, with its end as zero. */
function addMeanPower(power: Float64Array, samples: Float32Array, at: readonly number[]): void {
  const mean = new Float64Array(power.length);
  const share = 1 / at.length;
  for (const beat of at) {
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + share * (samples[beat + i] as number);
  }
  const rest = mean.at(-1) as number;
  for (let i = 0; i < mean.length; i++) power[i] = (power[i] as number) + ((mean[i] as number) - rest) ** 2;
}

/** Highest sample from `start` on; `undefined` where that is the flank of QRS. */
function peakOfT(power: Float64Array, start: number): number | undefined {
  let best = start;
  for (let i = start; i < power.length; i++) if ((power[i] as number) > (power[best] as number)) best = i;
  return best > start + 1 && best < power.length ? best : undefined;
}
