import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { detectBeats } from '../../src/beats/index.ts';
import { readPtbxlFolder } from '../../src/datasets/node.ts';
import { type BeatProfile, beatProfile } from '../../src/quality/lead-reversal-profile.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';

/** A record that is taken to be connected correctly. */
export interface CorrectRecord {
  readonly set: 'ptbxl' | 'ptbxl-z' | 'ludb' | 'cpsc2018' | 'cinc2011';
  readonly path: string;
  /** Part of the cross-validation, from 0; all records of a patient are in one. */
  readonly part: number;
  /** Kept apart: PTB-XL's fold 9 and above. */
  readonly heldOut: boolean;
}

/** Parts of the cross-validation. */
export const PARTS = 5;

/** The records of one folder of the shared data; of `cinc2011` the acceptable ones, of PTB-XL those at 100 Hz. */
export async function correctRecords(set: CorrectRecord['set'], folder: string): Promise<CorrectRecord[]> {
  if (set === 'ptbxl' || set === 'ptbxl-z') {
    const { rows } = await readPtbxlFolder(folder);
    return rows.flatMap(({ fileLowRate, patientId, fold }) =>
      fileLowRate === undefined
        ? []
        : [{ set, path: fileLowRate, part: partOf(`ptbxl ${patientId}`), heldOut: fold >= 9 }],
    );
  }
  const paths = findRecords(set === 'ludb' ? join(folder, 'data') : folder);
  const wanted = set === 'cinc2011' ? acceptableOf(folder) : undefined;
  return paths
    .filter((path) => wanted?.has(basename(path)) ?? true)
    .map((path) => ({ set, path, part: partOf(`${set} ${basename(path)}`), heldOut: false }));
}

function acceptableOf(folder: string): Set<string> {
  const lines = readFileSync(join(folder, 'quality.csv'), 'utf8').trim().split('\n');
  return new Set(lines.flatMap((line) => (line.endsWith(',acceptable') ? [line.split(',')[0] ?? ''] : [])));
}

/** FNV-1a of the name, so that a record's part does not depend on which others there are. */
function partOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  // The low bits of FNV mix badly; the high ones are taken.
  return ((hash >>> 16) % 9973) % PARTS;
}

/** The usual beat of a record that is taken to be connected correctly. */
export interface CorrectProfile extends CorrectRecord {
  readonly leads: BeatProfile['leads'];
}

/** The profiles of a folder's records, and how many have none. */
export async function correctProfiles(
  set: CorrectRecord['set'],
  folder: string,
): Promise<{ readonly profiles: readonly CorrectProfile[]; readonly notJudged: number }> {
  const records = await correctRecords(set, folder);
  const profiles = records.flatMap((correct) => {
    const record = readRecordFile(correct.path);
    const profile = beatProfile(record, detectBeats(record));
    return typeof profile === 'string' ? [] : [{ ...correct, leads: profile.leads }];
  });
  return { profiles, notJudged: records.length - profiles.length };
}
