import { type Electrode, electrodePotentials, independentLeads } from './simulate-electrodes.ts';
import type { IndependentLeads } from './simulate-leads.ts';

/** Two cables that were interchanged, by the electrodes they belong to. */
export type LeadReversal =
  | 'RA-LA'
  | 'RA-LL'
  | 'LA-LL'
  | 'RA-RL'
  | 'LA-RL'
  | 'V1-V2'
  | 'V2-V3'
  | 'V3-V4'
  | 'V4-V5'
  | 'V5-V6';

/**
 * The leads as recorded with two cables interchanged. An exact linear map of the leads: RA–LA negates I and interchanges II and
 * III, an interchange of chest cables interchanges their leads. With RL, which is taken to be at LL's potential, lead II (RA–RL)
 * or III (LA–RL) is flat, and the chest leads change a little with the central terminal.
 */
export function reverseLeads(leads: IndependentLeads, reversal: LeadReversal): IndependentLeads {
  const potentials = electrodePotentials(leads);
  const [one, other] = reversal.split('-') as [Electrode, Electrode];
  return independentLeads({ ...potentials, [one]: potentials[other], [other]: potentials[one] });
}
