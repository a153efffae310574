import { type Beats, detectBeats } from '../beats/index.ts';
import { assessQuality, type Quality } from '../quality/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { delineate } from './delineate.ts';
import { type Measurements, measure } from './measure.ts';
import type { WaveNetwork } from './wave-network-file.ts';
import type { Delineation } from './waves.ts';

/** A record's measurements, and what they were made from. */
export interface MeasuredRecord {
  readonly beats: Beats;
  readonly quality: Quality;
  readonly waves: Delineation;
  readonly measurements: Measurements;
}

/**
 * The whole way from a record to its measurements: beats, quality, waves, `measure`.
 *
 * @param network from `openWaveNetwork` of `einthoven/node`, or `loadWaveNetwork`
 * @param record of minutes at most
 * @param beats where they are known already
 */
export async function measureRecord(
  network: WaveNetwork,
  record: EcgRecord,
  beats: Beats = detectBeats(record),
): Promise<MeasuredRecord> {
  const quality = assessQuality(record, beats);
  const waves = await delineate(network, record, beats);
  return { beats, quality, waves, measurements: measure(record, { beats, quality, waves }) };
}
