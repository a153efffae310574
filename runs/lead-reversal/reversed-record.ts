import { INDEPENDENT_LEADS } from '../../src/quality/lead-reversal-profile.ts';
import {
  deriveLimbLeads,
  type EcgRecord,
  type IndependentLeads,
  type LeadReversal,
  makeRecord,
  reverseLeads,
} from '../../src/record/index.ts';

/** A 12-lead record of voltages as it would have been recorded with two cables interchanged. */
export function reversedRecord(record: EcgRecord, reversal: LeadReversal): EcgRecord {
  const rows = INDEPENDENT_LEADS.map((name) => [name, Float64Array.from(record.leads[name] ?? [])]);
  const reversed = reverseLeads(Object.fromEntries(rows) as unknown as IndependentLeads, reversal);
  const leads = INDEPENDENT_LEADS.map((name) => [name, Float32Array.from(reversed[name])]);
  const { fs, unit, patient, source } = record;
  return deriveLimbLeads(makeRecord({ fs, unit, patient, source, leads: Object.fromEntries(leads) }));
}
