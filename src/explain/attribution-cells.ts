import type { Attribution } from './attribution.ts';
import { type FiducialBeats, SEGMENTS, type Segment, segmentOfSamples } from './segments.ts';

/** Attribution of one segment of all beats in one lead. */
export interface AttributionCell {
  readonly lead: string;
  readonly segment: Segment;
  /** Sum of the values: log-odds, of signed methods. */
  readonly sum: number;
  /** Part of the magnitude of all leads and segments, 0 to 1. */
  readonly share: number;
  /** Part of the samples of all leads and segments, 0 to 1. */
  readonly durationShare: number;
}

/**
 * Attribution gathered by segment of the beat and lead, over what the windows saw: lead by lead, segments in the order of `SEGMENTS`. A
 * segment that no beat has is left out.
 *
 * @throws EcgError `invalid-argument` without a beat
 */
export function attributionCells(attribution: Attribution, beats: FiducialBeats): readonly AttributionCell[] {
  const { fs, leads, seenSec } = attribution;
  const length = Object.values(leads)[0]?.length ?? 0;
  const segments = segmentOfSamples(beats, fs, length);
  const [from, to] = [Math.round(seenSec.fromSec * fs), Math.round(seenSec.toSec * fs)];
  const found = Object.entries(leads).flatMap(([lead, values]) => {
    const sums = SEGMENTS.map((segment) => ({ lead, segment, sum: 0, magnitude: 0, samples: 0 }));
    for (let i = from; i < to; i++) {
      const cell = sums[segments[i] as number] as (typeof sums)[number];
      const value = values[i] as number;
      cell.sum += value;
      cell.magnitude += Math.abs(value);
      cell.samples++;
    }
    return sums.filter(({ samples }) => samples > 0);
  });
  const total = found.reduce((sum, { magnitude }) => sum + magnitude, 0);
  const seen = (to - from) * Object.keys(leads).length;
  return found.map(({ lead, segment, sum, magnitude, samples }) => ({
    lead,
    segment,
    sum,
    share: total === 0 ? 0 : magnitude / total,
    durationShare: samples / seen,
  }));
}

/** Cells gathered by lead or by segment: sums and shares added up. */
export function gatherCells(
  cells: readonly AttributionCell[],
  by: 'lead' | 'segment',
): readonly { readonly name: string; readonly sum: number; readonly share: number; readonly durationShare: number }[] {
  const names = [...new Set(cells.map((cell) => cell[by]))];
  return names.map((name) => {
    const own = cells.filter((cell) => cell[by] === name);
    const total = (field: 'sum' | 'share' | 'durationShare') => own.reduce((sum, cell) => sum + cell[field], 0);
    return { name, sum: total('sum'), share: total('share'), durationShare: total('durationShare') };
  });
}
