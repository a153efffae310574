import { repolarisationFactor } from './simulate-intervals.ts';
import type { Morphology } from './simulate-morphology.table.ts';
import {
  addWave,
  type DipoleSignal,
  shiftWave,
  stretchWave,
  type Wave,
  type WaveExtent,
  waveExtent,
} from './simulate-wave.ts';
import type { WaveFiducials } from './wave-fiducials.ts';

/** What started a beat, and whether it reached the ventricles. */
export type BeatType =
  /** Of the basic rhythm, conducted from the atria; with P where they have one. */
  | 'normal'
  /** Premature ectopic P, conducted. */
  | 'supraventricular'
  /** Premature beat of the ventricles, without P. */
  | 'ventricular'
  /** Ventricles paced. */
  | 'paced'
  /** Ventricles on their own below a block, without P. */
  | 'escape'
  /** P that is not conducted, without QRS and T. */
  | 'blocked';

/**
 * A beat of a simulated record: in seconds from the first sample as the model has it, and as the nearest sample.
 *
 * Each true boundary holds for the wave by itself: onset and offset are the first and last moment at which it exceeds 20 µV in any of
 * the twelve leads, the peak is the moment of its longest dipole (which a single lead may reach a few milliseconds earlier or later). T
 * begins at the end of QRS at the earliest. `undefined` where the wave does not exist or that moment lies outside the record.
 */
export interface SimulatedBeat {
  readonly type: BeatType;
  readonly sec: WaveFiducials;
  readonly samples: WaveFiducials;
}

/** What happens when: the onset of P and of QRS in seconds from the first sample, each where there is one. */
export interface Activation {
  readonly type: BeatType;
  readonly pOnSec: number | undefined;
  readonly qrsOnSec: number | undefined;
}

/** A wave on the time axis of its reference, and where it begins and ends there. */
interface TimedWave {
  readonly wave: Wave;
  readonly extent: WaveExtent | undefined;
}

/** The waves of one kind of beat at one rate. Time 0 is the onset of P for `p` and the onset of QRS for the others. */
export interface BeatWaves {
  readonly p: TimedWave;
  readonly qrs: TimedWave;
  readonly st: Wave;
  readonly t: TimedWave;
  readonly spike: Wave;
}

/** The waves of a morphology at a rate: QRS as it is, ST and T stretched with the rate by `repolarisationFactor`. */
export function beatWaves(morphology: Morphology, heartRateBpm: number): BeatWaves {
  const stretch = repolarisationFactor(heartRateBpm);
  const qrs = fromOnset(morphology.qrs);
  const t = stretchWave(morphology.t, stretch);
  return {
    p: fromOnset(morphology.p),
    qrs,
    st: stretchWave(morphology.st, stretch),
    t: { wave: t, extent: notBefore(waveExtent(t), qrs.extent?.offMs ?? 0) },
    spike: morphology.spike ?? [],
  };
}

/** The extent, of which the onset is not before a moment: T that rises out of a wide QRS begins where QRS ends. */
function notBefore(extent: WaveExtent | undefined, earliestMs: number): WaveExtent | undefined {
  return extent && { ...extent, onMs: Math.max(extent.onMs, earliestMs) };
}

function fromOnset(wave: Wave): TimedWave {
  const extent = waveExtent(wave);
  if (extent === undefined) return { wave, extent };
  const { onMs, peakMs, offMs } = extent;
  return { wave: shiftWave(wave, -onMs), extent: { onMs: 0, peakMs: peakMs - onMs, offMs: offMs - onMs } };
}

/** Adds the waves of one beat to a dipole signal, in place. */
export function addBeat(dipole: DipoleSignal, fs: number, waves: BeatWaves, { pOnSec, qrsOnSec }: Activation): void {
  if (pOnSec !== undefined) addWave(dipole, fs, waves.p.wave, pOnSec);
  if (qrsOnSec === undefined) return;
  for (const wave of [waves.spike, waves.qrs.wave, waves.st, waves.t.wave]) addWave(dipole, fs, wave, qrsOnSec);
}

/** The beat that an activation makes in a record of `length` samples, or `undefined` when none of it lies inside. */
export function simulatedBeat(
  { type, pOnSec, qrsOnSec }: Activation,
  waves: BeatWaves,
  fs: number,
  length: number,
): SimulatedBeat | undefined {
  const inside =
    (zeroSec: number | undefined, extent: WaveExtent | undefined): EdgeTime =>
    (edge) => {
      if (zeroSec === undefined || extent === undefined) return undefined;
      const sec = zeroSec + extent[edge] / 1000;
      const sample = Math.round(sec * fs);
      return sample >= 0 && sample < length ? sec : undefined;
    };
  const nearest =
    (time: EdgeTime): EdgeTime =>
    (edge) => {
      const sec = time(edge);
      return sec === undefined ? undefined : Math.round(sec * fs);
    };
  const p = inside(pOnSec, waves.p.extent);
  const qrs = inside(qrsOnSec, waves.qrs.extent);
  const t = inside(qrsOnSec, waves.t.extent);
  const sec = fiducials(p, qrs, t);
  if (Object.values(sec).every((value) => value === undefined)) return undefined;
  return { type, sec, samples: fiducials(nearest(p), nearest(qrs), nearest(t)) };
}

/** The time of one edge of a wave, where it has one. */
type EdgeTime = (edge: keyof WaveExtent) => number | undefined;

function fiducials(p: EdgeTime, qrs: EdgeTime, t: EdgeTime): WaveFiducials {
  return {
    pOn: p('onMs'),
    pPeak: p('peakMs'),
    pOff: p('offMs'),
    qrsOn: qrs('onMs'),
    rPeak: qrs('peakMs'),
    qrsOff: qrs('offMs'),
    tOn: t('onMs'),
    tPeak: t('peakMs'),
    tOff: t('offMs'),
  };
}
