import type { Random } from '../random.ts';
import { createVariability } from './simulate-variability.ts';

/** What a rhythm is made from. */
export interface RhythmContext {
  /** Mean rate of the ventricles. */
  readonly heartRateBpm: number;
  /** Standard deviation of the sinus intervals over their mean. */
  readonly rrVariability: number;
  readonly prSec: number;
  readonly durationSec: number;
  readonly random: Random;
}

/** Before the record, so that its first samples hold the T waves of beats that began earlier. */
const LEAD_IN_CYCLES = 2;

/** Moments from two to three cycles before the record to its end, each `cycleSec` of the one before after it. */
export function timesUntil(
  { heartRateBpm, durationSec, random }: RhythmContext,
  cycleSec: (sec: number) => number,
): readonly number[] {
  const times: number[] = [];
  let sec = (-(LEAD_IN_CYCLES + random.uniform()) * 60) / heartRateBpm;
  while (sec < durationSec) {
    times.push(sec);
    sec += cycleSec(sec);
  }
  return times;
}

/** The length of the sinus cycle that begins at a moment, in seconds, with the variability of the context. */
export function sinusCycle({ heartRateBpm, rrVariability, random }: RhythmContext): (sec: number) => number {
  const variability = createVariability(random);
  return (sec) => (60 / heartRateBpm) * (1 + rrVariability * variability(sec));
}

/** Onsets of the waves that a sinus node starts. */
export function sinusTimes(context: RhythmContext): readonly number[] {
  const cycleSec = sinusCycle(context);
  return timesUntil(context, cycleSec);
}
