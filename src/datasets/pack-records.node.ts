import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EcgError, isEcgError } from '../errors.ts';
import type { DataSource } from './data-source.ts';
import type { EcgRow } from './ecg-row.ts';
import { type DatasetRate, encodeRecordFiles, layoutOfRows } from './record-files.node.ts';
import { COUNTS_PER_UNIT, countsPerRecord, type StoreLayout } from './store.ts';
import { recordsPerShard, STORE_INDEX, type StoreIndex, type StoreShard } from './store-format.ts';

/** How records are packed. */
export interface PackOptions {
  /** Rate in Hz of the records to take. */
  readonly fs: DatasetRate;
  /** Folder to make; there must be none. */
  readonly out: string;
  /** What the rows were read from, to be kept with them. */
  readonly sources?: readonly DataSource[];
  /** Called after every record. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Packs the records of rows into one folder that `openStore` loads in seconds, one shard in memory at a time. The folder is
 * made beside its place and renamed when it is whole, so a run that fails leaves no store.
 *
 * @param rows with paths of their records, as from `readDataFolders`
 * @throws EcgError `invalid-argument` when `out` exists, there are no rows, or records differ in length or lack a lead (the
 *   message names the record); `unavailable` when the folder cannot be written; and as `readRecordFile`
 */
export async function packRecords(rows: readonly EcgRow[], options: PackOptions): Promise<void> {
  const out = resolve(options.out);
  if (existsSync(out))
    throw new EcgError('invalid-argument', `packRecords: out must not exist yet, got ${out}`, { out });
  const layout = layoutOfRows(rows, options.fs);
  const draft = `${out}.${process.pid}.tmp`;
  try {
    await mkdir(draft);
    const index = await writeShards(draft, rows, layout, options);
    await writeFile(join(draft, STORE_INDEX), JSON.stringify(index));
    await rename(draft, out);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (isEcgError(cause)) throw cause;
    throw new EcgError('unavailable', `packRecords: ${out} must be writable, got ${cause}`, { out }, { cause });
  }
}

async function writeShards(
  dir: string,
  rows: readonly EcgRow[],
  layout: StoreLayout,
  { sources = [], onProgress }: PackOptions,
): Promise<StoreIndex> {
  const width = countsPerRecord(layout);
  const perShard = recordsPerShard(layout);
  const counts = new Int16Array(Math.min(perShard, rows.length) * width);
  const shards: StoreShard[] = [];
  const units: StoreIndex['units'] = [];
  let done = 0;
  const tick = (records: number) => {
    done += records;
    onProgress?.(done, rows.length);
  };
  for (let start = 0; start < rows.length; start += perShard) {
    const part = rows.slice(start, start + perShard);
    units.push(...(await encodeRecordFiles(part, layout, counts, tick)));
    const bytes = new Uint8Array(counts.buffer, 0, 2 * part.length * width);
    const file = `shard-${String(shards.length).padStart(4, '0')}.i16`;
    await writeFile(join(dir, file), bytes);
    shards.push({ file, records: part.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return {
    format: 'einthoven-store',
    version: 1,
    ...layout,
    leads: [...layout.leads],
    countsPerUnit: COUNTS_PER_UNIT,
    shards,
    units,
    rows: rows.map(({ fileLowRate: _low, fileHighRate: _high, ...row }) => row),
    sources: [...sources],
  };
}
