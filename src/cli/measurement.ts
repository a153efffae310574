import { type Measurements, measureOpenRecord, type WaveNetwork } from '../features/index.ts';
import { type CriterionResult, judgeCriteria } from '../findings/index.ts';
import type { Quality } from '../quality/index.ts';
import { openRecordFile } from '../record/node.ts';
import { type RecordHead, recordHead } from '../report/index.ts';
import { type Envelope, envelope } from './envelope.ts';
import { type PartOptions, type RecordPart, recordPart } from './record-part.ts';

/** The result for one record, as `--json` prints it. */
export interface Measurement extends Envelope {
  readonly record: RecordHead;
  /** What waves, intervals, amplitudes and quality were measured on; rhythm and heart rate variability are of the whole record. */
  readonly part: RecordPart['sec'];
  readonly measurements: Measurements;
  readonly quality: Quality;
  /** ECG criteria on these measurements. */
  readonly criteria: readonly CriterionResult[];
}

/**
 * Measures a record of any length, as `measureOpenRecord`.
 *
 * @throws EcgError `invalid-argument` when the part begins behind the record; what reading it throws
 */
export async function measurementOf(path: string, network: WaveNetwork, part: PartOptions): Promise<Measurement> {
  const open = openRecordFile(path);
  const { from, to, sec } = recordPart('measure', open, part);
  const measured = await measureOpenRecord(network, open, from, to);
  const criteria = judgeCriteria({ measurements: measured.measurements, patient: open.patient });
  return { ...envelope('measurements'), record: recordHead(open), part: sec, ...measured, criteria };
}
