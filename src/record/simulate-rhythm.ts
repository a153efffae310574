import { EcgError } from '../errors.ts';
import type { Activation } from './simulate-beat.ts';
import { type SimulatedEctopy, withEctopicBeats } from './simulate-ectopy.ts';
import { type RhythmContext, sinusTimes, timesUntil } from './simulate-sinus.ts';

/** The rhythms that can be simulated. */
export const SIMULATED_RHYTHMS = [
  /** Every P conducted. */
  'sinus',
  /** No P but fibrillatory waves; RR without order. */
  'atrial-fibrillation',
  /** No P but flutter waves, at the whole multiple of the rate that is the next below 350/min (5 : 1 at 60/min, 2 : 1 at 150). */
  'atrial-flutter',
  /** Every P conducted, after 240 ms. */
  'av-block-1',
  /** Wenckebach 4 : 3: PR grows from beat to beat, every fourth P is blocked. */
  'av-block-2-wenckebach',
  /** Mobitz II 3 : 2: PR constant, every third P blocked. */
  'av-block-2-mobitz',
  /** P at 80/min, all blocked; a ventricular escape rhythm of up to 60/min. */
  'av-block-3',
  /** Every P followed by a paced ventricular beat, 150 ms after it. */
  'ventricular-paced',
] as const;

/** What leads the heart, and how its atria and ventricles are coupled. */
export type SimulatedRhythm = (typeof SIMULATED_RHYTHMS)[number];

/** First-degree block is a PR above 200 ms (Kusumoto FM et al., 2018 ACC/AHA/HRS guideline, Circulation 2019;140:e382). */
const FIRST_DEGREE_PR_SEC = 0.24;
/** Longer than the PR of the first beat of each group, which grows by less each time: the typical Wenckebach sequence. */
const WENCKEBACH_DELAYS_SEC = [0, 0.08, 0.11, undefined] as const;
const MOBITZ_DELAYS_SEC = [0, 0, undefined] as const;
/** Sinus rate above a complete block. */
const BLOCKED_SINUS_BPM = 80;
const FASTEST_ESCAPE_BPM = 60;
const PACED_AV_DELAY_SEC = 0.15;
/** Standard deviation of ln RR in atrial fibrillation: a coefficient of variation of about 0.2. */
const FIBRILLATION_RR_SPREAD = 0.2;

/**
 * The beats of each rhythm in the order of time, from before the record to its end. Ectopic beats come into sinus rhythm only.
 *
 * @throws EcgError `invalid-argument` for ectopic beats in another rhythm, for an escape rhythm faster than 60/min, and for
 * sinus rhythm with ectopic beats faster than 120/min
 */
export function planRhythm(
  rhythm: SimulatedRhythm,
  ectopy: SimulatedEctopy | undefined,
  context: RhythmContext,
): readonly Activation[] {
  if (ectopy !== undefined && rhythm !== 'sinus') {
    throw new EcgError('invalid-argument', `planRhythm: ectopy needs sinus rhythm, got ${rhythm}`, { rhythm });
  }
  switch (rhythm) {
    case 'sinus':
      return ectopy === undefined ? conducted(context, [0], context.prSec) : withEctopicBeats(ectopy, context);
    case 'atrial-fibrillation':
      return fibrillation(context);
    case 'atrial-flutter':
      return flutter(context);
    case 'av-block-1':
      return conducted(context, [0], FIRST_DEGREE_PR_SEC);
    case 'av-block-2-wenckebach':
      return conducted(context, WENCKEBACH_DELAYS_SEC, context.prSec);
    case 'av-block-2-mobitz':
      return conducted(context, MOBITZ_DELAYS_SEC, context.prSec);
    case 'av-block-3':
      return completeBlock(context);
    case 'ventricular-paced':
      return conducted(context, [0], PACED_AV_DELAY_SEC).map((beat) => ({ ...beat, type: 'paced' }));
    default: {
      const unknown: never = rhythm;
      throw new EcgError('invalid-argument', `planRhythm: rhythm must be a known one, got ${unknown}`, { rhythm });
    }
  }
}

/**
 * Sinus P waves, each conducted after `prSec` and the delay whose turn it is, or blocked where that is `undefined`. The sinus
 * node is as much faster than the ventricles as beats are blocked.
 */
function conducted(
  context: RhythmContext,
  delaysSec: readonly (number | undefined)[],
  prSec: number,
): readonly Activation[] {
  const passed = delaysSec.filter((delay) => delay !== undefined).length;
  const sinusBpm = (context.heartRateBpm * delaysSec.length) / passed;
  return sinusTimes({ ...context, heartRateBpm: sinusBpm }).map((pOnSec, n) => {
    const delaySec = delaysSec[n % delaysSec.length];
    return delaySec === undefined
      ? { type: 'blocked', pOnSec, qrsOnSec: undefined }
      : { type: 'normal', pOnSec, qrsOnSec: pOnSec + prSec + delaySec };
  });
}

function completeBlock(context: RhythmContext): readonly Activation[] {
  const { heartRateBpm } = context;
  if (heartRateBpm > FASTEST_ESCAPE_BPM) {
    const rule = `an escape rhythm has at most ${FASTEST_ESCAPE_BPM}/min`;
    throw new EcgError('invalid-argument', `planRhythm: ${rule}, got ${heartRateBpm}`, { heartRateBpm });
  }
  const blocked = sinusTimes({ ...context, heartRateBpm: BLOCKED_SINUS_BPM }).map(
    (pOnSec): Activation => ({ type: 'blocked', pOnSec, qrsOnSec: undefined }),
  );
  const escapes = sinusTimes({ ...context, rrVariability: 0 }).map(
    (qrsOnSec): Activation => ({ type: 'escape', pOnSec: undefined, qrsOnSec }),
  );
  return [...blocked, ...escapes].sort((a, b) => beginning(a) - beginning(b));
}

function beginning({ pOnSec, qrsOnSec }: Activation): number {
  return pOnSec ?? qrsOnSec ?? 0;
}

/**
 * Intervals whose logarithm is normal, without memory, as found at rest by Bootsma BK et al., Circulation 1970;41:783–794.
 */
function fibrillation(context: RhythmContext): readonly Activation[] {
  const spread = FIBRILLATION_RR_SPREAD;
  const factor = () => Math.exp(spread * context.random.normal() - spread ** 2 / 2);
  return timesUntil(context, () => (60 / context.heartRateBpm) * factor()).map(withoutP);
}

function flutter(context: RhythmContext): readonly Activation[] {
  return sinusTimes({ ...context, rrVariability: 0 }).map(withoutP);
}

function withoutP(qrsOnSec: number): Activation {
  return { type: 'normal', pOnSec: undefined, qrsOnSec };
}
