import { type IndependentLeads, type LeadReversal, reverseLeads } from '../record/index.ts';
import { INDEPENDENT_LEADS, PROFILE_BINS } from './lead-reversal-profile.ts';

/** The interchanges that evidence is weighed for; those with RL leave a lead flat, which tells by itself. */
export const WEIGHED_REVERSALS = [
  'RA-LA',
  'RA-LL',
  'LA-LL',
  'V1-V2',
  'V2-V3',
  'V3-V4',
  'V4-V5',
  'V5-V6',
] as const satisfies readonly LeadReversal[];

const { p, qrs, t } = PROFILE_BINS;

/** Bins of a profile. */
export const PROFILE_LENGTH = p + qrs + t;

/** Bins, from and until, in which the energy of mixed leads is taken: P, three parts of QRS, all of it, T, and ST. */
export const ENERGY_SPANS = [
  [0, p],
  [p, p + 4],
  [p + 3, p + 7],
  [p + 6, p + qrs],
  [p, p + qrs],
  [p + qrs, p + qrs + t],
  [p + qrs, p + qrs + 2],
] as const;

/** Energies below this are taken for noise; the mean energy of a scaled lead is 1. */
export const ENERGY_FLOOR = 2e-4;

/**
 * Evidence that leads are where they belong. Of a profile x it computes hidden values: tanh of weighted sums, and logarithms of
 * the energy that mixtures of the leads have in a part of the beat, which is small where the mixture cancels out as it does in
 * most people. How much better reversal s explains the record is `heads[s] · (hidden(x with s undone) − hidden(x))`.
 */
export interface ReversalNetwork {
  /** `[units × (bins × leads)]`. */
  readonly sumWeights: Float64Array;
  readonly sumBiases: Float64Array;
  /** `[spans × mixtures × leads]`. */
  readonly mixtures: Float64Array;
  /** `[reversals × (units + spans × mixtures)]`. */
  readonly heads: Float64Array;
}

/**
 * A profile scaled to unit energy, the limb leads by one factor and each chest lead by itself, `[bins × leads]`. So the same networks
 * judge records with and without voltages.
 */
export function scaledProfile(leads: IndependentLeads): Float64Array {
  const { I, II } = leads;
  const limb = (energy(I) + energy(II) + energy(II.map((value, n) => value - (I[n] as number)))) / 3;
  const profile = new Float64Array(INDEPENDENT_LEADS.length * PROFILE_LENGTH);
  for (const [lead, name] of INDEPENDENT_LEADS.entries()) {
    const own = lead < 2 ? limb : energy(leads[name]);
    if (own > 0) setLead(profile, lead, leads[name], 1 / Math.sqrt(own));
  }
  return profile;
}

function setLead(profile: Float64Array, lead: number, samples: Float64Array, gain: number): void {
  for (const [bin, value] of samples.entries()) profile[bin * INDEPENDENT_LEADS.length + lead] = gain * value;
}

function energy(samples: Float64Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
}

/** A scaled profile as it would be with two cables interchanged. Scaling and interchanging may be done in either order. */
export function reversedProfile(profile: Float64Array, reversal: LeadReversal): Float64Array {
  const reversed = new Float64Array(profile.length);
  for (const leadFactor of leadFactors(reversal)) {
    const [to, from, factor] = leadFactor;
    for (let i = 0; i < profile.length; i += INDEPENDENT_LEADS.length) {
      reversed[i + to] = (reversed[i + to] as number) + factor * (profile[i + from] as number);
    }
  }
  return reversed;
}

/** The value of one tanh unit for a scaled profile. */
export function unitValue(network: ReversalNetwork, unit: number, profile: Float64Array): number {
  return Math.tanh(unitSum(network, unit, profile));
}

/** The weighted sum that a tanh unit takes. */
export function unitSum({ sumWeights, sumBiases }: ReversalNetwork, unit: number, profile: Float64Array): number {
  let sum = sumBiases[unit] as number;
  const row = unit * profile.length;
  for (let i = 0; i < profile.length; i++) sum += (sumWeights[row + i] as number) * (profile[i] as number);
  return sum;
}

/** What share of a lead becomes part of another one. */
export type LeadFactor = readonly [to: number, from: number, factor: number];

const knownFactors = new Map<LeadReversal, readonly LeadFactor[]>();

/** What of which lead each lead is made of, with two cables interchanged: the answer to one lead that is 1, the others 0. */
export function leadFactors(reversal: LeadReversal): readonly LeadFactor[] {
  const known = knownFactors.get(reversal);
  if (known !== undefined) return known;
  const factors = INDEPENDENT_LEADS.flatMap((one, from) => {
    const rows = INDEPENDENT_LEADS.map((name) => [name, Float64Array.of(name === one ? 1 : 0)]);
    const reversed = reverseLeads(Object.fromEntries(rows) as unknown as IndependentLeads, reversal);
    return INDEPENDENT_LEADS.flatMap((name, to): LeadFactor[] => {
      const factor = reversed[name][0] as number;
      // Wilson's terminal may leave what rounding made of zero.
      return Math.abs(factor) < 1e-9 ? [] : [[to, from, factor]];
    });
  });
  knownFactors.set(reversal, factors);
  return factors;
}
