import { join } from 'node:path';
import { type OpenRecord, openFloatRecord } from '../../record/index.ts';
import { readFilePart } from '../../record/node.ts';
import type { RecordDescription } from './description.ts';
import { levelFile } from './waveform-levels.ts';

/** Opens a stored record: what its reader said of it, and its samples from level 0, to the bit as they came in. */
export function openStoredRecord(description: RecordDescription, folder: string): OpenRecord {
  const { fs, unit, leads: leadNames, samples: length, patient, source } = description;
  const file = join(folder, levelFile(0));
  const about = { fs, unit, leadNames, length, patient, source };
  return openFloatRecord(about, { slice: (start, end) => readFilePart(file, start, end) });
}
