import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../src/datasets/index.ts';

/** A record whose electrical axis somebody named. */
export interface AxisLabel {
  /** Path of the record inside the folder of the data set, without extension. */
  readonly path: string;
  /** As the data set has it: `left axis deviation`, `ALAD`. */
  readonly label: string;
}

/** The axes that LUDB's table names. */
export function readLudbAxes(folder: string): readonly AxisLabel[] {
  const rows = readRows(folder, 'ludb.csv', ['ID', 'Electric axis of the heart']);
  return rows.flatMap((row) => {
    const label = /Electric axis of the heart: (.+)/.exec(row['Electric axis of the heart'] ?? '')?.[1];
    return label === undefined ? [] : [{ path: `data/${row.ID}`, label: label.trim() }];
  });
}

/** The axes that PTB-XL's table names, for its 100 Hz records: the folder has few at 500 Hz. */
export function readPtbxlAxes(folder: string): readonly AxisLabel[] {
  const rows = readRows(folder, 'ptbxl_database.csv', ['heart_axis', 'filename_lr']);
  return rows.flatMap(({ heart_axis: label, filename_lr: path }) => (label && path ? [{ path, label }] : []));
}

function readRows(folder: string, file: string, required: readonly string[]) {
  return parseCsv(readFileSync(join(folder, file), 'utf8'), { file, required });
}
