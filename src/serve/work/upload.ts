import { EcgError } from '../../errors.ts';
import { parseWfdbHeader } from '../../record/index.ts';

/** The files and labels of an upload. */
export interface Upload {
  /** Content by the name that the client gives it. Names are only compared with each other, and never reach a file system. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly labels: readonly string[];
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
 * @param contentType with its boundary
 * @throws EcgError `malformed-input` for a body that is no such form, `invalid-argument` for fields that break a rule
 */
export async function readUpload(body: Uint8Array, contentType: string): Promise<Upload> {
  let form: FormData;
  try {
    form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData();
  } catch (cause) {
    throw new EcgError('malformed-input', 'readUpload: the body must be multipart/form-data', {}, { cause });
  }
  const files = new Map<string, Uint8Array>();
  const labels: string[] = [];
  for (const [field, value] of form) {
    if (field === 'label' && typeof value === 'string') labels.push(checkedLabel(value));
    else if (field === 'file' && typeof value !== 'string') {
      if (value.name.length > LONGEST_NAME) throw refused(`file names have at most ${LONGEST_NAME} characters`);
      if (value.name.includes('\0')) throw refused('file names hold no NUL');
      if (files.has(value.name)) throw refused(`each file must have a name of its own, got ${value.name} twice`);
      files.set(value.name, new Uint8Array(await value.arrayBuffer()));
    } else
      throw refused(`fields must be files called file, or texts called label, got ${field.slice(0, LONGEST_NAME)}`);
  }
  if (files.size > MOST_FILES) throw refused(`at most ${MOST_FILES} files are taken, got ${files.size}`);
  if (labels.length > MOST_LABELS) throw refused(`at most ${MOST_LABELS} labels are taken, got ${labels.length}`);
  return { files, labels: [...new Set(labels)] };
}

/** A label as it is stored. @throws EcgError `invalid-argument` for one that is empty or too long */
function checkedLabel(text: string): string {
  const label = text.trim();
  if (label.length > 0 && label.length <= LONGEST_NAME && !label.includes('\0')) return label;
  throw refused(`labels have 1 to ${LONGEST_NAME} characters, got ${label.length}`);
}

/**
 * The records of an upload: one for each header. A header that cannot be read is a record too, which then fails for itself.
 *
 * @throws EcgError `malformed-input` when there is none
 */
export function recordsOf({ files }: Upload): UploadedRecord[] {
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
    const { signals } = parseWfdbHeader(files.get(header) ?? new Uint8Array());
    return [...new Set(signals.map(({ fileName }) => fileName))].filter((name) => files.has(name));
  } catch {
    return [];
  }
}

function refused(rule: string): EcgError {
  return new EcgError('invalid-argument', `readUpload: ${rule}`);
}
