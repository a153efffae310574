import { setImmediate } from 'node:timers/promises';
import { EcgError } from '../errors.ts';
import { type AmplitudeUnit, type EcgRecord, recordLength, STANDARD_LEADS } from '../record/index.ts';
import { readRecordFile } from '../record/node.ts';
import type { UnfoldedEcgRow } from './ecg-row.ts';
import { readRowsOfFolder } from './ptbxl-folder.node.ts';
import { countsPerRecord, encodeRecord, type StoreLayout } from './store.ts';
import type { StorePart } from './store-part.ts';

/** The sampling rates in Hz that PTB-XL has records at. */
export type DatasetRate = 100 | 500;

/** Records that are read before other work of the process gets its turn. */
const TURN = 64;

/** A folder in PTB-XL's layout as a source of records; see `readRowsOfFolder` for `unfolded` and errors. */
export async function recordFilesPart(dir: string, fs: DatasetRate, unfolded: boolean): Promise<StorePart> {
  const { name, rows, source } = await readRowsOfFolder(dir, unfolded);
  const layout = layoutOfRows(rows, fs);
  return {
    name,
    rows,
    sources: [source],
    layout,
    read(indices, counts, onRecords) {
      const chosen = indices.map((i) => rows[i] as UnfoldedEcgRow);
      return encodeRecordFiles(chosen, layout, counts, onRecords);
    },
  };
}

/**
 * The twelve standard leads at a rate, as long as the first record has them.
 *
 * @throws EcgError `invalid-argument` when there are no rows or the first has no record at the rate, and as `readRecordFile`
 */
export function layoutOfRows(rows: readonly UnfoldedEcgRow[], fs: DatasetRate): StoreLayout {
  const [first] = rows;
  if (first === undefined) throw new EcgError('invalid-argument', 'layoutOfRows: a data set needs a record, got none');
  return { fs, leads: STANDARD_LEADS, samples: recordLength(readRow(first, fs)) };
}

/**
 * Reads the records of rows from their files into a layout.
 *
 * @param counts where to, `[rows, leads, samples]`
 * @returns the unit of each record
 * @throws EcgError as `encodeRecord` and `readRecordFile`, naming the record
 */
export async function encodeRecordFiles(
  rows: readonly UnfoldedEcgRow[],
  layout: StoreLayout,
  counts: Int16Array,
  onRecords: (records: number) => void,
): Promise<AmplitudeUnit[]> {
  const width = countsPerRecord(layout);
  const units: AmplitudeUnit[] = [];
  for (const [i, row] of rows.entries()) {
    const record = readRow(row, layout.fs);
    encodeRecord(record, layout, counts.subarray(i * width, (i + 1) * width), `record ${row.ecgId}`);
    units.push(record.unit);
    onRecords(1);
    if (i % TURN === TURN - 1) await setImmediate();
  }
  return units;
}

function readRow(row: UnfoldedEcgRow, fs: number): EcgRecord {
  const path = fs === 500 ? row.fileHighRate : row.fileLowRate;
  if (path === undefined) {
    throw new EcgError('invalid-argument', `loadStore: record ${row.ecgId} must have a file of ${fs} Hz, got none`, {
      fs,
    });
  }
  return readRecordFile(path);
}
