import type { FiducialMark } from './fiducial-marks.ts';
import { nearestMark } from './fiducial-marks.ts';

/** Two times, and two heights in the row of a lead. */
export interface Caliper {
  readonly startSec: number;
  readonly endSec: number;
  /** Above the lead's baseline, in the unit of the record. */
  readonly upper: number;
  readonly lower: number;
  /** The row that the heights belong to. */
  readonly row: number;
  /** Whether the interval is repeated over the whole tracing. */
  readonly isMarching: boolean;
}

/** The parts of a caliper that can be moved. */
export const CALIPER_LEGS = ['startSec', 'endSec', 'upper', 'lower'] as const;

/** A part of a caliper that can be moved. */
export type CaliperLeg = (typeof CALIPER_LEGS)[number];

/** Whether a leg moves along time. */
export function isTimeLeg(leg: CaliperLeg): leg is 'startSec' | 'endSec' {
  return leg === 'startSec' || leg === 'endSec';
}

/** What a caliper reads. */
export interface CaliperReading {
  /** Never below 0. */
  readonly intervalMs: number;
  /** Of a rhythm with this interval; `undefined` for an interval of 0. */
  readonly rateBpm: number | undefined;
  readonly widthMm: number;
  /** In the unit of the record; upper less lower. */
  readonly amplitude: number;
  readonly heightMm: number;
}

/** Reads a caliper at a scale of paper, which is the nominal one: magnification changes no reading. */
export function readCaliper(
  { startSec, endSec, upper, lower }: Caliper,
  { speedMmPerSec, gainMm }: { readonly speedMmPerSec: number; readonly gainMm: number },
): CaliperReading {
  const intervalSec = Math.abs(endSec - startSec);
  const amplitude = upper - lower;
  return {
    intervalMs: 1000 * intervalSec,
    rateBpm: intervalSec > 0 ? 60 / intervalSec : undefined,
    widthMm: intervalSec * speedMmPerSec,
    amplitude,
    heightMm: amplitude * gainMm,
  };
}

/** A reading in words, as it is shown and spoken. */
export function readingText(reading: CaliperReading, lead: string, unit: string): string {
  const rate = reading.rateBpm === undefined ? '' : ` = ${Math.round(reading.rateBpm)} bpm`;
  const time = `${Math.round(reading.intervalMs)} ms${rate} (${reading.widthMm.toFixed(1)} mm)`;
  return `${time} · ${reading.amplitude.toFixed(2)} ${unit} (${reading.heightMm.toFixed(1)} mm) in ${lead}`;
}

/** The times of a marched-out caliper inside a window: its start, and every interval before and after. None for an interval of 0. */
export function marchedTimes({ startSec, endSec }: Caliper, fromSec: number, toSec: number): readonly number[] {
  const intervalSec = Math.abs(endSec - startSec);
  if (!(intervalSec > 0)) return [];
  const first = Math.ceil((fromSec - startSec) / intervalSec - 1e-9);
  const count = Math.floor((toSec - startSec) / intervalSec + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => startSec + (first + n) * intervalSec);
}

/** A leg moved by so much, inside a recording of that length. */
export function moveLeg(caliper: Caliper, leg: CaliperLeg, by: number, durationSec: number): Caliper {
  return placeLeg(caliper, leg, caliper[leg] + by, durationSec);
}

/** A leg put somewhere, inside a recording of that length. */
export function placeLeg(caliper: Caliper, leg: CaliperLeg, value: number, durationSec: number): Caliper {
  return { ...caliper, [leg]: isTimeLeg(leg) ? Math.max(0, Math.min(durationSec, value)) : value };
}

/** Both time legs moved together. */
export function moveBoth(caliper: Caliper, bySec: number, durationSec: number): Caliper {
  const [first, last] = [Math.min(caliper.startSec, caliper.endSec), Math.max(caliper.startSec, caliper.endSec)];
  const allowed = Math.max(-first, Math.min(durationSec - last, bySec));
  return { ...caliper, startSec: caliper.startSec + allowed, endSec: caliper.endSec + allowed };
}

/**
 * A time leg put on the nearest fiducial.
 *
 * @returns the mark that it was put on, or none where no mark is within the distance
 */
export function snapLeg(
  caliper: Caliper,
  leg: 'startSec' | 'endSec',
  marks: readonly FiducialMark[],
  fs: number,
  withinSec = Number.POSITIVE_INFINITY,
): { readonly caliper: Caliper; readonly mark?: FiducialMark } {
  const mark = nearestMark(marks, caliper[leg] * fs, withinSec * fs);
  return mark === undefined ? { caliper } : { caliper: { ...caliper, [leg]: mark.sample / fs }, mark };
}
