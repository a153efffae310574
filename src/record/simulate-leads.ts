import { type EcgRecord, makeRecord, type PatientFacts } from './ecg-record.ts';
import { deriveLimbLeads, STANDARD_LEADS, selectLeads } from './leads.ts';
import { dowerTable } from './simulate-leads.table.ts';
import type { DipoleSignal } from './simulate-wave.ts';

/** The leads that an electrocardiograph digitises; the other four are computed from I and II. */
export type IndependentLead = keyof typeof dowerTable;

/** Those leads in the order I, II, V1–V6. */
export const INDEPENDENT_LEADS = Object.keys(dowerTable) as readonly IndependentLead[];

/** Samples of each independent lead, mV, `[samples]`. */
export type IndependentLeads = Readonly<Record<IndependentLead, Float64Array>>;

/** Leads are digitised in steps of 2⁻¹⁴ mV (0.06 µV), of which 32-bit floats hold sums and halves exactly. */
const STEPS_PER_MV = 2 ** 14;

/** One value per independent lead, made in their order. */
export function mapLeads(samplesOf: (lead: IndependentLead) => Float64Array): IndependentLeads {
  const entries = INDEPENDENT_LEADS.map((name) => [name, samplesOf(name)] as const);
  return Object.fromEntries(entries) as Record<IndependentLead, Float64Array>;
}

/** What the independent leads see of a dipole, by Dower's matrix. */
export function projectDipole({ x, y, z }: DipoleSignal): IndependentLeads {
  return mapLeads((lead) => {
    const [ofX, ofY, ofZ] = dowerTable[lead];
    return x.map((value, n) => ofX * value + ofY * (y[n] as number) + ofZ * (z[n] as number));
  });
}

/** The 12-lead record of eight independent leads, in which Einthoven's and Goldberger's identities hold to the last bit. */
export function twelveLeadRecord(fs: number, leads: IndependentLeads, name: string, patient: PatientFacts): EcgRecord {
  const digitised = Object.entries(leads).map(([lead, samples]) => [
    lead,
    new Float32Array(samples.map((value) => Math.round(value * STEPS_PER_MV) / STEPS_PER_MV)),
  ]);
  const record = makeRecord({
    fs,
    leads: Object.fromEntries(digitised),
    patient,
    source: { format: 'simulated', name },
  });
  return selectLeads(deriveLimbLeads(record), STANDARD_LEADS);
}
