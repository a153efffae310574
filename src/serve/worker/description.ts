import type { OpenRecord } from '../../record/index.ts';

/** What a stored record is: everything about it but its samples. */
export interface RecordDescription extends Pick<OpenRecord, 'fs' | 'unit' | 'patient' | 'source'> {
  /** Names, in the order of the waveform. */
  readonly leads: readonly string[];
  /** Per lead. */
  readonly samples: number;
  /** What was diagnosed, measured and judged: the first minute, or all of a shorter record. */
  readonly part: { readonly fromSec: number; readonly toSec: number };
}

/** Networks and measurements of waves are made for records of seconds to minutes. */
const MOST_PART_SEC = 60;

/** Describes a record that came in. */
export function describe({ fs, unit, patient, source, leadNames, length }: OpenRecord): RecordDescription {
  const toSec = partSamples({ fs, samples: length }) / fs;
  return { fs, unit, patient, source, leads: leadNames, samples: length, part: { fromSec: 0, toSec } };
}

/** How many samples the part has. */
export function partSamples({ fs, samples }: Pick<RecordDescription, 'fs' | 'samples'>): number {
  return Math.min(samples, Math.round(MOST_PART_SEC * fs));
}
