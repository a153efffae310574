import { type EcgRecord, type OpenRecord, recordLength } from '../record/index.ts';

/** What a record is, as every result about it begins. */
export interface RecordHead {
  readonly name: string;
  /** Hz. */
  readonly fs: number;
  readonly unit: EcgRecord['unit'];
  readonly durationSec: number;
  /** By name. */
  readonly leads: readonly string[];
  readonly patient: EcgRecord['patient'];
  readonly notes: readonly string[];
}

/** The head of the result for a record, be it read or only opened. */
export function recordHead(record: EcgRecord | OpenRecord): RecordHead {
  const { fs, unit, patient, source } = record;
  const { name, notes } = source;
  const [length, leads] =
    'leadNames' in record ? [record.length, record.leadNames] : [recordLength(record), Object.keys(record.leads)];
  return { name, fs, unit, durationSec: length / fs, leads, patient, notes };
}
