import { type IndependentLeads, type LeadReversal, reverseLeads } from '../record/index.ts';
import { INDEPENDENT_LEADS, PROFILE_BINS } from './lead-reversal-profile.ts';

/** The interchanges that two networks' worth of evidence is weighed for; those with RL leave a lead flat and need none. */
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
export const ENERGY_FLOOR = 1e-3;

/** How amplitudes of chest leads are scaled to unit energy: each lead by itself, or all by one factor. */
export type ChestScaling = 'each' | 'together';

/**
 * Evidence that leads are where they belong. Of a profile x it computes hidden values: tanh of weighted sums, and logarithms of
 * the energy that mixtures of the leads have in a part of the beat, which is small where the mixture cancels out as it does in
 * most people. How much better reversal s explains the record is `heads[s] · (hidden(x with s undone) − hidden(x))`.
 */
export interface ReversalNetwork {
  readonly scaling: ChestScaling;
  /** `[units × (leads × bins)]`. */
  readonly sumWeights: Float64Array;
  /** `[units]`. */
  readonly sumBiases: Float64Array;
  /** `[spans × mixtures × leads]`. */
  readonly mixtures: Float64Array;
  /** `[reversals × (units + spans × mixtures)]`. */
  readonly heads: Float64Array;
}

/** A profile scaled so that amplifiers' gains do not matter, `[leads × bins]`. */
export function scaledProfile(leads: IndependentLeads, scaling: ChestScaling): Float64Array {
  const { I, II } = leads;
  const limb = (energy(I) + energy(II) + energy(II.map((value, n) => value - (I[n] as number)))) / 3;
  const chest = INDEPENDENT_LEADS.slice(2).map((name) => energy(leads[name]));
  const together = chest.reduce((sum, value) => sum + value, 0) / chest.length;
  return Float64Array.from({ length: INDEPENDENT_LEADS.length * PROFILE_LENGTH }, (_, i) => {
    const lead = Math.floor(i / PROFILE_LENGTH);
    const own = lead < 2 ? limb : scaling === 'each' ? (chest[lead - 2] as number) : together;
    const value = leads[INDEPENDENT_LEADS[lead] as keyof IndependentLeads][i % PROFILE_LENGTH] as number;
    return own > 0 ? value / Math.sqrt(own) : 0;
  });
}

function energy(samples: Float64Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
}

/** A scaled profile as it would be with two cables interchanged. Scaling and interchanging may be done in either order. */
export function reversedProfile(profile: Float64Array, reversal: LeadReversal): Float64Array {
  const rows = INDEPENDENT_LEADS.map((name, lead) => [
    name,
    profile.subarray(lead * PROFILE_LENGTH, (lead + 1) * PROFILE_LENGTH),
  ]);
  const reversed = reverseLeads(Object.fromEntries(rows) as unknown as IndependentLeads, reversal);
  const result = new Float64Array(profile.length);
  for (const [lead, name] of INDEPENDENT_LEADS.entries()) result.set(reversed[name], lead * PROFILE_LENGTH);
  return result;
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
    hidden[units + m] = Math.log(mixedEnergy(profile, mixtures, m * INDEPENDENT_LEADS.length, span) + ENERGY_FLOOR);
  }
  return hidden;
}

function mixedEnergy(
  profile: Float64Array,
  mixtures: Float64Array,
  row: number,
  [from, until]: readonly [number, number],
): number {
  let sum = 0;
  for (let bin = from; bin < until; bin++) {
    let mixed = 0;
    for (let lead = 0; lead < INDEPENDENT_LEADS.length; lead++) {
      mixed += (mixtures[row + lead] as number) * (profile[lead * PROFILE_LENGTH + bin] as number);
    }
    sum += mixed * mixed;
  }
  return sum / (until - from);
}

/** Evidence for each of `WEIGHED_REVERSALS`, averaged over networks: log-odds against a record that is connected correctly. */
export function reversalEvidence(networks: readonly ReversalNetwork[], leads: IndependentLeads): Float64Array {
  const evidence = new Float64Array(WEIGHED_REVERSALS.length);
  for (const scaling of ['each', 'together'] as const) {
    const members = networks.filter((network) => network.scaling === scaling);
    const profile = scaledProfile(leads, scaling);
    const undone = WEIGHED_REVERSALS.map((reversal) => reversedProfile(profile, reversal));
    for (const network of members) {
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
  }
  return evidence;
}
