import { EcgError } from '../errors.ts';
import type { WfdbHeader, WfdbSignalLine } from './wfdb-header.ts';

/** How one storage format packs samples into bytes. */
interface StorageFormat {
  /** Bytes that hold `count` samples. */
  readonly byteLength: (count: number) => number;
  /** Samples that `bytes` bytes can hold. */
  readonly sampleCount: (bytes: number) => number;
  /** The count that marks a sample as missing. */
  readonly invalidCount: number;
  /** The counts of each of `signals` signals, `samples` of each, which the bytes hold in turn. */
  readonly decode: (bytes: Uint8Array, signals: number, samples: number) => Int16Array[];
}

/** The formats that are read; `signal(5)` of the WFDB Applications Guide describes all. */
const STORAGE_FORMATS = new Map<number, StorageFormat>([
  [
    16,
    {
      byteLength: (count) => 2 * count,
      sampleCount: (bytes) => Math.floor(bytes / 2),
      invalidCount: -32768,
      decode: decode16,
    },
  ],
  [
    212,
    {
      byteLength: (count) => Math.ceil(1.5 * count),
      sampleCount: (bytes) => Math.floor(bytes / 1.5),
      invalidCount: -2048,
      decode: decode212,
    },
  ],
]);

/** The samples of one signal as stored. */
export interface WfdbSignal {
  readonly line: WfdbSignalLine;
  /** Counts of the converter, `[samples]`. */
  readonly counts: Int16Array;
  /** The count that marks a missing sample in this signal's format. */
  readonly invalidCount: number;
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
  const notes: string[] = [];
  const groups = groupByFile(header.signals).map((lines) => ({ lines, format: groupFormat(lines) }));
  const signals = groups.flatMap(({ lines, format }) => {
    const { fileName } = lines[0] as WfdbSignalLine;
    return readGroup(lines, format, signalFile(fileName), header.samples, notes);
  });
  const lengths = new Set(signals.map(({ counts }) => counts.length));
  if (lengths.size > 1 || lengths.has(0)) {
    const rule = `the signals of record ${header.recordName} must have one length above 0`;
    throw malformed(`${rule}, got ${[...lengths].join(', ')} samples`, { lengths: [...lengths] });
  }
  return { signals, notes };
}

/** The signals of one file are listed one after the other and stored interleaved. */
function groupByFile(lines: readonly WfdbSignalLine[]): WfdbSignalLine[][] {
  const groups: WfdbSignalLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.fileName === line.fileName) last.push(line);
    else groups.push([line]);
  }
  const names = groups.map((group) => group[0]?.fileName);
  const torn = names.find((name, i) => names.indexOf(name) !== i);
  if (torn !== undefined) throw malformed(`signals of one file must be listed together, got ${torn} twice`);
  return groups;
}

function readGroup(
  lines: readonly WfdbSignalLine[],
  format: StorageFormat,
  bytes: Uint8Array,
  statedSamples: number | undefined,
  notes: string[],
): WfdbSignal[] {
  const { fileName, byteOffset } = lines[0] as WfdbSignalLine;
  const available = Math.max(0, bytes.length - byteOffset);
  const samples = statedSamples ?? Math.floor(format.sampleCount(available) / lines.length);
  const needed = byteOffset + format.byteLength(samples * lines.length);
  if (needed > bytes.length) {
    throw malformed(`${fileName} must have ${needed} bytes, got ${bytes.length}`, {
      file: fileName,
      expected: needed,
      actual: bytes.length,
    });
  }
  const unread = bytes.length - needed;
  // Format 212 may pad an odd sample with one byte.
  if (unread > 1) notes.push(`${fileName}: ${unread} bytes after the last sample not read`);

  const decoded = format.decode(bytes.subarray(byteOffset), lines.length, samples);
  return lines.map((line, i) => {
    const counts = decoded[i] as Int16Array;
    verifyChecksum(line, counts, statedSamples !== undefined);
    return { line, counts, invalidCount: format.invalidCount };
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

/** 16-bit two's complement, low byte first. */
function decode16(bytes: Uint8Array, signals: number, samples: number): Int16Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: signals }, (_, signal) => {
    const counts = new Int16Array(samples);
    for (let i = 0, at = 2 * signal; i < samples; i++, at += 2 * signals) counts[i] = view.getInt16(at, true);
    return counts;
  });
}

/**
 * Two 12-bit samples in three bytes: the low byte of the first, the high four bits of both (the first's below), the low byte
 * of the second. A last sample without a partner takes two bytes.
 */
function decode212(bytes: Uint8Array, signals: number, samples: number): Int16Array[] {
  return Array.from({ length: signals }, (_, signal) => {
    const counts = new Int16Array(samples);
    for (let i = 0, place = signal; i < samples; i++, place += signals) {
      const isSecond = (place & 1) === 1;
      const at = 3 * (place >>> 1);
      const both = bytes[at + 1] as number;
      const high = isSecond ? both >> 4 : both & 0x0f;
      const low = bytes[isSecond ? at + 2 : at] as number;
      // Shifted to the top of 32 bits and back, bit 11 becomes the sign.
      counts[i] = (((high << 8) | low) << 20) >> 20;
    }
    return counts;
  });
}

function verifyChecksum(
  { fileName, description, checksum }: WfdbSignalLine,
  counts: Int16Array,
  lengthStated: boolean,
) {
  if (checksum === undefined || (checksum === 0 && !lengthStated)) return;
  const actual = checksum16(counts);
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

function malformed(rule: string, details: Record<string, unknown> = {}): EcgError {
  return new EcgError('malformed-input', `readWfdb: ${rule}`, details);
}

function unsupported(rule: string, details: Record<string, unknown>): EcgError {
  return new EcgError('unsupported', `readWfdb: ${rule}`, details);
}
