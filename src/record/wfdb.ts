import { EcgError } from '../errors.ts';
import { type EcgRecord, makeRecord, recordLength } from './ecg-record.ts';
import { standardLeadName } from './leads.ts';
import { MAX_FS, parseWfdbHeader } from './wfdb-header.ts';
import { NO_UNIT, toAmplitudes, wfdbLeads } from './wfdb-lead.ts';
import { formatWfdbPatient, parseWfdbPatient } from './wfdb-patient.ts';
import { checksum16, readWfdbSignals, type WfdbSignal } from './wfdb-signal.ts';
import { wfdbSource } from './wfdb-source.ts';

/**
 * Reads a WFDB record: header, signal files of format 16 or 212, checksums. Amplitudes become millivolts, or stay as they are
 * where no signal is a voltage and some have the unit `NU` (`unit: 'normalised'`). Lead names become standard ones where they
 * can; a signal without description is named `signal 0`, `signal 1`, … by its place. Samples that the format marks as missing
 * become NaN.
 *
 * `source.notes` says what was left out or assumed: signals of other units (mmHg, Ohm, …, and `NU` beside voltages), missing
 * samples, WFDB's default gain of 200 counts per unit where the header states none, bytes beyond the stated length.
 *
 * @param headerBytes the `.hea` file
 * @param signalFile gives the bytes of a signal file by the name that the header uses; its errors pass through
 * @throws EcgError `malformed-input` for a broken header, a file that is too short, a wrong checksum, or two signals of one
 * name; `unsupported` for other formats, multi-segment records, several samples per frame, skew, no sampling rate, or no ECG
 * signal
 * @example
 * const header = new TextEncoder().encode('x 1 500 2\nx.dat 16 1000(0)/mV 16 0 500 250 0 AVR\n');
 * const record = readWfdb(header, () => Uint8Array.of(0xf4, 0x01, 0x06, 0xff)); // 500 and -250 counts
 * Array.from(record.leads.aVR ?? []) // => [0.5, -0.25]
 */
export function readWfdb(headerBytes: Uint8Array, signalFile: (name: string) => Uint8Array): EcgRecord {
  const header = parseWfdbHeader(headerBytes);
  const { unit, leads, notes: leadNotes } = wfdbLeads(header);
  const { signals, notes } = readWfdbSignals(header, signalFile);
  notes.push(...leadNotes);
  const amplitudes = leads.map(({ name, signal, line }) => {
    const { counts, invalidCount } = signals[signal] as WfdbSignal;
    const { amplitudes, missing } = toAmplitudes(line, counts, invalidCount);
    if (missing > 0) notes.push(`lead ${name}: ${missing} of ${counts.length} samples marked missing`);
    return [name, amplitudes];
  });
  return makeRecord({
    fs: header.fs,
    unit,
    leads: Object.fromEntries(amplitudes),
    patient: parseWfdbPatient(header.comments),
    source: wfdbSource(header, notes),
  });
}

/**
 * Writes a record as WFDB: a header and one signal file of format 16 with checksums, that `readWfdb` and the WFDB programs
 * read. Amplitudes are rounded to a count, so that they come back within half a count; NaN is written as missing.
 *
 * Of `patient`, age and sex are written, as comments in the form of the CinC challenges; comments of the source that state
 * another age or sex are left out. `source.notes` is not written.
 *
 * @param name record name: letters, digits, `_` and `-`
 * @param options.countsPerUnit resolution in counts per mV (or per unit of a `normalised` record), by default 1000: 1 µV, and
 * amplitudes up to ±32.767 mV
 * @returns the bytes of each file by its name, `name.hea` and `name.dat`
 * @throws EcgError `invalid-argument` for an empty record, a name WFDB cannot hold, a sampling rate above 50 kHz, or an
 * amplitude beyond the range
 * @example
 * const record = makeRecord({ fs: 500, leads: { I: Float32Array.of(0.5, -0.25) } });
 * const files = writeWfdb(record, 'demo');
 * new TextDecoder().decode(files['demo.hea']).split('\n')[0] // => 'demo 1 500 2'
 * Array.from(files['demo.dat'] ?? []) // => [0xf4, 0x01, 0x06, 0xff]
 */
export function writeWfdb(
  record: EcgRecord,
  name: string,
  options: { readonly countsPerUnit?: number } = {},
): Record<string, Uint8Array> {
  const { countsPerUnit = 1000 } = options;
  checkWritable(record, name, countsPerUnit);
  const leads = Object.entries(record.leads).map(([lead, amplitudes]) => ({
    lead,
    counts: toCounts(amplitudes, lead, countsPerUnit),
  }));
  const unit = record.unit === 'mV' ? 'mV' : NO_UNIT;
  const recordFields = [name, leads.length, record.fs, recordLength(record), record.source.startTime ?? ''];
  const lines = [
    recordFields.join(' ').trim(),
    ...leads.map(({ lead, counts }) => {
      const checksum = (checksum16(counts) << 16) >> 16; // signed, as the WFDB library writes it
      return `${name}.dat 16 ${countsPerUnit}(0)/${unit} 16 0 ${counts[0]} ${checksum} 0 ${lead}`;
    }),
    ...commentLines(record).map((comment) => `#${comment}`),
  ];
  return {
    [`${name}.hea`]: new TextEncoder().encode(`${lines.join('\n')}\n`),
    [`${name}.dat`]: interleave16(leads.map(({ counts }) => counts)),
  };
}

/** Everything that would make a header that cannot be read back as it was. */
function checkWritable(record: EcgRecord, name: string, countsPerUnit: number) {
  if (!/^[\w-]+$/.test(name)) throw notWritable('the name must be letters, digits, _ and -', JSON.stringify(name));
  if (recordLength(record) === 0) throw notWritable('a record must have samples', '0');
  if (record.fs > MAX_FS) throw notWritable(`fs must be at most ${MAX_FS} Hz`, record.fs);
  if (!(countsPerUnit >= 1e-6 && countsPerUnit <= 1e9)) {
    throw notWritable('countsPerUnit must lie in [1e-6, 1e9]', countsPerUnit);
  }
  for (const lead of Object.keys(record.leads)) {
    if (lead !== standardLeadName(lead) || lead === '' || /[\r\n]/.test(lead)) {
      throw notWritable('a lead must have its standard name or another trimmed line', JSON.stringify(lead));
    }
  }
  if (/[\r\n]/.test(record.source.startTime ?? '')) {
    throw notWritable('the start time must be one line', JSON.stringify(record.source.startTime));
  }
}

function toCounts(amplitudes: Float32Array, lead: string, countsPerUnit: number): Int16Array {
  const counts = new Int16Array(amplitudes.length);
  for (let i = 0; i < amplitudes.length; i++) {
    const amplitude = amplitudes[i] as number;
    const count = Math.round(amplitude * countsPerUnit);
    if (Math.abs(count) > 32767) {
      throw notWritable(
        `lead ${lead} must stay within ±32767 counts at ${countsPerUnit} per unit`,
        `${amplitude} at sample ${i}`,
      );
    }
    counts[i] = Number.isNaN(count) ? -32768 : count;
  }
  return counts;
}

function interleave16(signals: readonly Int16Array[]): Uint8Array {
  const samples = signals[0]?.length ?? 0;
  const view = new DataView(new ArrayBuffer(2 * samples * signals.length));
  signals.forEach((counts, s) => {
    for (let i = 0; i < samples; i++) view.setInt16(2 * (i * signals.length + s), counts[i] as number, true);
  });
  return new Uint8Array(view.buffer);
}

function commentLines({ source, patient }: EcgRecord): string[] {
  const lines = source.comments.flatMap((comment) => comment.split(/\r?\n|\r/));
  const stated = formatWfdbPatient(parseWfdbPatient(lines)).join('\n');
  const facts = formatWfdbPatient(patient);
  if (stated === facts.join('\n')) return lines;
  return [...lines.filter((line) => formatWfdbPatient(parseWfdbPatient([line])).length === 0), ...facts];
}

function notWritable(rule: string, got: unknown): EcgError {
  return new EcgError('invalid-argument', `writeWfdb: ${rule}, got ${got}`, { got });
}
