import { bucketExtremes } from 'einthoven/signal';
import { filterMargin, filterStretch, type TracingFilter } from './tracing-filter.ts';
import type { TracingSource } from './tracing-source.ts';

/** What a tracing is drawn from, at once: what has not arrived yet is missing (NaN) until it has. */
export interface SignalCache {
  /** Filtered samples from `from` to before `to`. */
  readonly read: (lead: string, from: number, to: number) => Float32Array;
  /**
   * Smallest and largest of each column from the `first` to before the `last` in turn; column k holds `samplesPerColumn` samples from
   * k × `samplesPerColumn` on. Filtered where `isFiltered` says so.
   */
  readonly envelope: (lead: string, first: number, last: number, samplesPerColumn: number) => Float32Array;
  readonly isFiltered: (samplesPerColumn: number) => boolean;
}

const CHUNK_SAMPLES = 16_384;
const TILE_COLUMNS = 256;
/** About 200 MB of samples. */
const MOST_PARTS = 3000;
/** Columns that are wider show hours: filtering them would take longer than the eye waits, and waves are not to be seen. */
const WIDEST_FILTERED_SEC = 0.3;

/**
 * Keeps what was read of a source, filtered, in parts of a fixed grid, so that moving over it reads and filters every part once.
 *
 * @param onChange called when something has arrived that was missing
 * @param onFailure called when something could not be read
 */
export function createSignalCache(
  source: TracingSource,
  filter: TracingFilter,
  onChange: () => void,
  onFailure: (error: Error) => void,
): SignalCache {
  const parts = new Map<string, Float32Array | 'awaited' | 'failed'>();
  const part = (key: string, make: () => Float32Array | Promise<Float32Array>): Float32Array | undefined => {
    const known = parts.get(key);
    if (known !== undefined) return typeof known === 'string' ? undefined : known;
    const fail = (error: unknown) => {
      parts.set(key, 'failed');
      onFailure(error instanceof Error ? error : new Error(String(error)));
    };
    try {
      const made = make();
      if (parts.size >= MOST_PARTS) parts.delete(parts.keys().next().value as string);
      if (made instanceof Float32Array) {
        parts.set(key, made);
        return made;
      }
      parts.set(key, 'awaited');
      made.then((values) => {
        parts.set(key, values);
        onChange();
      }, fail);
    } catch (error) {
      fail(error);
    }
    return undefined;
  };

  const chunk = (lead: string, index: number) =>
    part(`${lead}:${index}`, () => {
      const start = index * CHUNK_SAMPLES;
      const end = Math.min(source.length, start + CHUNK_SAMPLES);
      const margin = filterMargin(filter, source.fs);
      const from = Math.max(0, start - margin);
      const read = source.read(lead, from, Math.min(source.length, end + margin));
      const finish = (samples: Float32Array) =>
        filterStretch(filter, samples, source.fs).subarray(start - from, end - from);
      return read instanceof Float32Array ? finish(read) : read.then(finish);
    });

  const read: SignalCache['read'] = (lead, from, to) =>
    joined(from, to, CHUNK_SAMPLES, 1, (index) => chunk(lead, index));

  const isFiltered = (samplesPerColumn: number) =>
    filter !== 'none' && samplesPerColumn / source.fs <= WIDEST_FILTERED_SEC;

  const tile = (lead: string, index: number, samplesPerColumn: number) => {
    const from = index * TILE_COLUMNS * samplesPerColumn;
    const to = Math.min(source.length, from + TILE_COLUMNS * samplesPerColumn);
    if (!isFiltered(samplesPerColumn)) {
      const end = from + TILE_COLUMNS * samplesPerColumn;
      return part(`${lead}:${samplesPerColumn}:${index}`, () => source.envelope(lead, from, end, TILE_COLUMNS));
    }
    // Nothing is kept of samples that have yet to arrive.
    for (let n = Math.floor(from / CHUNK_SAMPLES); n * CHUNK_SAMPLES < to; n++) {
      if (chunk(lead, n) === undefined) return undefined;
    }
    return part(`${lead}:${samplesPerColumn}:${index}`, () => bucketExtremes(read(lead, from, to), samplesPerColumn));
  };

  return {
    read,
    isFiltered,
    envelope: (lead, first, last, samplesPerColumn) =>
      joined(first, last, TILE_COLUMNS, 2, (index) => tile(lead, index, samplesPerColumn)),
  };
}

/** Places `from` to before `to` out of parts of `size` places with so many values each; NaN where a part is missing or ends early. */
function joined(
  from: number,
  to: number,
  size: number,
  valuesPerPlace: number,
  partAt: (index: number) => Float32Array | undefined,
): Float32Array {
  const first = Math.floor(from / size);
  if (to <= (first + 1) * size) {
    const only = partAt(first)?.subarray((from - first * size) * valuesPerPlace, (to - first * size) * valuesPerPlace);
    if (only?.length === (to - from) * valuesPerPlace) return only;
  }
  const values = new Float32Array((to - from) * valuesPerPlace).fill(Number.NaN);
  for (let index = first; index * size < to; index++) {
    const start = index * size;
    const skipped = Math.max(0, from - start);
    const wanted = partAt(index)?.subarray(skipped * valuesPerPlace, (to - start) * valuesPerPlace);
    if (wanted !== undefined) values.set(wanted, (start + skipped - from) * valuesPerPlace);
  }
  return values;
}
