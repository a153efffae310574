import { type Beat, type Beats, createBeatDetector } from '../beats/index.ts';
import { type OpenRecord, readPart } from '../record/index.ts';
import { measureHrv } from './hrv.ts';
import { type MeasuredRecord, measureRecord } from './measure-record.ts';
import { measureRhythm } from './rhythm.ts';
import type { WaveNetwork } from './wave-network-file.ts';

/**
 * `measureRecord` for a record of any length, in bounded memory: beats, rhythm and heart rate variability over all of it, a block at a
 * time; waves, intervals, amplitudes and quality on a part.
 *
 * @param from first sample of the part, of minutes at most
 * @param to behind its last
 * @throws EcgError `malformed-input` for a wrong checksum, and what reading throws
 */
export async function measureOpenRecord(
  network: WaveNetwork,
  open: OpenRecord,
  from: number,
  to: number,
): Promise<Omit<MeasuredRecord, 'beats' | 'waves'>> {
  const beats = await allBeats(open);
  const record = await readPart(open, from, to);
  const { measurements, quality } = await measureRecord(network, record, beatsWithin(beats, from, to));
  if (to - from === open.length) return { measurements, quality };
  return { measurements: { ...measurements, rhythm: measureRhythm(beats), hrv: measureHrv(beats) }, quality };
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
