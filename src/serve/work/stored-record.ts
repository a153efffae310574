import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenRecord, RecordBlock } from '../../record/index.ts';
import type { RecordDescription } from './description.ts';
import { levelFile } from './waveform-levels.ts';

/** Samples that are read at a time. */
const BLOCK_SAMPLES = 65_536;

/** Opens a stored record: what its reader said of it, and its samples from level 0, to the bit as they came in. */
export function openStoredRecord(description: RecordDescription, folder: string): OpenRecord {
  const { fs, unit, leads, samples: length, patient, source } = description;
  const read = async (from: number, to: number): Promise<RecordBlock> => {
    const file = openSync(join(folder, levelFile(0)), 'r');
    try {
      const entries = leads.map((name, lead) => [name, readFloats(file, lead * length + from, to - from)] as const);
      return { from, leads: Object.fromEntries(entries) };
    } finally {
      closeSync(file);
    }
  };
  async function* blocks({ blockSamples = BLOCK_SAMPLES } = {}) {
    for (let from = 0; from < length; from += blockSamples)
      yield await read(from, Math.min(length, from + blockSamples));
  }
  return { fs, unit, leadNames: leads, length, patient, source, read, blocks };
}

function readFloats(file: number, first: number, count: number): Float32Array {
  const values = new Float32Array(count);
  const bytes = new Uint8Array(values.buffer);
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, 4 * first + done);
    if (read === 0) throw new Error(`readFloats: the file ends ${bytes.length - done} bytes too early`);
    done += read;
  }
  return values;
}
