/**
 * Records and annotations by path, for Node. Synchronous, as a record is some 100 kB and loops over thousands want no more; only
 * `openRecordFile` reads in parts, for recordings of hours.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EcgRecord } from './ecg-record.ts';
import { namingFile, readBytes, recordPath, signalFilePath, unavailable } from './record-path.node.ts';
import { readWfdb, writeWfdb } from './wfdb.ts';
import { readWfdbAnnotations, type WfdbAnnotationFile } from './wfdb-annotation.ts';

export { readFilePart } from './file-part.node.ts';
export { findRecords } from './find-records.node.ts';
export { openRecordFile } from './open-record.node.ts';

/**
 * Reads a WFDB record, as `readWfdb`, from its files.
 *
 * @param path of the record, with or without `.hea`, `.dat` or `.mat`; signal files lie beside the header
 * @throws EcgError `unavailable` for a file that cannot be read, `malformed-input` also for a header that names a signal file
 * in another folder, and what `readWfdb` throws; each names the header's path
 */
export function readRecordFile(path: string): EcgRecord {
  const headerPath = `${recordPath(path)}.hea`;
  return namingFile(headerPath, () =>
    readWfdb(readBytes(headerPath, 'readRecordFile'), (name) =>
      readBytes(signalFilePath(headerPath, name, 'readRecordFile'), 'readRecordFile'),
    ),
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
