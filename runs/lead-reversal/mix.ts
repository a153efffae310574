import { PROFILE_LENGTH } from '../../src/quality/lead-reversal-network.ts';
import { INDEPENDENT_LEADS } from '../../src/quality/lead-reversal-profile.ts';

const LEADS = INDEPENDENT_LEADS.length;

/**
 * A beat that nobody had: two scaled profiles added, the second with the given share, and scaled again. Leads are sums of currents in
 * the heart, so what holds between the leads of both holds between those of the sum, wherever it is linear.
 */
export function mixedProfile(one: Float64Array, other: Float64Array, share: number): Float64Array {
  const mixed = one.map((value, i) => (1 - share) * value + share * (other[i] as number));
  const energies = new Float64Array(LEADS + 1);
  for (let i = 0; i < mixed.length; i += LEADS) {
    for (let lead = 0; lead < LEADS; lead++) {
      energies[lead] = (energies[lead] as number) + (mixed[i + lead] as number) ** 2 / PROFILE_LENGTH;
    }
    energies[LEADS] =
      (energies[LEADS] as number) + ((mixed[i + 1] as number) - (mixed[i] as number)) ** 2 / PROFILE_LENGTH;
  }
  const limb = ((energies[0] as number) + (energies[1] as number) + (energies[LEADS] as number)) / 3;
  for (let lead = 0; lead < LEADS; lead++) {
    const energy = lead < 2 ? limb : (energies[lead] as number);
    if (!(energy > 0)) continue;
    for (let i = lead; i < mixed.length; i += LEADS) mixed[i] = (mixed[i] as number) / Math.sqrt(energy);
  }
  return mixed;
}
