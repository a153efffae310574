import { type OpenRecord, openFloatRecord, type PatientFacts } from 'einthoven/record';
import type { RecordFiles } from '../open/record-files.ts';
import { askServer } from './ask-server.ts';

/** What the server says of a record, as far as it is needed to read it. */
interface StoredRecord {
  readonly name: string;
  readonly fs: number;
  readonly startTime?: string;
  readonly leads: readonly string[];
  readonly patient: PatientFacts;
  readonly notes: readonly string[];
  readonly waveform: {
    readonly unit: OpenRecord['unit'];
    readonly levels: readonly { readonly buckets: number; readonly href: string }[];
  };
}

/** Opens a record that lies on the server: its samples are fetched in parts, as they are needed. */
export async function openStored({ id, key }: RecordFiles & { kind: 'stored' }): Promise<OpenRecord> {
  const answer = await askServer(key, `/v1/records/${id}`);
  const { name, fs, startTime, leads, patient, notes, waveform } = (await answer.json()) as StoredRecord;
  const [samples] = waveform.levels;
  if (samples === undefined) throw new Error(`The record ${id} must have a waveform.`);
  const source = { format: 'einthoven', name, comments: [], notes, ...(startTime !== undefined && { startTime }) };
  const about = { fs, unit: waveform.unit, leadNames: leads, length: samples.buckets, patient, source };
  return openFloatRecord(about, {
    slice: async (start, end) => {
      if (start === end) return new Uint8Array();
      const part = await askServer(key, samples.href, { headers: { range: `bytes=${start}-${end - 1}` } });
      return new Uint8Array(await part.arrayBuffer());
    },
  });
}
