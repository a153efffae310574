import { createRandom, EcgError, readWfdb, simulateRecord } from 'einthoven';
import { type EcgRecord, type OpenRecord, openWfdb, readPart, recordLength } from 'einthoven/record';
import { recordHead } from 'einthoven/report';
import type { RecordFiles } from '../open/record-files.ts';
import { SAMPLES } from '../open/samples.table.ts';
import { openStored } from '../server/open-stored.ts';
import type { Judged } from './judge-record.ts';
import { rememberingLastStretch } from './last-stretch.ts';
import type { RecordingEnvelope } from './recording-envelope.ts';
import type { OpenedRecord } from './tasks.ts';

/** Longer recordings are read in parts, and judged by their first minute, as the server does. */
const LONGEST_WHOLE_SEC = 60;
/** Samples are the same for everybody. */
const SAMPLE_SEED = 5;

/** A record in a slot. */
export interface HeldRecord {
  readonly opened: OpenedRecord;
  /** Where its samples are read, for recordings that stay in their files. */
  readonly open?: OpenRecord;
  /** Made when it is first asked for. */
  envelope?: Promise<RecordingEnvelope>;
  /** Once it was judged. */
  judged?: Judged;
}

/**
 * Reads a record.
 *
 * @throws EcgError for files that are broken, missing, or of a kind that is not read
 */
export async function openRecord(files: RecordFiles): Promise<HeldRecord> {
  if (files.kind === 'sample') return { opened: whole(simulatedSample(files.name)) };
  if (files.kind === 'stored') {
    const open = await openStored(files);
    return isLong(open) ? inParts(open) : { opened: whole(await readPart(open, 0, open.length)) };
  }
  const header = new Uint8Array(await files.header.arrayBuffer());
  const open = openWfdb(header, (name) => {
    const file = signalFile(files, name);
    const slice = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer());
    return { byteLength: file.size, slice };
  });
  if (isLong(open)) return inParts(open);
  // Whole files are read so that their checksums are verified before anything is said.
  const bytes = new Map<string, Uint8Array>();
  for (const file of files.signals) bytes.set(file.name, new Uint8Array(await file.arrayBuffer()));
  return { opened: whole(readWfdb(header, (name) => bytes.get(signalFile(files, name).name) as Uint8Array)) };
}

function isLong({ length, fs }: OpenRecord): boolean {
  return length > LONGEST_WHOLE_SEC * fs;
}

async function inParts(open: OpenRecord): Promise<HeldRecord> {
  const record = await readPart(open, 0, Math.round(LONGEST_WHOLE_SEC * open.fs));
  return { open: rememberingLastStretch(open), opened: { head: recordHead(open), record, length: open.length } };
}

function whole(record: EcgRecord): OpenedRecord {
  return { head: recordHead(record), record, length: recordLength(record) };
}

function signalFile({ header, signals }: RecordFiles & { kind: 'wfdb' }, name: string): File {
  const file = signals.find((one) => one.name === name);
  if (file !== undefined) return file;
  const rule = `${header.name} names the signal file ${name}, which must be opened with it`;
  throw new EcgError('unavailable', `openRecord: ${rule}`, { name });
}

function simulatedSample(name: string): EcgRecord {
  const sample = SAMPLES.find((one) => one.name === name);
  if (sample === undefined) throw new EcgError('unavailable', `openRecord: there is no sample ${name}`, { name });
  const noise = { baselineWanderRmsMv: 0.03, muscleRmsMv: 0.008 };
  const random = createRandom(SAMPLE_SEED);
  return simulateRecord({ fs: 500, durationSec: 10, random, noise, name, ...sample.options }).record;
}
