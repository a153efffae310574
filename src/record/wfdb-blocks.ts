import { EcgError } from '../errors.ts';
import type { AmplitudeUnit, PatientFacts, RecordSource } from './ecg-record.ts';
import { parseWfdbHeader, type WfdbHeader } from './wfdb-header.ts';
import { toAmplitudes, type WfdbLead, wfdbLeads } from './wfdb-lead.ts';
import { parseWfdbPatient } from './wfdb-patient.ts';
import {
  byteRange,
  checksum16,
  decodeGroup,
  recordedSamples,
  type SignalGroup,
  signalGroups,
  verifyChecksum,
  type WfdbSignal,
} from './wfdb-signal.ts';
import { wfdbSource } from './wfdb-source.ts';

/** Bytes that are read in parts: a file, a `Blob`, a download by ranges. */
export interface ByteSource {
  readonly byteLength: number;
  /** The bytes from `start` to before `end`. */
  readonly slice: (start: number, end: number) => Uint8Array | Promise<Uint8Array>;
}

/** A stretch of a record. */
export interface RecordBlock {
  /** Index of its first sample in the record. */
  readonly from: number;
  /** As in `EcgRecord`: samples per lead, `[samples]`, all of one length; a missing sample is NaN. */
  readonly leads: Readonly<Record<string, Float32Array>>;
}

/** A record that stays in its files and is read in parts, for recordings of hours. What it says of itself is as in `EcgRecord`. */
export interface OpenRecord {
  /** Hz. */
  readonly fs: number;
  readonly unit: AmplitudeUnit;
  /** Names of the leads, in the order of the source. */
  readonly leadNames: readonly string[];
  /** Samples per lead. */
  readonly length: number;
  readonly patient: PatientFacts;
  /** Its notes are those of `readWfdb`, but for the number of missing samples, which only reading them tells. */
  readonly source: RecordSource;
  /**
   * The samples from `from` to before `to`, as `readWfdb` has them.
   *
   * @throws EcgError `invalid-argument` unless 0 ≤ from ≤ to ≤ length; what the source of the bytes throws
   */
  readonly read: (from: number, to: number) => Promise<RecordBlock>;
  /**
   * The whole record in blocks of `blockSamples` (65,536 unless said), of which the last may be shorter. After it, checksums are
   * verified as `readWfdb` does before.
   *
   * @throws EcgError `malformed-input` at the end, when a checksum is wrong; `invalid-argument`; what the source throws
   */
  readonly blocks: (options?: { readonly blockSamples?: number }) => AsyncGenerator<RecordBlock, void, void>;
}

/** With two leads, 1.4 MB at a time; smaller ones are slower to read. */
const BLOCK_SAMPLES = 65_536;

/** A group of signals and where its bytes come from. */
interface OpenFile {
  readonly group: SignalGroup;
  readonly bytes: ByteSource;
}

/**
 * Opens a WFDB record that is too long to be held in memory: reads what `readWfdb` reads, refuses what it refuses, with the same
 * samples to the bit, but in parts.
 *
 * @param headerBytes the `.hea` file
 * @param signalFile gives the source of a signal file's bytes by the name that the header uses
 * @throws EcgError as `readWfdb`, but for wrong checksums, which only the end of `blocks` can tell
 * @example
 * const header = new TextEncoder().encode('x 1 500 4\nx.dat 16 1000(0)/mV 16 0 500 1500 0 AVR\n');
 * const bytes = Uint8Array.of(0xf4, 0x01, 0x06, 0xff, 0xe8, 0x03, 0xfa, 0x00); // 500, -250, 1000 and 250 counts
 * const record = openWfdb(header, () => ({ byteLength: 8, slice: (start, end) => bytes.slice(start, end) }));
 * record.length // => 4
 * Array.from((await record.read(1, 3)).leads.aVR ?? []) // => [-0.25, 1]
 */
export function openWfdb(headerBytes: Uint8Array, signalFile: (name: string) => ByteSource): OpenRecord {
  const header = parseWfdbHeader(headerBytes);
  const { unit, leads, notes } = wfdbLeads(header);
  const files = signalGroups(header).map((group) => ({ group, bytes: signalFile(group.fileName) }));
  const { samples: length, notes: fileNotes } = recordedSamples(
    header,
    files.map(({ group, bytes }) => ({ group, byteLength: bytes.byteLength })),
  );
  return {
    fs: header.fs,
    unit,
    leadNames: leads.map(({ name }) => name),
    length,
    patient: parseWfdbPatient(header.comments),
    source: wfdbSource(header, [...fileNotes, ...notes]),
    read: async (from, to) => {
      if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= length)) {
        const rule = `from and to must be samples of record ${header.recordName}, 0 ≤ from ≤ to ≤ ${length}`;
        throw new EcgError('invalid-argument', `openWfdb: ${rule}, got ${from} and ${to}`, { from, to, length });
      }
      return toBlock(await readSignals(files, from, to), leads, from);
    },
    blocks: ({ blockSamples = BLOCK_SAMPLES } = {}) => {
      if (!(Number.isInteger(blockSamples) && blockSamples > 0)) {
        const rule = 'blockSamples must be a whole number above 0';
        throw new EcgError('invalid-argument', `openWfdb: ${rule}, got ${blockSamples}`, { blockSamples });
      }
      return blocksOf(header, files, leads, length, blockSamples);
    },
  };
}

async function readSignals(files: readonly OpenFile[], from: number, to: number): Promise<WfdbSignal[]> {
  const signals: WfdbSignal[] = [];
  for (const { group, bytes } of files) {
    const { start, end } = byteRange(group, from, to);
    signals.push(...decodeGroup(group, await bytes.slice(start, end), from, to));
  }
  return signals;
}

function toBlock(signals: readonly WfdbSignal[], leads: readonly WfdbLead[], from: number): RecordBlock {
  const amplitudes = leads.map(({ name, signal, line }) => {
    const { counts, invalidCount } = signals[signal] as WfdbSignal;
    return [name, toAmplitudes(line, counts, invalidCount).amplitudes];
  });
  return { from, leads: Object.fromEntries(amplitudes) };
}

async function* blocksOf(
  header: WfdbHeader,
  files: readonly OpenFile[],
  leads: readonly WfdbLead[],
  length: number,
  blockSamples: number,
): AsyncGenerator<RecordBlock, void, void> {
  const checksums = header.signals.map(() => 0);
  for (let from = 0; from < length; from += blockSamples) {
    const signals = await readSignals(files, from, Math.min(length, from + blockSamples));
    signals.forEach(({ counts }, i) => {
      checksums[i] = ((checksums[i] as number) + checksum16(counts)) & 0xffff;
    });
    yield toBlock(signals, leads, from);
  }
  header.signals.forEach((line, i) => {
    verifyChecksum(line, checksums[i] as number, header.samples !== undefined);
  });
}
