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
  for (const [to, from, factor] of leadFactors(reversal)) {
    for (let i = 0; i < profile.length; i += INDEPENDENT_LEADS.length) {
      reversed[i + to] = (reversed[i + to] as number) + factor * (profile[i + from] as number);
    }
  }
  return reversed;
}

type LeadFactor = readonly [to: number, from: number, factor: number];

const knownFactors = new Map<LeadReversal, readonly LeadFactor[]>();

/** What of which lead each lead is made of with two cables interchanged: the answer to one lead that is 1, the others 0. */
function leadFactors(reversal: LeadReversal): readonly LeadFactor[] {
  const known = knownFactors.get(reversal);
  if (known !== undefined) return known;
  const factors = INDEPENDENT_LEADS.flatMap((one, from) => {
    const rows = INDEPENDENT_LEADS.map((name) => [name, Float64Array.of(name === one ? 1 : 0)]);
    const reversed = reverseLeads(Object.fromEntries(rows) as unknown as IndependentLeads, reversal);
    return INDEPENDENT_LEADS.flatMap((name, to): LeadFactor[] => {
      const factor = reversed[name][0] as number;
      return factor === 0 ? [] : [[to, from, factor]];
    });
  });
  knownFactors.set(reversal, factors);
  return factors;
}

/** The hidden values of a scaled profile. */
export function hiddenValues(network: ReversalNetwork, profile: Float64Array): Float64Array {
  const { sumWeights, sumBiases, mixtures, heads } = network;
  const units = sumBiases.length;
  const hidden = new Float64Array(heads.length / WEIGHED_REVERSALS.length);
  for (let unit = 0; unit < units; unit++) {
    let sum = sumBiases[unit] as number;
    const row = unit * profile.length;
    for (let i = 0; i < profile.length; i++) sum += (sumWeights[row + i] as number) * (profile[i] as number);
    hidden[unit] = Math.tanh(sum);
  }
  const perSpan = (hidden.length - units) / ENERGY_SPANS.length;
  for (let m = 0; m < hidden.length - units; m++) {
    const span = ENERGY_SPANS[Math.floor(m / perSpan)] as readonly [number, number];
    const energy = mixedEnergy(profile, mixtures, m * INDEPENDENT_LEADS.length, span[0], span[1]);
    hidden[units + m] = Math.log(energy + ENERGY_FLOOR);
  }
  return hidden;
}

/** Mean energy of the mixture that begins at `row`. Written out for the eight leads: nearly all of the time goes into it. */
function mixedEnergy(x: Float64Array, mixtures: Float64Array, row: number, from: number, until: number): number {
  const m0 = mixtures[row] as number;
  const m1 = mixtures[row + 1] as number;
  const m2 = mixtures[row + 2] as number;
  const m3 = mixtures[row + 3] as number;
  const m4 = mixtures[row + 4] as number;
  const m5 = mixtures[row + 5] as number;
  const m6 = mixtures[row + 6] as number;
  const m7 = mixtures[row + 7] as number;
  let sum = 0;
  for (let i = 8 * from; i < 8 * until; i += 8) {
    const limb = m0 * (x[i] as number) + m1 * (x[i + 1] as number);
    const right = m2 * (x[i + 2] as number) + m3 * (x[i + 3] as number) + m4 * (x[i + 4] as number);
    const left = m5 * (x[i + 5] as number) + m6 * (x[i + 6] as number) + m7 * (x[i + 7] as number);
    const mixed = limb + right + left;
    sum += mixed * mixed;
  }
  return sum / (until - from);
}

/** Evidence for each of `WEIGHED_REVERSALS`, averaged over networks: log-odds against a record that is connected correctly. */
export function reversalEvidence(networks: readonly ReversalNetwork[], leads: IndependentLeads): Float64Array {
  const evidence = new Float64Array(WEIGHED_REVERSALS.length);
  const profile = scaledProfile(leads);
  const undone = WEIGHED_REVERSALS.map((reversal) => reversedProfile(profile, reversal));
  for (const network of networks) {
    const asRecorded = hiddenValues(network, profile);
    for (const [s, other] of undone.entries()) {
      const hidden = hiddenValues(network, other);
      const head = s * hidden.length;
      for (let h = 0; h < hidden.length; h++) {
        const gain = (hidden[h] as number) - (asRecorded[h] as number);
        evidence[s] = (evidence[s] as number) + ((network.heads[head + h] as number) * gain) / networks.length;
      }
    }
  }
  return evidence;
}
