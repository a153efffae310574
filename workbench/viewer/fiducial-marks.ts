import type { Delineation } from 'einthoven/features';
import type { WaveFiducials } from 'einthoven/record';

/** A place in a lead that means something, for calipers to snap to. */
export interface FiducialMark {
  /** Of the record. */
  readonly sample: number;
  /** `QRS onset`, … */
  readonly label: string;
}

/** Names of fiducials as people say them, in the order of time. */
export const FIDUCIAL_NAMES: Readonly<Record<keyof WaveFiducials, string>> = {
  pOn: 'P onset',
  pPeak: 'P peak',
  pOff: 'P end',
  qrsOn: 'QRS onset',
  rPeak: 'R peak',
  qrsOff: 'QRS end',
  tOn: 'T onset',
  tPeak: 'T peak',
  tOff: 'T end',
};

/**
 * The marks of every delineated lead, in the order of time.
 *
 * @param from sample of the recording at which what was delineated begins
 */
export function fiducialMarks({ leads }: Delineation, from: number): Readonly<Record<string, readonly FiducialMark[]>> {
  const names = Object.entries(FIDUCIAL_NAMES) as [keyof WaveFiducials, string][];
  const marked = Object.entries(leads).map(([lead, beats]) => {
    const marks = beats.flatMap((waves) =>
      names.flatMap(([name, label]) => {
        const sample = waves[name];
        return sample === undefined ? [] : { sample: from + sample, label };
      }),
    );
    return [lead, marks.sort((a, b) => a.sample - b.sample)] as const;
  });
  return Object.fromEntries(marked);
}

/** The mark nearest to a sample; `undefined` where there is none, or none within a distance. */
export function nearestMark(
  marks: readonly FiducialMark[],
  sample: number,
  withinSamples = Number.POSITIVE_INFINITY,
): FiducialMark | undefined {
  let nearest: FiducialMark | undefined;
  let least = withinSamples;
  for (const mark of marks) {
    const distance = Math.abs(mark.sample - sample);
    if (distance <= least) [nearest, least] = [mark, distance];
  }
  return nearest;
}
