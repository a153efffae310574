import { join } from 'node:path';
import type { OpenRecord, RecordBlock } from '../../record/index.ts';
import { readFilePart } from '../../record/node.ts';
import type { RecordDescription } from './description.ts';
import { levelFile } from './waveform-levels.ts';

/** Samples that are read at a time. */
const BLOCK_SAMPLES = 65_536;

/** Opens a stored record: what its reader said of it, and its samples from level 0, to the bit as they came in. */
export function openStoredRecord(description: RecordDescription, folder: string): OpenRecord {
  const { fs, unit, leads, samples: length, patient, source } = description;
  const file = join(folder, levelFile(0));
  const read = async (from: number, to: number): Promise<RecordBlock> => {
    const entries = leads.map((name, k) => [name, readFloats(file, k * length + from, to - from)] as const);
    return { from, leads: Object.fromEntries(entries) };
  };
  async function* blocks({ blockSamples = BLOCK_SAMPLES } = {}) {
    for (let from = 0; from < length; from += blockSamples)
      yield await read(from, Math.min(length, from + blockSamples));
  }
  return { fs, unit, leadNames: leads, length, patient, source, read, blocks };
}

function readFloats(file: string, first: number, count: number): Float32Array {
  const { buffer, byteOffset, length } = readFilePart(file, 4 * first, 4 * (first + count));
  if (length === 4 * count) return new Float32Array(buffer, byteOffset, count);
  throw new Error(`readFloats: the file ends ${4 * count - length} bytes too early`);
}
