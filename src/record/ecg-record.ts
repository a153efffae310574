import { EcgError } from '../errors.ts';

/**
 * What the amplitudes of a record mean. `mV` is the rule; `normalised` is for sources whose millivolts are lost (standard
 * deviations per lead, WFDB unit `NU`), which nothing that needs a voltage accepts.
 */
export type AmplitudeUnit = 'mV' | 'normalised';

/** Facts about the patient that a source states. Absent means not stated. */
export interface PatientFacts {
  readonly id?: string;
  /** Years. Sources that hide the age of the oldest (PTB-XL: 300) are read as 90 with `ageIsLowerBound`. */
  readonly ageYears?: number;
  readonly ageIsLowerBound?: boolean;
  readonly sex?: 'male' | 'female';
  readonly heightCm?: number;
  readonly weightKg?: number;
}

/** Where a record came from, for messages and for provenance. */
export interface RecordSource {
  /** `wfdb`, `simulated`, … */
  readonly format: string;
  /** Record name, as the source gives it. */
  readonly name: string;
  /** Comment lines of the source, without their marker. */
  readonly comments: readonly string[];
  /** Start of the recording, as the source writes it. */
  readonly startTime?: string;
  /** What the reader left out or changed, in words: signals that are no ECG, samples marked invalid. */
  readonly notes: readonly string[];
}

/**
 * One recording: equally sampled leads by name. Plain data that survives `structuredClone`; never mutated.
 *
 * Lead names are the standard ones (`I II III aVR aVL aVF V1 … V6`) where the source's name can be told to mean one of them
 * (`AVR`, `avr`); others stay as the source writes them (`MLII`).
 */
export interface EcgRecord {
  /** Sampling rate in Hz. */
  readonly fs: number;
  readonly unit: AmplitudeUnit;
  /** Samples per lead, `[samples]`, all of one length, in the order of the source. A missing sample is NaN. */
  readonly leads: Readonly<Record<string, Float32Array>>;
  readonly patient: PatientFacts;
  readonly source: RecordSource;
}

/** The parts a record is made of; `makeRecord` fills in the rest. */
export interface RecordParts {
  readonly fs: number;
  readonly unit?: AmplitudeUnit;
  readonly leads: Readonly<Record<string, Float32Array>>;
  readonly patient?: PatientFacts;
  readonly source?: Partial<RecordSource>;
}

/**
 * Checks the parts of a record and puts them together.
 *
 * @throws EcgError `invalid-argument` when there is no lead, a lead's length differs, or `fs` is not positive and finite
 * @example
 * makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } }).unit // => 'mV'
 */
export function makeRecord(parts: RecordParts): EcgRecord {
  const { fs, unit = 'mV', leads, patient = {}, source = {} } = parts;
  if (!(Number.isFinite(fs) && fs > 0)) {
    throw new EcgError('invalid-argument', `makeRecord: fs must be a positive number of Hz, got ${fs}`, { fs });
  }
  const [first, ...others] = Object.entries(leads);
  if (first === undefined) throw new EcgError('invalid-argument', 'makeRecord: a record needs a lead, got none');
  for (const [name, samples] of others) {
    if (samples.length !== first[1].length) {
      throw new EcgError(
        'invalid-argument',
        `makeRecord: lead ${name} has ${samples.length} samples, expected ${first[1].length} as lead ${first[0]}`,
        { lead: name, samples: samples.length, expected: first[1].length },
      );
    }
  }
  return {
    fs,
    unit,
    leads,
    patient,
    source: { format: 'memory', name: 'unnamed', comments: [], notes: [], ...source },
  };
}

/** Samples per lead. */
export function recordLength(record: EcgRecord): number {
  return Object.values(record.leads)[0]?.length ?? 0;
}
