import type { EcgRecord } from '../record/index.ts';
import { resample } from '../signal/index.ts';
import { splineWavelet } from './spline-wavelet.ts';

/** The rate that the rules are written for, in Hz. */
export const WAVELET_FS = 500;

/** Rates in Hz that are used as they are; others are resampled to 500 Hz. */
const [LOWEST_HZ, HIGHEST_HZ] = [450, 550];
/** Rates in Hz beyond which nothing is measured. */
const [LEAST_FS, MOST_FS] = [80, 4000];
/** Levels of the transform: 8 samples for QRS, 32 samples for P and T. */
const LEVELS = [3, 5];

/** Leads that can be delineated, transformed, and why others cannot. */
export interface PreparedLeads {
  /** Hz of the transforms. */
  readonly fs: number;
  readonly leads: Readonly<Record<string, Float32Array>>;
  /** By lead name, the details for QRS and those for P and T. */
  readonly details: Readonly<Record<string, readonly Float32Array[]>>;
  readonly leftOut: Readonly<Record<string, string>>;
  /** Why no lead can be delineated. */
  readonly reason?: string;
}

/** Takes the leads that have all their samples and are not flat, at about 500 Hz, and transforms them. */
export function prepareLeads(record: EcgRecord): PreparedLeads {
  const leads: Record<string, Float32Array> = {};
  const details: Record<string, readonly Float32Array[]> = {};
  const leftOut: Record<string, string> = {};
  const isUsual = record.fs >= LOWEST_HZ && record.fs <= HIGHEST_HZ;
  const none = { fs: record.fs, leads, details, leftOut };
  if (record.fs < LEAST_FS || record.fs > MOST_FS) {
    return { ...none, reason: `a sampling rate of ${record.fs} Hz is outside ${LEAST_FS} to ${MOST_FS} Hz` };
  }
  for (const [name, samples] of Object.entries(record.leads)) {
    const fault = faultOf(samples);
    if (fault !== undefined) leftOut[name] = fault;
    else {
      leads[name] = samples;
      details[name] = splineWavelet(isUsual ? samples : resample(samples, record.fs, WAVELET_FS), LEVELS);
    }
  }
  const fs = isUsual ? record.fs : WAVELET_FS;
  if (Object.keys(leads).length === 0) return { ...none, fs, reason: 'no lead has a signal without missing samples' };
  return { ...none, fs };
}

function faultOf(samples: Float32Array): string | undefined {
  let missing = 0;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const sample of samples) {
    if (!Number.isFinite(sample)) missing++;
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  if (missing > 0) return `${missing} samples are missing`;
  return high > low ? undefined : 'flat';
}
