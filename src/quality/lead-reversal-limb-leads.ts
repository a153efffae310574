import { deriveLimbLeads, type EcgRecord } from '../record/index.ts';
import { LIMB_LEADS, limbGains } from '../signal/index.ts';

const CHEST_LEADS = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;

/**
 * Leads I, II, V1 … V6 of a record, of which I and II are in proportion to each other. Of voltages they are the leads, or
 * derived from two limb leads that are there. Where each lead was scaled by itself the gains of the six limb leads are found
 * again, but for a common factor (`limbGains`).
 *
 * @returns or why there are none, in words
 */
export function relativeLimbLeads(record: EcgRecord): readonly Float32Array[] | string {
  const missing = CHEST_LEADS.filter((name) => !Object.hasOwn(record.leads, name));
  if (missing.length > 0) return `leads V1 to V6 are needed, ${missing.join(', ')} missing`;
  const chest = CHEST_LEADS.map((name) => record.leads[name] as Float32Array);
  if (record.unit === 'normalised') {
    const limb = rescaledLimbLeads(record);
    return typeof limb === 'string' ? limb : [...limb, ...chest];
  }
  const { I, II } = deriveLimbLeads(record).leads;
  if (I === undefined || II === undefined) return 'two limb leads are needed';
  return [I, II, ...chest];
}

function rescaledLimbLeads({ leads }: EcgRecord): readonly [Float32Array, Float32Array] | string {
  const six = LIMB_LEADS.flatMap((name) => leads[name] ?? []);
  const [one, two] = six;
  if (six.length < LIMB_LEADS.length || one === undefined || two === undefined) {
    return 'without voltages, all six limb leads are needed to find their gains';
  }
  const gains = limbGains(six);
  if (gains === undefined) return 'the limb leads do not fit together, with whatever gains';
  return [one.map((value) => value * (gains[0] as number)), two.map((value) => value * (gains[1] as number))];
}
