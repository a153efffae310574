import { EcgError } from '../errors.ts';
import type { EcgRecord } from './ecg-record.ts';

/** The names of the 12-lead ECG in their customary order. */
export const STANDARD_LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;

const STANDARD_BY_LOWER_CASE = new Map<string, string>(STANDARD_LEADS.map((name) => [name.toLowerCase(), name]));

/**
 * The standard name of a lead that a source writes in its own case or with spaces around it (`AVR`, `avr`, ` i `). Any other
 * name is returned trimmed (`MLII`, `vx`): what it measures is not guessed.
 *
 * @example
 * standardLeadName('AVR') // => 'aVR'
 * standardLeadName(' i ') // => 'I'
 * standardLeadName('MLII') // => 'MLII'
 */
export function standardLeadName(name: string): string {
  const trimmed = name.trim();
  return STANDARD_BY_LOWER_CASE.get(trimmed.toLowerCase()) ?? trimmed;
}

/**
 * Every limb lead as a combination of I and II: `lead = ofI · I + ofII · II`. Einthoven: I + III = II. Goldberger: each
 * augmented lead is one electrode against the mean of the other two. No two rows are parallel, so any two leads give the rest.
 */
const LIMB_LEADS = [
  { name: 'I', ofI: 1, ofII: 0 },
  { name: 'II', ofI: 0, ofII: 1 },
  { name: 'III', ofI: -1, ofII: 1 },
  { name: 'aVR', ofI: -0.5, ofII: -0.5 },
  { name: 'aVL', ofI: 1, ofII: -0.5 },
  { name: 'aVF', ofI: -0.5, ofII: 1 },
] as const;

/**
 * A record in which the missing of I, II, III, aVR, aVL and aVF are computed from two that are there, by Einthoven's and
 * Goldberger's identities. Where more than two are there, the first two in that order are used. Leads of the source stay as
 * they are and in their order; the new ones follow them, and `source.notes` says what they were made from. A sample that is
 * NaN in either lead is NaN in the derived ones.
 *
 * @returns the record itself where nothing is missing, where fewer than two limb leads are there, or where the unit is
 * `normalised`: the identities relate voltages and do not survive a scaling of each lead by itself
 * @example
 * const record = makeRecord({ fs: 500, leads: { I: Float32Array.of(1), II: Float32Array.of(3) } });
 * const derived = deriveLimbLeads(record);
 * Array.from(derived.leads.III ?? []) // => [2]
 * Array.from(derived.leads.aVR ?? []) // => [-2]
 */
export function deriveLimbLeads(record: EcgRecord): EcgRecord {
  const present = LIMB_LEADS.filter(({ name }) => Object.hasOwn(record.leads, name));
  const missing = LIMB_LEADS.filter(({ name }) => !Object.hasOwn(record.leads, name));
  const [a, b] = present;
  if (record.unit === 'normalised' || missing.length === 0 || a === undefined || b === undefined) return record;

  const samplesA = record.leads[a.name] as Float32Array;
  const samplesB = record.leads[b.name] as Float32Array;
  const determinant = a.ofI * b.ofII - a.ofII * b.ofI;
  const derived = missing.map(({ name, ofI, ofII }) => {
    const ofA = (ofI * b.ofII - ofII * b.ofI) / determinant;
    const ofB = (a.ofI * ofII - a.ofII * ofI) / determinant;
    return [name, samplesA.map((value, i) => ofA * value + ofB * (samplesB[i] as number))] as const;
  });
  const note = `leads ${missing.map(({ name }) => name).join(', ')} derived from ${a.name} and ${b.name}`;
  return {
    ...record,
    leads: { ...record.leads, ...Object.fromEntries(derived) },
    source: { ...record.source, notes: [...record.source.notes, note] },
  };
}

/**
 * A record with the named leads alone, in the order of `names`. Leads are always found by name: sources differ in their order
 * (MIMIC-IV-ECG has aVF before aVL).
 *
 * @param names standard names in any case (`AVR`), or names as the record has them
 * @throws EcgError `invalid-argument` naming every lead that is not there, or when a lead is asked for twice
 * @example
 * const record = makeRecord({ fs: 500, leads: { aVF: new Float32Array(9), aVL: new Float32Array(9), V1: new Float32Array(9) } });
 * Object.keys(selectLeads(record, ['aVL', 'aVF']).leads) // => ['aVL', 'aVF']
 */
export function selectLeads(record: EcgRecord, names: readonly string[]): EcgRecord {
  const wanted = names.map(standardLeadName);
  const missing = wanted.filter((name) => !Object.hasOwn(record.leads, name));
  if (missing.length > 0) {
    const present = Object.keys(record.leads);
    throw new EcgError(
      'invalid-argument',
      `selectLeads: record ${record.source.name} must have lead ${missing.join(', ')}, got ${present.join(', ')}`,
      { missing, present },
    );
  }
  const twice = wanted.find((name, i) => wanted.indexOf(name) !== i);
  if (twice !== undefined || wanted.length === 0) {
    const rule = 'names must be at least one lead, none twice';
    throw new EcgError('invalid-argument', `selectLeads: ${rule}, got [${names.join(', ')}]`, { names });
  }
  return { ...record, leads: Object.fromEntries(wanted.map((name) => [name, record.leads[name] as Float32Array])) };
}
