import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EcgError } from '../errors.ts';
import type { AmplitudeUnit } from '../record/index.ts';
import { settleFolds } from './assign-folds.ts';
import { joinRows } from './ecg-row.ts';
import { selectFolds } from './folds.ts';
import { isPackedStore, packedStorePart } from './packed-store.node.ts';
import type { ReadOptions } from './ptbxl-folder.node.ts';
import { type DatasetRate, recordFilesPart } from './record-files.node.ts';
import { countsPerRecord, type EcgStore, type StoreLayout } from './store.ts';
import type { StorePart } from './store-part.ts';

/** Which records of a data set are loaded, and who hears of it. */
export interface OpenOptions extends ReadOptions {
  /** Load the records of these folds alone. Left out, all. */
  readonly folds?: readonly number[] | undefined;
  /** Called as records are read. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** How folders are loaded. */
export interface LoadOptions extends OpenOptions {
  /** Rate in Hz of the records to take: 100 where not given. */
  readonly fs?: DatasetRate | undefined;
}

/** Whether a folder is one that `loadStore` takes: in PTB-XL's layout, or a packed store. */
export function isDataFolder(dir: string): boolean {
  return isPackedStore(dir) || existsSync(join(dir, 'ptbxl_database.csv'));
}

/**
 * Loads folders as one data set into shared memory. Each is a folder in PTB-XL's layout, whose records are read from their
 * files, or a packed store. Amplitudes stay in their unit, record by record: `units` tells millivolts from normalised ones.
 *
 * @throws EcgError `invalid-argument` when there is no folder, when records differ in rate, length or leads (the message
 *   names the record or the folder), or no record is in the folds; `malformed-input` when a file is broken, a record is there
 *   twice, or a patient is in two folds; `unavailable` when a file is not there
 */
export async function loadStore(dirs: readonly string[], options: LoadOptions = {}): Promise<EcgStore> {
  const { fs = 100, assignFolds } = options;
  const parts = await Promise.all(
    dirs.map((dir) =>
      isPackedStore(dir) ? packedStorePart(dir) : recordFilesPart(dir, fs, assignFolds !== undefined),
    ),
  );
  const other = parts.find(({ layout }) => layout.fs !== fs);
  if (other !== undefined) {
    throw new EcgError('invalid-argument', `loadStore: ${other.name} must have ${fs} Hz, got ${other.layout.fs} Hz`);
  }
  return loadParts(parts, options);
}

/**
 * Loads one packed store, whatever its rate, as `loadStore` does.
 *
 * @throws EcgError as `loadStore`
 */
export async function openStore(dir: string, options: OpenOptions = {}): Promise<EcgStore> {
  return loadParts([await packedStorePart(dir)], options);
}

async function loadParts(parts: readonly StorePart[], options: OpenOptions): Promise<EcgStore> {
  const { folds, assignFolds, onProgress } = options;
  const layout = sharedLayout(parts);
  const all = settleFolds(joinRows(parts), assignFolds);
  const chosen = folds === undefined ? [...all.keys()] : selectFolds(all, folds);
  const width = countsPerRecord(layout);
  const counts = new Int16Array(new SharedArrayBuffer(2 * chosen.length * width));
  const units: AmplitudeUnit[] = [];
  let read = 0;
  const tick = (records: number) => {
    read += records;
    onProgress?.(read, chosen.length);
  };
  let start = 0;
  for (const part of parts) {
    const end = start + part.rows.length;
    const indices = chosen.filter((i) => i >= start && i < end).map((i) => i - start);
    const target = counts.subarray(units.length * width, (units.length + indices.length) * width);
    units.push(...(await part.read(indices, target, tick)));
    start = end;
  }
  const rows = chosen.map((i) => all[i] as (typeof all)[number]);
  return { ...layout, counts, units, rows, sources: parts.flatMap(({ sources }) => sources) };
}

/** The layout of the first part, which the others must have too. */
function sharedLayout(parts: readonly StorePart[]): StoreLayout {
  const [first, ...others] = parts;
  if (first === undefined) throw new EcgError('invalid-argument', 'loadStore: a data set needs a folder, got none');
  const describe = ({ fs, leads, samples }: StoreLayout) =>
    `${samples} samples at ${fs} Hz of leads ${leads.join(', ')}`;
  for (const { name, layout } of others) {
    if (describe(layout) === describe(first.layout)) continue;
    const rule = `${name} must have ${describe(first.layout)} as ${first.name}`;
    throw new EcgError('invalid-argument', `loadStore: ${rule}, got ${describe(layout)}`);
  }
  return first.layout;
}
