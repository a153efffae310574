import { type EcgRecord, makeRecord } from './ecg-record.ts';
import type { OpenRecord } from './wfdb-blocks.ts';

/**
 * Reads a part of a record as a record of its own, with what the whole says of itself.
 *
 * @param from first sample
 * @param to behind the last
 * @throws EcgError as `OpenRecord.read`
 */
export async function readPart(open: OpenRecord, from: number, to: number): Promise<EcgRecord> {
  const { fs, unit, patient, source } = open;
  const { leads } = await open.read(from, to);
  return makeRecord({ fs, unit, leads, patient, source });
}
