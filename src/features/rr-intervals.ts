import type { Beats } from '../beats/index.ts';

/** One interval between neighbouring beats. */
export interface RrInterval {
  readonly ms: number;
  /** When its second beat comes, in seconds from the first sample. */
  readonly endSec: number;
  /** Index of its second beat. */
  readonly beat: number;
  /** Neither of its beats is premature, paced or unclassified. */
  readonly normalToNormal: boolean;
}

/** The intervals between all neighbouring beats, in the order of time. */
export function rrIntervals({ fs, beats }: Beats): readonly RrInterval[] {
  return beats.slice(1).map(({ sample, beatClass }, i) => {
    const before = beats[i] as (typeof beats)[number];
    return {
      ms: (1000 * (sample - before.sample)) / fs,
      endSec: sample / fs,
      beat: i + 1,
      normalToNormal: beatClass === 'normal' && before.beatClass === 'normal',
    };
  });
}

/** Differences between intervals that follow each other without one left out between them, in ms. */
export function successiveDifferencesMs(intervals: readonly RrInterval[]): Float64Array {
  const differences = new Float64Array(intervals.length);
  let count = 0;
  for (let i = 1; i < intervals.length; i++) {
    const [before, here] = [intervals[i - 1] as RrInterval, intervals[i] as RrInterval];
    if (here.beat === before.beat + 1) differences[count++] = here.ms - before.ms;
  }
  return differences.subarray(0, count);
}
