import { EcgError } from '../errors.ts';
import { type Electrode, electrodePotentials, independentLeads } from './simulate-electrodes.ts';
import type { IndependentLeads } from './simulate-leads.ts';

/** Pairs of cables that can be interchanged, by the electrodes they belong to. */
export const LEAD_REVERSALS = [
  'RA-LA',
  'RA-LL',
  'LA-LL',
  'RA-RL',
  'LA-RL',
  'V1-V2',
  'V2-V3',
  'V3-V4',
  'V4-V5',
  'V5-V6',
] as const;

/** Two cables that were interchanged. */
export type LeadReversal = (typeof LEAD_REVERSALS)[number];

/**
 * The leads as recorded with two cables interchanged. An exact linear map of the leads: RA–LA negates I and interchanges II and
 * III, an interchange of chest cables interchanges their leads. With RL, which is taken to be at LL's potential, lead II (RA–RL)
 * or III (LA–RL) is flat, and the chest leads change a little with the central terminal.
 *
 * @throws EcgError `invalid-argument` for an unknown pair
 */
export function reverseLeads(leads: IndependentLeads, reversal: LeadReversal): IndependentLeads {
  if (!LEAD_REVERSALS.includes(reversal)) {
    const rule = `reversal must be one of ${LEAD_REVERSALS.join(', ')}`;
    throw new EcgError('invalid-argument', `reverseLeads: ${rule}, got ${reversal}`, { reversal });
  }
  const potentials = electrodePotentials(leads);
  const [one, other] = reversal.split('-') as [Electrode, Electrode];
  return independentLeads({ ...potentials, [one]: potentials[other], [other]: potentials[one] });
}
