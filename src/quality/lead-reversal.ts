import type { Beats } from '../beats/index.ts';
import type { EcgRecord, LeadReversal } from '../record/index.ts';
import { reversalEvidence } from './lead-reversal-evidence.ts';
import { type ReversalModel, reversalModel } from './lead-reversal-model.ts';
import { WEIGHED_REVERSALS } from './lead-reversal-network.ts';
import { type BeatProfile, beatProfile, INDEPENDENT_LEADS } from './lead-reversal-profile.ts';

/** Whether two cables seem to be interchanged. */
export interface LeadReversalFinding {
  /** `undefined` where no two cables seem interchanged, or where it could not be judged. */
  readonly reversal: LeadReversal | undefined;
  /**
   * Evidence for the likeliest interchange beyond what is asked of it, in log-odds: positive where one is named. `undefined` where
   * it could not be judged, and where a flat lead tells.
   */
  readonly score: number | undefined;
  /** In words, why it was decided so or could not be. */
  readonly reason: string;
}

/** A limb lead that is this small beside the others, as root mean square of the profile, is flat. In correct records II is above 0.11, III above 0.08. */
const FLAT_RATIO = 0.06;

/** A lead whose usual beat is less certain than this, or smaller than this beside the largest chest lead, cannot be judged by. */
const GREATEST_UNCERTAINTY = 0.5;
const LEAST_RATIO = 0.01;

/**
 * Names two cables that seem interchanged: RA–LA, RA–LL, LA–LL, two neighbours of V1 to V6, RA–RL or LA–RL.
 *
 * With RL in the place of an arm's cable, lead II (RA–RL) or III (LA–RL) is nearly flat: RL and LL are at almost the same
 * potential. For all others the usual beat of eight leads is compared with itself after each interchange is undone, by networks
 * that have learnt what mixtures of leads cancel out, wave by wave, in people whose cables are right. Only ratios of leads count,
 * so that gains, units and widths of QRS matter little. What it misses: LA–LL is hardly ever named, because
 * I and II look alike where the axis allows it; more than one interchange at a time was not learnt.
 *
 * @param beats of this record
 * @returns `reversal` and `score` `undefined`, with the reason, where leads are missing, flat or too noisy, where fewer than three
 *   beats are alike, and where a record without voltages lacks limb leads
 */
export function detectLeadReversal(record: EcgRecord, beats: Beats): LeadReversalFinding {
  return judgeLeadReversal(record, beats, reversalModel());
}

/** As `detectLeadReversal`, by another model. */
export function judgeLeadReversal(record: EcgRecord, beats: Beats, model: ReversalModel): LeadReversalFinding {
  const profile = beatProfile(record, beats);
  if (typeof profile === 'string') return notJudged(profile);
  const flat = flatLimbLead(profile);
  if (flat !== undefined) return flat;
  const unfit = unfitLeads(profile);
  if (unfit !== undefined) return notJudged(unfit);
  const evidence = reversalEvidence(model.networks, profile.leads);
  const excesses = Array.from(evidence, (value, s) => value - (model.thresholds[s] as number));
  const score = Math.max(...excesses);
  if (!Number.isFinite(score)) return notJudged('the usual beat has no finite amplitudes');
  const likeliest = WEIGHED_REVERSALS[excesses.indexOf(score)] as LeadReversal;
  const weighed = `${(evidence[excesses.indexOf(score)] as number).toFixed(1)} log-odds`;
  const needed = (model.thresholds[excesses.indexOf(score)] as number).toFixed(1);
  if (score > 0) {
    return {
      reversal: likeliest,
      score,
      reason: `the leads fit together better with cables ${likeliest} put back: ${weighed}, ${needed} needed`,
    };
  }
  return {
    reversal: undefined,
    score,
    reason: `the leads fit together as they are; the likeliest interchange, ${likeliest}, has ${weighed}, ${needed} needed`,
  };
}

function notJudged(why: string): LeadReversalFinding {
  return { reversal: undefined, score: undefined, reason: `not judged: ${why}` };
}

/** What a flat lead II or III means, as far as the other limb leads are there to compare with. */
function flatLimbLead({ leads: { I, II }, uncertainty }: BeatProfile): LeadReversalFinding | undefined {
  const size = (samples: Float64Array) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0));
  const [one, two, three] = [size(I), size(II), size(II.map((value, n) => value - (I[n] as number)))];
  if (!((uncertainty.I ?? 1) < GREATEST_UNCERTAINTY)) return undefined;
  const found = (reversal: LeadReversal, lead: string, share: number) => ({
    reversal,
    score: undefined,
    reason: `lead ${lead} is nearly flat, ${(100 * share).toFixed(1)} % of the other limb leads`,
  });
  if (two < FLAT_RATIO * one) return found('RA-RL', 'II', two / one);
  if (three < FLAT_RATIO * one) return found('LA-RL', 'III', three / one);
  return undefined;
}

function unfitLeads({ leads, uncertainty }: BeatProfile): string | undefined {
  const sizes = INDEPENDENT_LEADS.map((name) => Math.hypot(...leads[name]));
  const largest = Math.max(...sizes.slice(2));
  const flat = INDEPENDENT_LEADS.filter((_, l) => !((sizes[l] as number) > LEAST_RATIO * largest));
  if (flat.length > 0) return `${flat.join(', ')} nearly flat`;
  const noisy = INDEPENDENT_LEADS.filter((name) => !((uncertainty[name] as number) < GREATEST_UNCERTAINTY));
  return noisy.length > 0 ? `${noisy.join(', ')} too noisy` : undefined;
}
