import {
  ENERGY_FLOOR,
  ENERGY_SPANS,
  type ReversalNetwork,
  unitValue,
  WEIGHED_REVERSALS,
} from '../../src/quality/lead-reversal-network.ts';
import { INDEPENDENT_LEADS } from '../../src/quality/lead-reversal-profile.ts';

/** The hidden values of a scaled profile. */
export function hiddenValues(network: ReversalNetwork, profile: Float64Array): Float64Array {
  const { sumBiases, mixtures, heads } = network;
  const units = sumBiases.length;
  const hidden = new Float64Array(heads.length / WEIGHED_REVERSALS.length);
  for (let unit = 0; unit < units; unit++) hidden[unit] = unitValue(network, unit, profile);
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
