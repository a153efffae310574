import type { Random } from '../random.ts';
import type { Activation } from './simulate-beat.ts';
import { createVariability } from './simulate-variability.ts';

/** What a rhythm is made from. */
export interface RhythmContext {
  readonly heartRateBpm: number;
  /** Standard deviation of the sinus intervals over their mean. */
  readonly rrVariability: number;
  readonly prSec: number;
  readonly durationSec: number;
  readonly random: Random;
}

/** Before the record, so that its first samples hold the T waves of beats that began earlier. */
const LEAD_IN_CYCLES = 2;

/** Sinus rhythm: each P is conducted after one PR interval. */
export function sinusRhythm(context: RhythmContext): readonly Activation[] {
  return sinusTimes(context).map((pOnSec) => ({ type: 'normal', pOnSec, qrsOnSec: pOnSec + context.prSec }));
}

/** Onsets of the sinus P waves, in seconds, from two cycles before the record to its end. */
function sinusTimes({ heartRateBpm, rrVariability, durationSec, random }: RhythmContext): readonly number[] {
  const cycleSec = 60 / heartRateBpm;
  const variability = createVariability(random);
  const times: number[] = [];
  let sec = -(LEAD_IN_CYCLES + random.uniform()) * cycleSec;
  while (sec < durationSec) {
    times.push(sec);
    sec += cycleSec * (1 + rrVariability * variability(sec));
  }
  return times;
}
