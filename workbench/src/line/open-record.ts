import { createRandom, EcgError, readWfdb, simulateRecord } from 'einthoven';
import { type EcgRecord, type OpenRecord, openWfdb, readPart, recordLength } from 'einthoven/record';
import { recordHead } from 'einthoven/report';
import type { RecordFiles } from '../open/record-files.ts';
import { SAMPLES } from '../open/samples.table.ts';
import { openStored } from '../server/open-stored.ts';
import type { Judged } from './judge-record.ts';
import { rememberingLastStretch } from './last-stretch.ts';
import type { RecordingEnvelope } from './recording-envelope.ts';
import { JUDGED_SEC, type OpenedRecord } from './tasks.ts';

/** Samples are the same for everybody. */
const SAMPLE_SEED = 5;

/** A record in a slot. */
export interface HeldRecord {
  readonly opened: OpenedRecord;
  /** What is judged: the whole, or a minute of a longer recording, and the sample at which that begins. */
  readonly part: { readonly record: EcgRecord; readonly from: number };
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
  if (files.kind === 'sample') return whole(simulatedSample(files.name));
  if (files.kind === 'stored') {
    const open = await openStored(files);
    return isLong(open) ? inParts(open) : whole(await readPart(open, 0, open.length));
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
  return whole(readWfdb(header, (name) => bytes.get(signalFile(files, name).name) as Uint8Array));
}

function isLong({ length, fs }: OpenRecord): boolean {
  return length > JUDGED_SEC * fs;
}

async function inParts(open: OpenRecord): Promise<HeldRecord> {
  const part = await minuteFrom(open, 0);
  const opened = { head: recordHead(open), record: part.record, length: open.length };
  return { open: rememberingLastStretch(open), opened, part };
}

/** A minute of a longer recording, as near to `from` as its end allows; it says of itself which one it is. */
export async function minuteFrom(open: OpenRecord, from: number): Promise<HeldRecord['part']> {
  const { fs, length } = open;
  const samples = Math.round(JUDGED_SEC * fs);
  const first = Math.max(0, Math.min(from, length - samples));
  const { source, ...part } = await readPart(open, first, first + samples);
  const [fromSec, toSec, ofSec] = [first, first + samples, length].map((sample) => (sample / fs).toFixed(1));
  const note = `the part from ${fromSec} to ${toSec} s of a recording of ${ofSec} s`;
  return { record: { ...part, source: { ...source, notes: [...source.notes, note] } }, from: first };
}

function whole(record: EcgRecord): HeldRecord {
  return { opened: { head: recordHead(record), record, length: recordLength(record) }, part: { record, from: 0 } };
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
