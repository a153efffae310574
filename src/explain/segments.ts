import { EcgError } from '../errors.ts';
import type { WaveFiducials } from '../record/index.ts';

/** Parts of a beat that attribution is gathered by: waves, the ST segment from the end of QRS to the onset of T, and all else. */
export const SEGMENTS = ['P', 'QRS', 'ST', 'T', 'rest'] as const;

/** One of `SEGMENTS`. */
export type Segment = (typeof SEGMENTS)[number];

/** The beats of a record, over all leads: what `delineate` calls `fused`, or what a simulator knows. */
export interface FiducialBeats {
  /** Hz that the fiducials count in. */
  readonly fs: number;
  readonly beats: readonly WaveFiducials[];
}

/** The beats of a delineated record. */
export function fiducialBeats({
  fs,
  fused,
}: {
  readonly fs: number;
  readonly fused: readonly WaveFiducials[];
}): FiducialBeats {
  return { fs, beats: fused };
}

/**
 * The segment of every sample, as places in `SEGMENTS`. A wave one of whose boundaries is unknown, and an ST segment beside such a one,
 * count as rest; where waves overlap, the sample belongs to QRS before T before P.
 *
 * @param fs of the samples, which may be another than that of the fiducials: boundaries go to the nearest sample
 * @returns `[samples]`
 * @throws EcgError `invalid-argument` without a beat, so that nothing is gathered under a wrong name
 */
export function segmentOfSamples({ beats, fs: ofBeats }: FiducialBeats, fs: number, samples: number): Uint8Array {
  if (beats.length === 0) throw new EcgError('invalid-argument', 'segmentOfSamples: needs a beat, got none');
  const segments = new Uint8Array(samples).fill(SEGMENTS.indexOf('rest'));
  const mark = (segment: Segment, on: number | undefined, off: number | undefined) => {
    if (on === undefined || off === undefined) return;
    const place = (sample: number) => Math.round((sample / ofBeats) * fs);
    segments.fill(SEGMENTS.indexOf(segment), Math.max(0, place(on)), Math.max(0, place(off)));
  };
  for (const { pOn, pOff } of beats) mark('P', pOn, pOff);
  for (const { qrsOff, tOn } of beats) mark('ST', qrsOff, tOn);
  for (const { tOn, tOff } of beats) mark('T', tOn, tOff);
  for (const { qrsOn, qrsOff } of beats) mark('QRS', qrsOn, qrsOff);
  return segments;
}
