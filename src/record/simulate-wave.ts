import { dowerTable } from './simulate-leads.table.ts';

/**
 * One Gaussian pulse of the heart's dipole: `(x, y, z) · exp(−(t − at)² / 2·width²)`.
 *
 * The model is that of McSharry et al. 2003 in the three-dimensional form of Sameni et al. 2007, in this variant: time in
 * milliseconds in place of phase, because the QRS does not stretch with the cycle; and one time and width for the three axes of
 * a pulse, which makes a pulse a wavefront with a direction.
 */
export interface GaussianPulse {
  /** Towards the left, mV in Frank's X. */
  readonly x: number;
  /** Towards the feet, mV in Frank's Y. */
  readonly y: number;
  /** Towards the back, mV in Frank's Z. */
  readonly z: number;
  readonly atMs: number;
  /** Standard deviation. */
  readonly widthMs: number;
}

/** A wave of the ECG (P, QRS, ST, T) as the sum of its pulses. */
export type Wave = readonly GaussianPulse[];

/** Where a wave begins, peaks and ends, on the time axis of its pulses. */
export interface WaveExtent {
  readonly onMs: number;
  readonly peakMs: number;
  readonly offMs: number;
}

/** The dipole over time, mV, `[samples]` each. */
export interface DipoleSignal {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** A wave is there while it exceeds this in some lead: 0.2 mm on standard paper, about the width of the pen. */
export const WAVE_THRESHOLD_MV = 0.02;

/** Components along X, Y and Z. */
type LeadVector = readonly [number, number, number];

/** The directions of all leads: Dower's, and those that Einthoven and Goldberger make of I and II. */
const TWELVE_LEADS: readonly LeadVector[] = [
  ...Object.values(dowerTable),
  combination(-1, 1),
  combination(-0.5, -0.5),
  combination(1, -0.5),
  combination(-0.5, 1),
];

const STEP_MS = 0.1;
/** exp(−5²/2) = 4·10⁻⁶: a pulse of 2 mV is cut off at 8 nV. */
const REACH_WIDTHS = 5;

/**
 * Onset, peak and offset of a wave by itself, to 0.1 ms: the first and the last moment at which it exceeds 20 µV in any of the
 * twelve leads, and the moment of the longest dipole between them. Other waves that overlap it do not matter.
 *
 * @returns `undefined` where the wave exceeds 20 µV in no lead
 */
export function waveExtent(wave: Wave): WaveExtent | undefined {
  if (wave.length === 0) return undefined;
  const fromMs = Math.min(...wave.map(({ atMs, widthMs }) => atMs - REACH_WIDTHS * widthMs));
  const toMs = Math.max(...wave.map(({ atMs, widthMs }) => atMs + REACH_WIDTHS * widthMs));
  let onMs: number | undefined;
  let peakMs = fromMs;
  let offMs = fromMs;
  let longest = 0;
  for (let step = 0; step <= (toMs - fromMs) / STEP_MS; step++) {
    const ms = fromMs + step * STEP_MS;
    const dipole = dipoleAt(wave, ms);
    if (largestLeadMv(dipole) < WAVE_THRESHOLD_MV) continue;
    onMs ??= ms;
    offMs = ms;
    const length = Math.hypot(dipole[0], dipole[1], dipole[2]);
    if (length <= longest) continue;
    longest = length;
    peakMs = ms;
  }
  return onMs === undefined ? undefined : { onMs, peakMs, offMs };
}

/** The direction of the lead `ofI · I + ofII · II`. */
function combination(ofI: number, ofII: number): LeadVector {
  const [i, ii] = [dowerTable.I, dowerTable.II];
  return [ofI * i[0] + ofII * ii[0], ofI * i[1] + ofII * ii[1], ofI * i[2] + ofII * ii[2]];
}

/** The dipole of a wave at one moment, mV. */
function dipoleAt(wave: Wave, ms: number): LeadVector {
  let [x, y, z] = [0, 0, 0];
  for (const pulse of wave) {
    const gaussian = Math.exp(-0.5 * ((ms - pulse.atMs) / pulse.widthMs) ** 2);
    x += pulse.x * gaussian;
    y += pulse.y * gaussian;
    z += pulse.z * gaussian;
  }
  return [x, y, z];
}

/** The largest magnitude that a dipole has in any of the twelve leads, mV. */
function largestLeadMv(dipole: LeadVector): number {
  let largest = 0;
  for (const row of TWELVE_LEADS) largest = Math.max(largest, Math.abs(projection(row, dipole)));
  return largest;
}

/** What a lead with the given direction sees of a dipole, mV. */
function projection(row: LeadVector, dipole: LeadVector): number {
  return row[0] * dipole[0] + row[1] * dipole[1] + row[2] * dipole[2];
}

/** The same wave, later by `byMs`. */
export function shiftWave(wave: Wave, byMs: number): Wave {
  return wave.map((pulse) => ({ ...pulse, atMs: pulse.atMs + byMs }));
}

/** The same wave, `factor` times as long, about time 0. */
export function stretchWave(wave: Wave, factor: number): Wave {
  return wave.map((pulse) => ({ ...pulse, atMs: pulse.atMs * factor, widthMs: pulse.widthMs * factor }));
}

/** Adds a wave whose time 0 is at `zeroSec` to a dipole signal, in place. */
export function addWave(dipole: DipoleSignal, fs: number, wave: Wave, zeroSec: number): void {
  for (const { x, y, z, atMs, widthMs } of wave) {
    const centre = (zeroSec + atMs / 1000) * fs;
    const width = (widthMs / 1000) * fs;
    const from = Math.max(0, Math.ceil(centre - REACH_WIDTHS * width));
    const to = Math.min(dipole.x.length - 1, Math.floor(centre + REACH_WIDTHS * width));
    for (let i = from; i <= to; i++) {
      const gaussian = Math.exp(-0.5 * ((i - centre) / width) ** 2);
      dipole.x[i] = (dipole.x[i] as number) + x * gaussian;
      dipole.y[i] = (dipole.y[i] as number) + y * gaussian;
      dipole.z[i] = (dipole.z[i] as number) + z * gaussian;
    }
  }
}
