import type { StoredRecord } from '../store/records.ts';
import type { RecordDescription } from '../worker/description.ts';
import { waveformLevels } from '../worker/waveform-levels.ts';

/** Bytes of one value of a waveform. */
const VALUE_BYTES = 4;

/** What is asked about a record by a path of its own. */
const LINKED = ['diagnosis', 'quality', 'measurements', 'explanation', 'report', 'reviews', 'labels'];

/** A record as it is answered. */
export function recordAnswer({ id, createdAt, labels, present, decidedBy, reviewState, head }: StoredRecord) {
  const { source, samples, fs, leads, unit, patient, part } = JSON.parse(head) as RecordDescription;
  const base = `/v1/records/${id}`;
  return {
    id,
    createdAt,
    name: source.name,
    fs,
    durationSec: samples / fs,
    ...(source.startTime !== undefined && { startTime: source.startTime }),
    leads: [...leads],
    patient: { ...patient },
    notes: [...source.notes],
    part,
    labels: [...labels],
    present: [...present],
    decidedBy,
    review: reviewState,
    waveform: {
      type: 'float32' as const,
      byteOrder: 'little-endian' as const,
      unit,
      levels: waveformLevels(samples).map((level) => ({
        ...level,
        byteLength: leads.length * level.buckets * level.valuesPerBucket * VALUE_BYTES,
        href: `${base}/waveform/${level.level}`,
      })),
    },
    links: Object.fromEntries(LINKED.map((part) => [part, `${base}/${part}`])),
  };
}
