import { EcgError } from '../errors.ts';
import { type EcgRecord, recordLength } from '../record/index.ts';
import { createBeatDetector } from './beat-detector.ts';
import type { Beats } from './beats.ts';

/** What to look at. */
export interface DetectBeatsOptions {
  /** Names of leads; every lead of the record unless said. */
  readonly leads?: readonly string[];
}

/**
 * Finds the heartbeats of a record, looking at all leads together: in each, the energy between about 8 and 22 Hz is compared with what is
 * usual there, and leads in which QRS stands out more count more. The same as `createBeatDetector` with the record as one block.
 *
 * Works at 80 Hz to 10 kHz, at any amplitude and either sign, also in records without millivolts. Missing samples (NaN) are gaps. Where no lead
 * shows anything that stands out as QRS does, there is no beat but a `reason`.
 *
 * @throws EcgError `invalid-argument` for a lead that the record does not have
 * @example
 * detectBeats(makeRecord({ fs: 500, leads: { II: new Float32Array(5000) } })).reason // => 'every lead is flat or missing'
 */
export function detectBeats(record: EcgRecord, options: DetectBeatsOptions = {}): Beats {
  const names = options.leads ?? Object.keys(record.leads);
  for (const name of names) {
    if (record.leads[name] !== undefined) continue;
    const known = Object.keys(record.leads).join(', ');
    throw new EcgError('invalid-argument', `detectBeats: lead must be one of ${known}, got ${name}`, { name });
  }
  const detector = createBeatDetector({ fs: record.fs, leads: names });
  const beats = [...detector.push(record.leads), ...detector.finish()];
  const reason = detector.reason();
  return {
    fs: record.fs,
    length: recordLength(record),
    leads: detector.usedLeads(),
    beats,
    ...(reason !== undefined && { reason }),
  };
}
