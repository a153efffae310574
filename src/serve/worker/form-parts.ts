import { statSync } from 'node:fs';
import { EcgError } from '../../errors.ts';
import { readFilePart } from '../../record/node.ts';

/** A part of a form, and where its content lies in the body. */
export interface FormPart {
  readonly field: string;
  /** As the client calls it; absent of a text. */
  readonly fileName?: string;
  readonly start: number;
  readonly end: number;
}

/** Read at a time, so that a day of samples costs no memory. */
const BLOCK_BYTES = 1 << 20;
/** Name and type of a part need a few hundred. */
const MOST_HEAD_BYTES = 8192;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * The parts of a `multipart/form-data` body that lies in a file (RFC 7578; its frame is RFC 2046, section 5.1.1).
 *
 * @param contentType with its boundary
 * @throws EcgError `malformed-input` for a body that is no such form, or is cut short
 */
export function formParts(path: string, contentType: string): FormPart[] {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed('its type must name a boundary of 1 to 70 characters');
  const { size } = statSync(path);
  const find = finder(path, size);
  const opening = Buffer.from(`--${boundary}`);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let at = bytesBetween(path, 0, opening.length).equals(opening)
    ? opening.length
    : after(find(delimiter, 0), delimiter);
  const parts: FormPart[] = [];
  for (;;) {
    if (at === undefined) throw malformed('its boundary must be there');
    const [isLast, headStart] = endOfLine(path, at);
    if (isLast) return parts;
    const headEnd = find(HEAD_END, headStart - 2);
    if (headEnd === undefined || headEnd - headStart > MOST_HEAD_BYTES) throw malformed('each part must have a head');
    const head = bytesBetween(path, headStart, headEnd).toString('utf8');
    const start = headEnd + HEAD_END.length;
    // The line end before the boundary belongs to it, and may be that of an empty part's head.
    const end = find(delimiter, start - 2);
    if (end === undefined) throw malformed('it must end with its boundary');
    parts.push({ ...dispositionOf(head), start, end: Math.max(start, end) });
    at = end + delimiter.length;
  }
}

/** What follows a boundary: `--` at the end of the form; otherwise blanks and the end of the line, behind which a part begins. */
function endOfLine(path: string, at: number): [isLast: boolean, next: number] {
  const text = bytesBetween(path, at, at + 80).toString('latin1');
  if (text.startsWith('--')) return [true, at + 2];
  const [blanks] = /^[ \t]*\r\n/.exec(text) ?? [];
  if (blanks === undefined) throw malformed('a line must end behind its boundary');
  return [false, at + blanks.length];
}

/** Names in quotes, with `"` and line ends written as %22, %0D and %0A, which is how browsers send them (HTML, section 4.10.21.8). */
function dispositionOf(head: string): Pick<FormPart, 'field' | 'fileName'> {
  const [, line = ''] = /^content-disposition:[ \t]*form-data[ \t]*;(.*)$/im.exec(head) ?? [];
  const parameter = (name: string) => new RegExp(`(?:^|;)\\s*${name}="([^"]*)"`, 'i').exec(line)?.[1];
  const [field, fileName] = [parameter('name'), parameter('filename')];
  if (field === undefined) throw malformed('each part must have a name');
  return { field: unescaped(field), ...(fileName !== undefined && { fileName: unescaped(fileName) }) };
}

function unescaped(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
}

const after = (place: number | undefined, { length }: Buffer) => place && place + length;

/** Searches a file forwards, a block at a time. */
function finder(path: string, size: number): (pattern: Buffer, from: number) => number | undefined {
  let block = { from: 0, bytes: bytesBetween(path, 0, Math.min(size, BLOCK_BYTES)) };
  return (pattern, from) => {
    for (let at = from; at + pattern.length <= size; ) {
      const isInside = at >= block.from && at + pattern.length <= block.from + block.bytes.length;
      if (!isInside) block = { from: at, bytes: bytesBetween(path, at, Math.min(size, at + BLOCK_BYTES)) };
      const found = block.bytes.indexOf(pattern, at - block.from);
      if (found >= 0) return block.from + found;
      // What lies across two blocks is found in the next.
      at = block.from + block.bytes.length - pattern.length + 1;
    }
    return undefined;
  };
}

/** A part of a file, with what Node's buffers can do: the reader of records knows plain bytes alone, for browsers. */
export function bytesBetween(path: string, start: number, end: number): Buffer {
  const { buffer, byteOffset, length } = readFilePart(path, start, end);
  return Buffer.from(buffer, byteOffset, length);
}

function malformed(rule: string): EcgError {
  return new EcgError('malformed-input', `formParts: the body must be multipart/form-data: ${rule}`);
}
