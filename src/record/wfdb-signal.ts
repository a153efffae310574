import { EcgError } from '../errors.ts';
import type { WfdbHeader, WfdbSignalLine } from './wfdb-header.ts';
import { STORAGE_FORMATS, type StorageFormat } from './wfdb-storage.ts';

/** The samples of one signal as stored. */
export interface WfdbSignal {
  readonly line: WfdbSignalLine;
  /** Counts of the converter, `[samples]`. */
  readonly counts: Int16Array;
  /** The count that marks a missing sample in this signal's format. */
  readonly invalidCount: number;
}

/** The signals of one file, which are stored interleaved in one format. */
export interface SignalGroup {
  readonly fileName: string;
  readonly byteOffset: number;
  readonly lines: readonly WfdbSignalLine[];
  readonly format: StorageFormat;
}

/**
 * Reads the signal files of a WFDB record: formats 16 and 212, one file or several, byte offsets. Checksums are verified where
 * the header states them; a checksum of 0 in a header without length is WFDB's placeholder and says nothing.
 *
 * @param signalFile gives the bytes of a signal file by the name that the header uses
 * @returns the signals in the header's order, all of one length, and notes on bytes that were not read
 * @throws EcgError `unsupported` for other formats, several samples per frame, or skew; `malformed-input` for a file that is
 * shorter than the header says, a wrong checksum, or signals of unequal or no length
 */
export function readWfdbSignals(
  header: WfdbHeader,
  signalFile: (name: string) => Uint8Array,
): { signals: WfdbSignal[]; notes: string[] } {
  const files = signalGroups(header).map((group) => ({ group, bytes: signalFile(group.fileName) }));
  const { samples, notes } = recordedSamples(
    header,
    files.map(({ group, bytes }) => ({ group, byteLength: bytes.length })),
  );
  const signals = files.flatMap(({ group, bytes }) => {
    const { start, end } = byteRange(group, 0, samples);
    return decodeGroup(group, bytes.subarray(start, end), 0, samples);
  });
  for (const { line, counts } of signals) verifyChecksum(line, checksum16(counts), header.samples !== undefined);
  return { signals, notes };
}

/**
 * The signals by the file that holds them, checked: those of one file are listed one after the other.
 *
 * @throws EcgError as `readWfdbSignals`, for what the header alone tells
 */
export function signalGroups(header: WfdbHeader): SignalGroup[] {
  const groups: WfdbSignalLine[][] = [];
  for (const line of header.signals) {
    const last = groups.at(-1);
    if (last?.[0]?.fileName === line.fileName) last.push(line);
    else groups.push([line]);
  }
  const names = groups.map((group) => group[0]?.fileName);
  const torn = names.find((name, i) => names.indexOf(name) !== i);
  if (torn !== undefined) throw malformed(`signals of one file must be listed together, got ${torn} twice`);
  return groups.map((lines) => {
    const { fileName, byteOffset } = lines[0] as WfdbSignalLine;
    return { fileName, byteOffset, lines, format: groupFormat(lines) };
  });
}

function groupFormat(lines: readonly WfdbSignalLine[]): StorageFormat {
  const first = lines[0] as WfdbSignalLine;
  for (const { fileName, format, byteOffset, samplesPerFrame, skew } of lines) {
    if (format !== first.format || byteOffset !== first.byteOffset) {
      throw malformed(`signals of ${fileName} must share one format and offset, got ${format} and ${first.format}`);
    }
    if (samplesPerFrame !== 1) {
      throw unsupported(`signals must have one sample per frame, got ${samplesPerFrame} in ${fileName}`, { fileName });
    }
    if (skew !== 0) throw unsupported(`signals must have no skew, got ${skew} in ${fileName}`, { fileName, skew });
  }
  const format = STORAGE_FORMATS.get(first.format);
  if (format !== undefined) return format;
  const read = [...STORAGE_FORMATS.keys()].join(' and ');
  throw unsupported(`WFDB formats ${read} are read, got format ${first.format} in ${first.fileName}`, {
    fileName: first.fileName,
    format: first.format,
  });
}

/**
 * Samples per signal: what the header states, or what the files hold, and notes on bytes beyond.
 *
 * @throws EcgError `malformed-input` for a file that is too short, or signals of unequal or no length
 */
export function recordedSamples(
  header: WfdbHeader,
  files: readonly { readonly group: SignalGroup; readonly byteLength: number }[],
): { samples: number; notes: string[] } {
  const notes: string[] = [];
  const lengths = new Set(
    files.map(({ group, byteLength }) => {
      const { fileName, format, byteOffset, lines } = group;
      const available = Math.max(0, byteLength - byteOffset);
      const samples = header.samples ?? Math.floor(format.sampleCount(available) / lines.length);
      const { end } = byteRange(group, 0, samples);
      if (end > byteLength) throw tooShort(fileName, end, byteLength);
      // Format 212 may pad an odd sample with one byte.
      if (byteLength - end > 1) notes.push(`${fileName}: ${byteLength - end} bytes after the last sample not read`);
      return samples;
    }),
  );
  const [samples = 0] = lengths;
  if (lengths.size === 1 && samples > 0) return { samples, notes };
  const rule = `the signals of record ${header.recordName} must have one length above 0`;
  throw malformed(`${rule}, got ${[...lengths].join(', ')} samples`, { lengths: [...lengths] });
}

/** The bytes of a group's file that hold its samples from `from` to before `to`, and perhaps a sample before them. */
export function byteRange(
  { byteOffset, lines, format }: SignalGroup,
  from: number,
  to: number,
): { start: number; end: number } {
  const firstPlace = from * lines.length;
  return {
    start: byteOffset + format.byteLength(firstPlace - (firstPlace % format.packed)),
    end: byteOffset + format.byteLength(to * lines.length),
  };
}

/**
 * Decodes the bytes that `byteRange(group, from, to)` names.
 *
 * @throws EcgError `malformed-input` where there are fewer
 */
export function decodeGroup(group: SignalGroup, bytes: Uint8Array, from: number, to: number): WfdbSignal[] {
  const { fileName, lines, format } = group;
  const { start, end } = byteRange(group, from, to);
  if (bytes.length < end - start) throw tooShort(fileName, end, start + bytes.length);
  const skipped = (from * lines.length) % format.packed;
  const decoded = format.decode(bytes, lines.length, to - from, skipped);
  return lines.map((line, i) => ({ line, counts: decoded[i] as Int16Array, invalidCount: format.invalidCount }));
}

/**
 * Compares a checksum with the one that the header states for a signal.
 *
 * @param lengthStated whether the header states the length; otherwise a checksum of 0 is a placeholder
 * @throws EcgError `malformed-input` when they differ
 */
export function verifyChecksum(line: WfdbSignalLine, actual: number, lengthStated: boolean): void {
  const { fileName, description, checksum } = line;
  if (checksum === undefined || (checksum === 0 && !lengthStated)) return;
  const expected = ((checksum % 65536) + 65536) % 65536;
  if (actual === expected) return;
  throw malformed(`the checksum of ${description || 'a signal'} in ${fileName} must be ${expected}, got ${actual}`, {
    file: fileName,
    signal: description,
    expected,
    actual,
  });
}

/** Sum of the samples modulo 65536, missing ones included as they are stored. */
export function checksum16(counts: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum = (sum + (counts[i] as number)) | 0;
  return sum & 0xffff;
}

function tooShort(file: string, expected: number, actual: number): EcgError {
  return malformed(`${file} must have ${expected} bytes, got ${actual}`, { file, expected, actual });
}

function malformed(rule: string, details: Record<string, unknown> = {}): EcgError {
  return new EcgError('malformed-input', `readWfdb: ${rule}`, details);
}

function unsupported(rule: string, details: Record<string, unknown>): EcgError {
  return new EcgError('unsupported', `readWfdb: ${rule}`, details);
}
