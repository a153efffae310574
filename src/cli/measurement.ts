import { type Beat, type Beats, createBeatDetector } from '../beats/index.ts';
import { type Measurements, measureHrv, measureRecord, measureRhythm, type WaveNetwork } from '../features/index.ts';
import type { Quality } from '../quality/index.ts';
import type { OpenRecord } from '../record/index.ts';
import { openRecordFile } from '../record/node.ts';
import { type Envelope, envelope } from './envelope.ts';
import { type RecordHead, recordHead } from './record-head.ts';
import { type PartOptions, type RecordPart, readPart, recordPart } from './record-part.ts';

/** The result for one record, as `--json` prints it. */
export interface Measurement extends Envelope {
  readonly record: RecordHead;
  /** What waves, intervals, amplitudes and quality were measured on; rhythm and heart rate variability are of the whole record. */
  readonly part: RecordPart['sec'];
  readonly measurements: Measurements;
  readonly quality: Quality;
}

/**
 * Measures a record of any length: beats, rhythm and heart rate variability over all of it, a block at a time; waves, intervals,
 * amplitudes and quality on a part.
 *
 * @throws EcgError `invalid-argument` when the part begins behind the record; what reading it throws
 */
export async function measurementOf(path: string, network: WaveNetwork, part: PartOptions): Promise<Measurement> {
  const open = openRecordFile(path);
  const wanted = recordPart('measure', open, part);
  const { from, to, sec } = wanted;
  const beats = await allBeats(open);
  const record = await readPart(open, wanted);
  const { measurements, quality } = await measureRecord(network, record, beatsWithin(beats, from, to));
  return {
    ...envelope('measurements'),
    record: recordHead(open),
    part: sec,
    measurements:
      to - from < open.length
        ? { ...measurements, rhythm: measureRhythm(beats), hrv: measureHrv(beats) }
        : measurements,
    quality,
  };
}

async function allBeats(open: OpenRecord): Promise<Beats> {
  const { fs, leadNames, length } = open;
  const detector = createBeatDetector({ fs, leads: leadNames });
  const beats: Beat[] = [];
  for await (const block of open.blocks()) beats.push(...detector.push(block.leads));
  beats.push(...detector.finish());
  const reason = detector.reason();
  return { fs, length, leads: detector.usedLeads(), beats, ...(reason !== undefined && { reason }) };
}

function beatsWithin(all: Beats, from: number, to: number): Beats {
  const beats = all.beats.flatMap((beat) =>
    beat.sample >= from && beat.sample < to ? [{ ...beat, sample: beat.sample - from }] : [],
  );
  const { reason: none = 'no beat was found', ...rest } = all;
  return { ...rest, length: to - from, beats, ...(beats.length === 0 && { reason: none }) };
}
