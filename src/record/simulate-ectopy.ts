import { EcgError } from '../errors.ts';
import type { Activation } from './simulate-beat.ts';
import { type RhythmContext, sinusCycle, timesUntil } from './simulate-sinus.ts';

/** Where premature beats can come from. */
export const ECTOPIC_ORIGINS = ['atrial', 'ventricular'] as const;

/** How often they can come: each tenth beat on average but never two in a row, every second, or every third. */
export const ECTOPIC_PATTERNS = ['single', 'bigeminy', 'trigeminy'] as const;

/** Premature beats among those of sinus rhythm. */
export interface SimulatedEctopy {
  readonly origin: (typeof ECTOPIC_ORIGINS)[number];
  readonly pattern: (typeof ECTOPIC_PATTERNS)[number];
}

/** Above this rate, premature beats would come before the end of T. */
const FASTEST_BPM = 120;
const SINGLE_SHARE = 0.1;
/** From the beat before, as shares of the sinus cycle. */
const ATRIAL_COUPLING = 0.65;
const VENTRICULAR_COUPLING = 0.6;
/** From an atrial premature beat, which resets the sinus node, to the next sinus beat. */
const RESET_PAUSE = 1.1;

/**
 * Sinus rhythm with premature beats. An atrial one resets the sinus node, so that the pause after it is not compensatory. A
 * ventricular one leaves it alone: the P that is due then is blocked, lies in the QRS or ST of the premature beat, and the pause
 * is compensatory.
 *
 * @throws EcgError `invalid-argument` above 120/min, or for an unknown pattern
 */
export function withEctopicBeats({ origin, pattern }: SimulatedEctopy, context: RhythmContext): readonly Activation[] {
  const { heartRateBpm, prSec } = context;
  if (heartRateBpm > FASTEST_BPM) {
    const rule = `premature beats need a rate of at most ${FASTEST_BPM}/min`;
    throw new EcgError('invalid-argument', `withEctopicBeats: ${rule}, got ${heartRateBpm}`, { heartRateBpm });
  }
  const cycleSec = sinusCycle(context);
  const isPremature = prematureTurns(pattern, context);
  const activations: Activation[] = [];
  const conduct = (type: 'normal' | 'supraventricular', pOnSec: number) =>
    activations.push({ type, pOnSec, qrsOnSec: pOnSec + prSec });
  let beat = 0;
  timesUntil(context, (sec) => {
    const cycle = cycleSec(sec);
    conduct('normal', sec);
    beat += 1;
    if (!isPremature(beat)) return cycle;
    beat += 1;
    if (origin === 'atrial') {
      conduct('supraventricular', sec + ATRIAL_COUPLING * cycle);
      return (ATRIAL_COUPLING + RESET_PAUSE) * cycle;
    }
    activations.push(
      { type: 'ventricular', pOnSec: undefined, qrsOnSec: sec + prSec + VENTRICULAR_COUPLING * cycle },
      { type: 'blocked', pOnSec: sec + cycle, qrsOnSec: undefined },
    );
    return 2 * cycle;
  });
  return activations;
}

/** Whether the beat of a number (from 1, premature ones counted) is to be premature; asked for each beat once. */
function prematureTurns(pattern: SimulatedEctopy['pattern'], { random }: RhythmContext): (beat: number) => boolean {
  switch (pattern) {
    case 'bigeminy':
      return () => true;
    case 'trigeminy':
      return (beat) => beat % 3 === 2;
    case 'single':
      return () => random.uniform() < SINGLE_SHARE;
    default: {
      const unknown: never = pattern;
      throw new EcgError('invalid-argument', `withEctopicBeats: pattern must be a known one, got ${unknown}`, {
        pattern,
      });
    }
  }
}
