/** Records and annotations by path, for Node. Synchronous: a record is some 100 kB, and loops over thousands want no more. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EcgError, isEcgError } from '../errors.ts';
import type { EcgRecord } from './ecg-record.ts';
import { readWfdb, writeWfdb } from './wfdb.ts';
import { readWfdbAnnotations, type WfdbAnnotationFile } from './wfdb-annotation.ts';

export { findRecords } from './find-records.node.ts';

/**
 * Reads a WFDB record, as `readWfdb`, from its files.
 *
 * @param path of the record, with or without `.hea`, `.dat` or `.mat`; signal files lie beside the header
 * @throws EcgError `unavailable` for a file that cannot be read, `malformed-input` also for a header that names a signal file
 * in another folder, and what `readWfdb` throws; each names the header's path
 */
export function readRecordFile(path: string): EcgRecord {
  const headerPath = `${recordPath(path)}.hea`;
  const folder = dirname(headerPath);
  return namingFile(headerPath, () =>
    readWfdb(readBytes(headerPath, 'readRecordFile'), (name) => {
      if (/[/\\]/.test(name) || name === '.' || name === '..') {
        const rule = 'a signal file must lie beside its header';
        throw new EcgError('malformed-input', `readRecordFile: ${rule}, got ${name}`, { file: name });
      }
      return readBytes(join(folder, name), 'readRecordFile');
    }),
  );
}

/**
 * Writes a record, as `writeWfdb` with 1000 counts per unit, as `path.hea` and `path.dat`. Each file is written beside its place
 * and then renamed, the header last, so that no header ever stands for data that is not whole.
 *
 * @param path of the record, with or without `.hea` or `.dat`, in a folder that exists
 * @throws EcgError `invalid-argument` for a record that WFDB cannot hold, `unavailable` when it cannot be written
 */
export function writeRecordFile(record: EcgRecord, path: string): void {
  const target = recordPath(path);
  const files = Object.entries(writeWfdb(record, basename(target))).map(([name, bytes]) => {
    const place = join(dirname(target), name);
    return { bytes, place, draft: `${place}.${process.pid}.tmp` };
  });
  const isHeader = (place: string) => place.endsWith('.hea');
  files.sort((a, b) => Number(isHeader(a.place)) - Number(isHeader(b.place)));
  try {
    for (const { draft, bytes } of files) writeFileSync(draft, bytes);
    for (const { draft, place } of files) renameSync(draft, place);
  } catch (cause) {
    for (const { draft } of files) rmSync(draft, { force: true });
    throw unavailable('writeRecordFile', `${target}.hea`, 'written', cause);
  }
}

/**
 * Reads an annotation file, as `readWfdbAnnotations`.
 *
 * @param path with its extension, which is the annotator's name: `100.atr`
 * @throws EcgError `unavailable` when it cannot be read, `malformed-input` when it is broken; both name the path
 */
export function readAnnotationFile(path: string): WfdbAnnotationFile {
  return namingFile(path, () => readWfdbAnnotations(readBytes(path, 'readAnnotationFile')));
}

function recordPath(path: string): string {
  return path.replace(/\.(hea|dat|mat)$/, '');
}

function readBytes(path: string, caller: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unavailable(caller, path, 'readable', cause);
  }
}

/** Adds the path to errors about what a file holds. */
function namingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isEcgError(error) || error.message.includes(path)) throw error;
    throw new EcgError(error.code, `${error.message} (${path})`, { ...error.details, path }, { cause: error });
  }
}

function unavailable(caller: string, path: string, state: string, cause: unknown): EcgError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new EcgError('unavailable', `${caller}: ${path} must be ${state}, got ${reason}`, { path }, { cause });
}
