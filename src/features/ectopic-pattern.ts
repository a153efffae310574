import type { Beat } from '../beats/index.ts';

/** How premature beats alternate with those of the basic rhythm. */
export type EctopicPattern = 'bigeminy' | 'trigeminy' | 'quadrigeminy' | 'none';

/** A pattern is named from three repetitions on. */
const REPETITIONS = 3;
const PATTERNS = [
  ['bigeminy', 1],
  ['trigeminy', 2],
  ['quadrigeminy', 3],
] as const;

/** Whether a beat comes before its turn, from wherever. */
export function isPremature({ beatClass }: Beat): boolean {
  return beatClass === 'ventricular' || beatClass === 'supraventricular';
}

/**
 * The pattern of premature beats: three times in a row one premature beat after one (bigeminy), two (trigeminy) or three others
 * (quadrigeminy). Of several in a record, the one with most repetitions.
 */
export function ectopicPattern(beats: readonly Beat[]): EctopicPattern {
  // Beats of the basic rhythm before each premature one that has a premature one before it.
  const gaps: number[] = [];
  let since: number | undefined;
  for (const beat of beats) {
    if (!isPremature(beat)) {
      if (since !== undefined) since += 1;
      continue;
    }
    if (since !== undefined) gaps.push(since);
    since = 0;
  }
  let found: EctopicPattern = 'none';
  let most = REPETITIONS - 2;
  for (const [name, gap] of PATTERNS) {
    const longest = longestRun(gaps, gap);
    if (longest > most) [found, most] = [name, longest];
  }
  return found;
}

/** Lengths of the runs of ventricular beats: 2 is a couplet, 3 and more a run. */
export function ventricularRuns(beats: readonly Beat[]): readonly number[] {
  const runs: number[] = [];
  let length = 0;
  for (const { beatClass } of beats) {
    if (beatClass === 'ventricular') length += 1;
    else if (length > 0) {
      runs.push(length);
      length = 0;
    }
  }
  if (length > 0) runs.push(length);
  return runs;
}

function longestRun(values: readonly number[], wanted: number): number {
  let longest = 0;
  let here = 0;
  for (const value of values) {
    here = value === wanted ? here + 1 : 0;
    longest = Math.max(longest, here);
  }
  return longest;
}
