import { EcgError } from '../errors.ts';
import { decodeWfdbText } from './wfdb-text.ts';

/** One signal specification line of a WFDB header. */
export interface WfdbSignalLine {
  readonly fileName: string;
  /** How samples are stored: 16, 212, … */
  readonly format: number;
  /** Samples of this signal in each frame; more than 1 where signals have different rates. */
  readonly samplesPerFrame: number;
  /** Frames by which this signal is stored late. */
  readonly skew: number;
  /** Bytes before the first sample, as in the `.mat` files of the CinC challenges (`16+24`). */
  readonly byteOffset: number;
  /** Counts per unit. Absent where the header states none, or 0, which is WFDB's mark for an uncalibrated signal. */
  readonly gain?: number;
  /** The count that stands for 0 units; `adcZero` where the header states none. */
  readonly baseline: number;
  /** As written; `mV` where the header states none. */
  readonly unit: string;
  readonly adcResolution?: number;
  readonly adcZero: number;
  readonly initialValue?: number;
  /** Sum of all samples, of which only the last 16 bits count; written signed or unsigned. */
  readonly checksum?: number;
  readonly blockSize?: number;
  /** Usually the name of the lead; empty where the header states none. */
  readonly description: string;
}

/** The header of a WFDB record with one segment. */
export interface WfdbHeader {
  readonly recordName: string;
  /** Frames per second, in Hz. */
  readonly fs: number;
  readonly counterFrequency?: number;
  readonly baseCounter?: number;
  /** Samples per signal. Absent where the header states none, or 0: the signal files tell. */
  readonly samples?: number;
  /** Time and date of the first sample as written; sources differ in order and form. */
  readonly startTime?: string;
  readonly signals: readonly WfdbSignalLine[];
  /** All comment lines, without `#` and surrounding spaces. */
  readonly comments: readonly string[];
}

/** No ECG is sampled faster; a larger figure is a broken header. */
export const MAX_FS = 50_000;

const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?`;
const FREQUENCY = new RegExp(String.raw`^(${NUMBER})(?:/(${NUMBER})(?:\((${NUMBER})\))?)?$`);
const STORAGE = /^(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?$/;
const GAIN = new RegExp(String.raw`^(${NUMBER})(?:\(([-+]?\d+)\))?(?:/(\S+))?$`);

/**
 * Reads a WFDB header (`header(5)` of the WFDB Applications Guide). Text is UTF-8, or Latin-1 where it is not valid UTF-8
 * (`µV` in files converted from EDF).
 *
 * WFDB would assume 250 Hz for a header that states no sampling rate; here such a header is refused, because every duration
 * that is measured hangs on it.
 *
 * @throws EcgError `malformed-input` for text that does not follow the format, a rate outside (0, 50 kHz], or signal lines
 * that are fewer or more than announced; `unsupported` for a multi-segment record or a header without sampling rate
 * @example
 * const header = parseWfdbHeader(new TextEncoder().encode('100 1 360 650000\n100.dat 212 200 11 1024 995 -22131 0 MLII\n'));
 * header.fs // => 360
 * header.signals[0]?.baseline // => 1024
 */
export function parseWfdbHeader(bytes: Uint8Array): WfdbHeader {
  const lines = decodeWfdbText(bytes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [recordLine, ...signalLines] = lines.filter((line) => !line.startsWith('#'));
  if (recordLine === undefined) throw malformed('a header must have a record line, got none');
  const record = parseRecordLine(recordLine);
  if (signalLines.length !== record.signalCount) {
    throw malformed(
      `record ${record.recordName} must have ${record.signalCount} signal lines, got ${signalLines.length}`,
      { expected: record.signalCount, actual: signalLines.length },
    );
  }
  const { signalCount: _, ...rest } = record;
  return {
    ...rest,
    signals: signalLines.map(parseSignalLine),
    comments: lines.filter((line) => line.startsWith('#')).map((line) => line.slice(1).trim()),
  };
}

/** `name[/segments] signals fs[/counter[(base)]] [samples] [time] [date]` */
function parseRecordLine(line: string): Omit<WfdbHeader, 'signals' | 'comments'> & { signalCount: number } {
  const [recordName = '', signalCount, frequency, samples, startTime] = splitFields(line, 5);
  if (/\/\d+$/.test(recordName)) {
    throw new EcgError('unsupported', `parseWfdbHeader: multi-segment records are not read, got ${recordName}`, {
      line,
    });
  }
  if (signalCount === undefined) throw malformed('a record line must state the number of signals', { line });
  if (frequency === undefined) {
    const rule = `the header must state a sampling rate, got none in record ${recordName}`;
    throw new EcgError('unsupported', `parseWfdbHeader: ${rule}`, { line });
  }
  const [, fs, counterFrequency, baseCounter] = FREQUENCY.exec(frequency) ?? [];
  if (!(Number(fs) > 0 && Number(fs) <= MAX_FS)) {
    throw malformed(`the sampling rate must lie in (0, ${MAX_FS}] Hz, got ${frequency}`, { line });
  }
  const sampleCount = samples === undefined ? 0 : naturalNumber(samples, 'number of samples', line);
  return {
    recordName,
    signalCount: naturalNumber(signalCount, 'number of signals', line),
    fs: Number(fs),
    ...(counterFrequency !== undefined && { counterFrequency: Number(counterFrequency) }),
    ...(baseCounter !== undefined && { baseCounter: Number(baseCounter) }),
    ...(sampleCount > 0 && { samples: sampleCount }),
    ...(startTime !== undefined && { startTime }),
  };
}

/** `file format[xframe][:skew][+offset] gain[(baseline)][/unit] resolution zero initial checksum block description` */
function parseSignalLine(line: string): WfdbSignalLine {
  const [fileName = '', storage, gainField, ...fields] = splitFields(line, 9);
  const [, format, samplesPerFrame, skew, byteOffset] = STORAGE.exec(storage ?? '') ?? [];
  if (format === undefined) {
    throw malformed(`the format of ${fileName} must be a number, got ${storage ?? 'none'}`, { line });
  }
  const gain = gainField === undefined ? [] : GAIN.exec(gainField);
  if (gain === null || !isPlausibleGain(Number(gain[1] ?? 0))) {
    throw malformed(`a gain must read gain(baseline)/unit, got ${gainField}`, { line });
  }
  const integers = fields.slice(0, 5).map((field, i) => integer(field, INTEGER_FIELDS[i] as string, line));
  const [adcResolution, adcZero = 0, initialValue, checksum, blockSize] = integers;
  return {
    fileName,
    format: Number(format),
    samplesPerFrame: Number(samplesPerFrame ?? 1),
    skew: Number(skew ?? 0),
    byteOffset: Number(byteOffset ?? 0),
    ...(Number(gain[1] ?? 0) !== 0 && { gain: Number(gain[1]) }),
    baseline: gain[2] === undefined ? adcZero : integer(gain[2], 'baseline', line),
    unit: gain[3] ?? 'mV',
    ...(adcResolution !== undefined && { adcResolution }),
    adcZero,
    ...(initialValue !== undefined && { initialValue }),
    ...(checksum !== undefined && { checksum }),
    ...(blockSize !== undefined && { blockSize }),
    description: fields[5] ?? '',
  };
}

const INTEGER_FIELDS = ['ADC resolution', 'ADC zero', 'initial value', 'checksum', 'block size'];

/** The fields of a line; where there are more than `count`, the last keeps the rest with its inner spaces. */
function splitFields(line: string, count: number): string[] {
  const fields = line.split(/\s+/);
  if (fields.length <= count) return fields;
  const before = new RegExp(String.raw`^(?:\S+\s+){${count - 1}}`).exec(line)?.[0] ?? '';
  return [...fields.slice(0, count - 1), line.slice(before.length)];
}

/** Zero means none; beyond the limits a sample would leave the range of 32-bit floats, or all of them become zero. */
function isPlausibleGain(gain: number): boolean {
  return gain === 0 || (Math.abs(gain) >= 1e-9 && Math.abs(gain) <= 1e12);
}

function integer(field: string, what: string, line: string): number {
  const value = /^[-+]?\d+$/.test(field) ? Number(field) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw malformed(`the ${what} must be an integer, got ${field}`, { line });
  return value;
}

function naturalNumber(field: string, what: string, line: string): number {
  const value = integer(field, what, line);
  if (value < 0) throw malformed(`the ${what} must not be negative, got ${field}`, { line });
  return value;
}

function malformed(rule: string, details: Record<string, unknown> = {}): EcgError {
  return new EcgError('malformed-input', `parseWfdbHeader: ${rule}`, details);
}
