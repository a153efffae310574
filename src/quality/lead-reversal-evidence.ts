import type { IndependentLeads, LeadReversal } from '../record/index.ts';
import {
  ENERGY_FLOOR,
  ENERGY_SPANS,
  leadFactors,
  type ReversalNetwork,
  reversedProfile,
  scaledProfile,
  unitSum,
  WEIGHED_REVERSALS,
} from './lead-reversal-network.ts';
import { INDEPENDENT_LEADS } from './lead-reversal-profile.ts';

const LEADS = INDEPENDENT_LEADS.length;

/** Evidence for each of `WEIGHED_REVERSALS`, averaged over networks: log-odds against a record that is connected correctly. */
export function reversalEvidence(networks: readonly ReversalNetwork[], leads: IndependentLeads): Float64Array {
  const evidence = new Float64Array(WEIGHED_REVERSALS.length);
  const profile = scaledProfile(leads);
  const undone = WEIGHED_REVERSALS.map((reversal) => reversedProfile(profile, reversal));
  const moments = spanMoments(profile);
  for (const network of networks) {
    addSumEvidence(network, profile, undone, evidence);
    addEnergyEvidence(network, moments, evidence);
  }
  return evidence.map((sum) => sum / networks.length);
}

/** What the tanh units tell, of whose sums a reversal changes the part of two leads. */
function addSumEvidence(
  network: ReversalNetwork,
  profile: Float64Array,
  undone: readonly Float64Array[],
  evidence: Float64Array,
): void {
  const { sumWeights, sumBiases, heads } = network;
  const size = heads.length / WEIGHED_REVERSALS.length;
  for (let unit = 0; unit < sumBiases.length; unit++) {
    const row = unit * profile.length;
    const asRecorded = unitSum(network, unit, profile);
    for (let s = 0; s < undone.length; s++) {
      const { one, two } = PAIRS[s] as LeadPair;
      const other = undone[s] as Float64Array;
      let change = 0;
      for (let i = 0; i < profile.length; i += LEADS) {
        change += (sumWeights[row + i + one] as number) * ((other[i + one] as number) - (profile[i + one] as number));
        change += (sumWeights[row + i + two] as number) * ((other[i + two] as number) - (profile[i + two] as number));
      }
      const gain = Math.tanh(asRecorded + change) - Math.tanh(asRecorded);
      evidence[s] = (evidence[s] as number) + (heads[s * size + unit] as number) * gain;
    }
  }
}

/**
 * What the energies of mixtures tell. A mixture m has the energy m·Cm, with C the mean products of the leads; interchanging two
 * leads is the same as changing two weights of the mixture by d, and then the energy changes by 2 d·Cm + d·Cd.
 */
function addEnergyEvidence(
  { sumBiases, mixtures, heads }: ReversalNetwork,
  moments: Float64Array,
  evidence: Float64Array,
): void {
  const size = heads.length / WEIGHED_REVERSALS.length;
  const units = sumBiases.length;
  const perSpan = (size - units) / ENERGY_SPANS.length;
  const products = new Float64Array(LEADS);
  for (let m = 0; m < size - units; m++) {
    const row = m * LEADS;
    const span = Math.floor(m / perSpan) * LEADS * LEADS;
    let energy = ENERGY_FLOOR;
    for (let a = 0; a < LEADS; a++) {
      let product = 0;
      for (let b = 0; b < LEADS; b++) {
        product += (moments[span + a * LEADS + b] as number) * (mixtures[row + b] as number);
      }
      products[a] = product;
      energy += product * (mixtures[row + a] as number);
    }
    for (let s = 0; s < PAIRS.length; s++) {
      const { one, two, oneToOne, oneToTwo, twoToOne, twoToTwo } = PAIRS[s] as LeadPair;
      const weightOne = mixtures[row + one] as number;
      const weightTwo = mixtures[row + two] as number;
      const dOne = (oneToOne - 1) * weightOne + oneToTwo * weightTwo;
      const dTwo = twoToOne * weightOne + (twoToTwo - 1) * weightTwo;
      const linear = dOne * (products[one] as number) + dTwo * (products[two] as number);
      const mixed = dOne * dTwo * (moments[span + one * LEADS + two] as number);
      const own =
        dOne * dOne * (moments[span + one * (LEADS + 1)] as number) +
        dTwo * dTwo * (moments[span + two * (LEADS + 1)] as number);
      const undone = Math.max(energy + 2 * (linear + mixed) + own, ENERGY_FLOOR);
      evidence[s] = (evidence[s] as number) + (heads[s * size + units + m] as number) * Math.log(undone / energy);
    }
  }
}

/** Mean products of any two leads over the bins of each span, `[spans × leads × leads]`. */
function spanMoments(profile: Float64Array): Float64Array {
  const moments = new Float64Array(ENERGY_SPANS.length * LEADS * LEADS);
  for (const [span, [from, until]] of ENERGY_SPANS.entries()) {
    for (let a = 0; a < LEADS; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let i = from * LEADS; i < until * LEADS; i += LEADS) {
          sum += (profile[i + a] as number) * (profile[i + b] as number);
        }
        moments[(span * LEADS + a) * LEADS + b] = sum / (until - from);
        moments[(span * LEADS + b) * LEADS + a] = sum / (until - from);
      }
    }
  }
  return moments;
}

/** The two leads that a reversal changes, and what of each it makes part of which. */
interface LeadPair {
  readonly one: number;
  readonly two: number;
  readonly oneToOne: number;
  readonly oneToTwo: number;
  readonly twoToOne: number;
  readonly twoToTwo: number;
}

const PAIRS = WEIGHED_REVERSALS.map(leadPair);

function leadPair(reversal: LeadReversal): LeadPair {
  const factors = leadFactors(reversal);
  const [one, two] = factors.find(([to, from]) => to !== from) ?? [0, 1];
  const factor = (source: number, target: number) =>
    factors.find(([to, from]) => to === target && from === source)?.[2] ?? 0;
  return {
    one,
    two,
    oneToOne: factor(one, one),
    oneToTwo: factor(one, two),
    twoToOne: factor(two, one),
    twoToTwo: factor(two, two),
  };
}
