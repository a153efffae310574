import { EcgError } from '../../errors.ts';
import { type ByteSource, parseWfdbHeader } from '../../record/index.ts';
import { bytesBetween, formParts } from './form-parts.ts';

/** The files and labels of an upload. */
export interface Upload {
  /** Content by the name that the client gives it. Names are only compared with each other, and never reach a file system. */
  readonly files: ReadonlyMap<string, UploadedFile>;
  readonly labels: readonly string[];
}

/** A file of an upload, which stays where it is until it is read. */
export interface UploadedFile extends ByteSource {
  readonly slice: (start: number, end: number) => Buffer;
}

/** A record of an upload: its header's name, and the names of all its files. */
export interface UploadedRecord {
  readonly header: string;
  readonly fileNames: readonly string[];
}

const MOST_FILES = 20_000;
const MOST_LABELS = 50;
const LONGEST_NAME = 200;

/**
 * Reads an upload: `multipart/form-data` with the files of one or several records under `file`, and any number of texts under `label`.
 *
 * @param path of the body
 * @param contentType with its boundary
 * @throws EcgError `malformed-input` for a body that is no such form, `invalid-argument` for fields that break a rule
 */
export function readUpload(path: string, contentType: string): Upload {
  const files = new Map<string, UploadedFile>();
  const labels: string[] = [];
  for (const { field, fileName, start, end } of formParts(path, contentType)) {
    if (field === 'label' && fileName === undefined) labels.push(checkedLabel(path, start, end));
    else if (field === 'file' && fileName !== undefined) {
      if (fileName.length > LONGEST_NAME) throw refused(`file names have at most ${LONGEST_NAME} characters`);
      if (fileName.includes('\0')) throw refused('file names hold no NUL');
      if (files.has(fileName)) throw refused(`each file must have a name of its own, got ${fileName} twice`);
      if (files.size === MOST_FILES) throw refused(`at most ${MOST_FILES} files are taken`);
      files.set(fileName, fileOf(path, start, end));
    } else
      throw refused(`fields must be files called file, or texts called label, got ${field.slice(0, LONGEST_NAME)}`);
  }
  if (labels.length > MOST_LABELS) throw refused(`at most ${MOST_LABELS} labels are taken, got ${labels.length}`);
  return { files, labels: [...new Set(labels)] };
}

/** A file that is a stretch of another, or all of it. */
export function fileOf(path: string, start: number, end: number): UploadedFile {
  return { byteLength: end - start, slice: (from, to) => bytesBetween(path, start + from, start + to) };
}

/** A label as it is stored. @throws EcgError `invalid-argument` for one that is empty or too long */
function checkedLabel(path: string, start: number, end: number): string {
  // In UTF-8 a character has at most four bytes.
  const label = end - start > 4 * LONGEST_NAME ? '' : bytesBetween(path, start, end).toString('utf8').trim();
  if (label.length > 0 && label.length <= LONGEST_NAME && !label.includes('\0')) return label;
  throw refused(`labels have 1 to ${LONGEST_NAME} characters`);
}

/**
 * The records of an upload: one for each header. A header that cannot be read is a record too, which then fails for itself.
 *
 * @throws EcgError `malformed-input` when there is none
 */
export function recordsOf(files: Upload['files']): UploadedRecord[] {
  const headers = [...files.keys()].filter((name) => name.endsWith('.hea')).sort();
  if (headers.length === 0) {
    const got = [...files.keys()].join(', ') || 'no file';
    throw new EcgError(
      'malformed-input',
      `recordsOf: an upload must hold a WFDB header (.hea) and its signal files, got ${got}`,
    );
  }
  return headers.map((header) => ({ header, fileNames: [header, ...signalFileNames(files, header)] }));
}

/** Names of the signal files that are there; which are missing is told when the record is read. */
function signalFileNames(files: Upload['files'], header: string): string[] {
  try {
    const { signals } = parseWfdbHeader(wholeFile(files.get(header) as UploadedFile));
    return [...new Set(signals.map(({ fileName }) => fileName))].filter((name) => files.has(name));
  } catch {
    return [];
  }
}

/** All bytes of a file. */
export function wholeFile({ byteLength, slice }: UploadedFile): Buffer {
  return slice(0, byteLength);
}

function refused(rule: string): EcgError {
  return new EcgError('invalid-argument', `readUpload: ${rule}`);
}
