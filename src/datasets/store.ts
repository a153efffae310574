import { EcgError } from '../errors.ts';
import { type AmplitudeUnit, type EcgRecord, makeRecord, recordLength } from '../record/index.ts';
import type { DataSource } from './data-source.ts';
import { type EcgRow, patientOf } from './ecg-row.ts';

/** Counts per mV, or per standard deviation: a step is 1 µV, the range ± 32.767 mV. PTB-XL is stored so, without loss. */
export const COUNTS_PER_UNIT = 1000;

/** The count that stands for a missing sample, as in WFDB; NaN in a record. */
export const MISSING_COUNT = -32768;

/** The form that all records of a store share. */
export interface StoreLayout {
  /** Hz. */
  readonly fs: number;
  /** Names, in order. */
  readonly leads: readonly string[];
  /** Samples per lead. */
  readonly samples: number;
}

/**
 * A data set in memory: samples of all records, and their rows. Plain data; `structuredClone` and `postMessage` share `counts`
 * between threads instead of copying it.
 */
export interface EcgStore extends StoreLayout {
  /** `[records, leads, samples]`, in shared memory; an amplitude is count / `COUNTS_PER_UNIT`. */
  readonly counts: Int16Array;
  /** What the amplitudes of each record mean, `[records]`. */
  readonly units: readonly AmplitudeUnit[];
  /** `[records]` */
  readonly rows: readonly EcgRow[];
  readonly sources: readonly DataSource[];
}

/** Counts of one record in a layout: leads × samples. */
export function countsPerRecord({ leads, samples }: StoreLayout): number {
  return leads.length * samples;
}

/**
 * Writes a record into a store's form, leads found by name.
 *
 * @param counts where to, `[leads, samples]`
 * @param name what messages call the record
 * @throws EcgError `invalid-argument` when the record has another sampling rate or length, lacks a lead, or has an amplitude
 *   that 16 bits do not hold
 */
export function encodeRecord(record: EcgRecord, layout: StoreLayout, counts: Int16Array, name: string): void {
  const { fs, leads, samples } = layout;
  const refuse = (rule: string) => new EcgError('invalid-argument', `encodeRecord: ${name} must ${rule}`, { name });
  if (record.fs !== fs) throw refuse(`have ${fs} Hz, got ${record.fs} Hz`);
  if (recordLength(record) !== samples) throw refuse(`have ${samples} samples per lead, got ${recordLength(record)}`);
  leads.forEach((lead, l) => {
    const amplitudes = record.leads[lead];
    if (amplitudes === undefined) throw refuse(`have lead ${lead}, got ${Object.keys(record.leads).join(', ')}`);
    const outside = encodeLead(amplitudes, counts.subarray(l * samples, (l + 1) * samples));
    if (outside === undefined) return;
    const found = `${amplitudes[outside]} in lead ${lead} at sample ${outside}`;
    throw refuse(`stay within ±32.767 ${record.unit}, got ${found}`);
  });
}

/** Rounds amplitudes to counts; the index of the first that 16 bits do not hold, if any. */
function encodeLead(amplitudes: Float32Array, counts: Int16Array): number | undefined {
  for (let t = 0; t < amplitudes.length; t++) {
    // Halves go up, as by Math.round, which takes twice as long.
    const count = Math.floor((amplitudes[t] as number) * COUNTS_PER_UNIT + 0.5);
    if (count > 32767 || count < -32767) return t;
    counts[t] = Number.isNaN(count) ? MISSING_COUNT : count;
  }
  return undefined;
}

/**
 * One record of a store, amplitudes in its unit, missing samples NaN.
 *
 * @throws EcgError `invalid-argument` when there is no record at the index
 */
export function storeRecord(store: EcgStore, index: number): EcgRecord {
  const row = store.rows[index];
  const unit = store.units[index];
  if (row === undefined || unit === undefined) {
    const rule = `index must be from 0 to ${store.rows.length - 1}`;
    throw new EcgError('invalid-argument', `storeRecord: ${rule}, got ${index}`, { index });
  }
  const { fs, samples } = store;
  const start = index * countsPerRecord(store);
  const leads = store.leads.map((lead, l) => {
    const counts = store.counts.subarray(start + l * samples, start + (l + 1) * samples);
    return [lead, Float32Array.from(counts, toAmplitude)] as const;
  });
  const source = { format: 'store', name: String(row.ecgId), ...(row.recordedAt && { startTime: row.recordedAt }) };
  return makeRecord({ fs, unit, leads: Object.fromEntries(leads), patient: patientOf(row), source });
}

function toAmplitude(count: number): number {
  return count === MISSING_COUNT ? Number.NaN : count / COUNTS_PER_UNIT;
}
