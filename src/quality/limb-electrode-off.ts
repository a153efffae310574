import type { EcgRecord } from '../record/index.ts';
import { limits } from './limits.table.ts';
import type { LeadQuality } from './quality.ts';
import { SPOILT } from './usable-for.ts';

/** An electrode of the limbs from which leads are read. */
type LimbElectrode = 'RA' | 'LA' | 'LL';

interface LeadsOfElectrode {
  /** Its potential against the mean of the other two. */
  readonly augmented: string;
  /** The two leads between it and the others, and the sign with which the second joins the first to twice the augmented lead. */
  readonly bipolar: readonly [first: string, second: string, sign: 1 | -1];
  /** The lead between the other two, the only one that does without it: chest leads are read against the mean of all three. */
  readonly without: string;
}

const LIMB_ELECTRODES: Readonly<Record<LimbElectrode, LeadsOfElectrode>> = {
  RA: { augmented: 'aVR', bipolar: ['I', 'II', 1], without: 'III' },
  LA: { augmented: 'aVL', bipolar: ['I', 'III', -1], without: 'II' },
  LL: { augmented: 'aVF', bipolar: ['II', 'III', 1], without: 'I' },
};

/**
 * The electrode of a limb that seems off. An open input follows the central terminal, which then is the mean of the other two electrodes:
 * the augmented lead has no signal, and neither has what the bipolar leads make of it (Goldberger's identities). Where these have one,
 * only the augmented lead is dead, and no electrode is named.
 *
 * @param record in mV; leads that were scaled one by one tell nothing
 * @param leads what was found of each lead
 */
export function limbElectrodeOff(
  record: EcgRecord,
  leads: Readonly<Record<string, LeadQuality>>,
): LimbElectrode | undefined {
  if (record.unit !== 'mV') return undefined;
  return (Object.keys(LIMB_ELECTRODES) as LimbElectrode[]).find((electrode) => {
    const { augmented, bipolar } = LIMB_ELECTRODES[electrode];
    const isDead = leads[augmented]?.reasons.some(({ code }) => code === 'lead-off') === true;
    return isDead && rangeOf(record, bipolar) < 2 * limits.flatMv;
  });
}

/** A lead as it may be used where an electrode of the limbs is off: ST and voltages are those of other places, in all leads but one. */
export function usesWithoutElectrode(
  name: string,
  lead: LeadQuality,
  electrode: LimbElectrode | undefined,
): LeadQuality {
  if (electrode === undefined) return lead;
  const { augmented, without } = LIMB_ELECTRODES[electrode];
  if (name === without || name === augmented) return lead;
  const reason = {
    code: 'lead-off',
    text: `electrode ${electrode} seems off: no signal in lead ${augmented}`,
  } as const;
  return { ...lead, reasons: [...lead.reasons, reason], usableFor: { ...lead.usableFor, ...SPOILT } };
}

/** From the lowest to the highest value of a sum of two leads; infinite where one is missing. */
function rangeOf({ leads }: EcgRecord, [first, second, sign]: LeadsOfElectrode['bipolar']): number {
  const [a, b] = [leads[first], leads[second]];
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < a.length; i++) {
    const sum = (a[i] as number) + sign * (b[i] as number);
    if (sum < least) least = sum;
    if (sum > most) most = sum;
  }
  return most - least;
}
