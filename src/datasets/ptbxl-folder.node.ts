import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { EcgError } from '../errors.ts';
import { type FoldOptions, settleFolds } from './assign-folds.ts';
import { checkStatements } from './check-statements.ts';
import type { DataSource } from './data-source.ts';
import { type EcgRow, joinRows, type NamedRows, type UnfoldedEcgRow } from './ecg-row.ts';
import { parsePtbxlDatabase, parseUnfoldedDatabase } from './ptbxl.ts';

/** The rows of one or several folders, and what they were read from. */
export interface DataRows {
  /** Paths of records are absolute. */
  readonly rows: readonly EcgRow[];
  readonly sources: readonly DataSource[];
}

/** How rows get their folds. */
export interface ReadOptions {
  /**
   * Makes folds anew for all rows, by `assignFolds` over the task `all`; a column `strat_fold` is then neither needed nor
   * read. Without it, every folder must have the column.
   */
  readonly assignFolds?: FoldOptions | undefined;
}

/** One folder before its folds are settled. */
export interface RowsOfFolder extends NamedRows<UnfoldedEcgRow> {
  readonly source: DataSource;
}

/**
 * Reads the rows of a folder in PTB-XL's layout: `ptbxl_database.csv`, which names the records, and `scp_statements.csv`,
 * which is checked where it is there.
 *
 * @throws EcgError `unavailable` when the folder or its CSV is not there, `malformed-input` when a CSV cannot be read or a
 *   patient is in two folds
 */
export function readPtbxlFolder(dir: string, options: ReadOptions = {}): Promise<DataRows> {
  return readDataFolders([dir], options);
}

/**
 * Reads the rows of several folders in PTB-XL's layout as one data set. Record and patient ids are taken to mean the same in
 * all of them.
 *
 * @throws EcgError as `readPtbxlFolder`; `malformed-input` also when a record is in two folders or a patient in different
 *   folds
 */
export async function readDataFolders(dirs: readonly string[], { assignFolds }: ReadOptions = {}): Promise<DataRows> {
  const folders = await Promise.all(dirs.map((dir) => readRowsOfFolder(dir, assignFolds !== undefined)));
  return { rows: settleFolds(joinRows(folders), assignFolds), sources: folders.map(({ source }) => source) };
}

/**
 * Reads one folder, with or without its folds.
 *
 * @throws EcgError `unavailable` and `malformed-input` as `readPtbxlFolder`, patients aside
 */
export async function readRowsOfFolder(dir: string, unfolded: boolean): Promise<RowsOfFolder> {
  const root = resolve(dir);
  const names = await list(root);
  const database = await readText(root, 'ptbxl_database.csv');
  const parse = unfolded ? parseUnfoldedDatabase : parsePtbxlDatabase;
  const rows = parse(database.text, { file: database.path });
  const sha256 = { 'ptbxl_database.csv': database.sha256 };
  const version = newestVersion(names);
  const source = { folder: basename(root), ...(version !== undefined && { version }), records: rows.length };
  const named = { name: root, rows: rows.map((row) => absolutePaths(row, root)) };
  if (!names.includes('scp_statements.csv')) return { ...named, source: { ...source, sha256 } };

  const statements = await readText(root, 'scp_statements.csv');
  checkStatements(statements.text, { file: statements.path });
  return { ...named, source: { ...source, sha256: { ...sha256, 'scp_statements.csv': statements.sha256 } } };
}

function absolutePaths<Row extends UnfoldedEcgRow>(row: Row, root: string): Row {
  const { fileLowRate, fileHighRate } = row;
  return {
    ...row,
    ...(fileLowRate !== undefined && { fileLowRate: join(root, fileLowRate) }),
    ...(fileHighRate !== undefined && { fileHighRate: join(root, fileHighRate) }),
  };
}

/** `1.0.3` where `ptbxl_v103_changelog.txt` is the newest. */
function newestVersion(names: readonly string[]): string | undefined {
  const digits = names.flatMap((name) => /^ptbxl_v(\d{3})_changelog\.txt$/.exec(name)?.[1] ?? []);
  return digits.sort().at(-1)?.split('').join('.');
}

async function list(dir: string): Promise<string[]> {
  return readdir(dir).catch((cause: unknown) => {
    throw new EcgError('unavailable', `readPtbxlFolder: ${dir} must be a folder that can be read`, { dir }, { cause });
  });
}

async function readText(dir: string, name: string): Promise<{ path: string; text: string; sha256: string }> {
  const path = join(dir, name);
  const bytes = await readFile(path).catch((cause: unknown) => {
    const rule = `a data folder must have ${name} (PTB-XL) or index.json (packed store)`;
    throw new EcgError('unavailable', `readPtbxlFolder: ${rule}, got none in ${dir}`, { path }, { cause });
  });
  return { path, text: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}
