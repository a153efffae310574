import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { EcgError } from '../errors.ts';

/**
 * The paths of the WFDB records that a path stands for, without `.hea`, as `readRecordFile` takes them.
 *
 * - A folder: the records that its `RECORDS` file lists, in that order; without one, every header in it and below, sorted by
 *   code units. An entry of `RECORDS` that ends in `/` stands for a folder.
 * - A pattern with `*`, `?` (any characters, any one, within a name) or `**` (any folders): the matching records, sorted. It
 *   may close with or without `.hea`.
 * - Any other path is the record itself, whether it exists or not.
 *
 * @throws EcgError `unavailable` when a folder or pattern has no record, `malformed-input` for a `RECORDS` file that leads out
 * of its folder
 */
export function findRecords(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return required(recordsOfFolder(path), path);
  if (!/[*?]/.test(path)) return [path.replace(/\.hea$/, '')];
  const segments = path.split('/');
  const firstPattern = segments.findIndex((segment) => /[*?]/.test(segment));
  const root = firstPattern === 0 ? '.' : segments.slice(0, firstPattern).join('/') || '/';
  const matcher = patternMatcher(normalize(path).replace(/\.hea$/, ''));
  const matching = headersBelow(root).filter((record) => matcher.test(record));
  return required(matching, path);
}

function required(records: string[], path: string): string[] {
  if (records.length > 0) return records;
  throw new EcgError('unavailable', `findRecords: ${path} must have a record, got none`, { path });
}

function recordsOfFolder(folder: string): string[] {
  const list = join(folder, 'RECORDS');
  if (!statSync(list, { throwIfNoEntry: false })?.isFile()) return headersBelow(folder);
  const entries = readFileSync(list, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return entries.flatMap((entry) => {
    // An entry `./` would stand for its own list without end.
    if (entry.startsWith('/') || entry.split('/').some((segment) => segment === '.' || segment === '..')) {
      const rule = `${list} must name records below its folder`;
      throw new EcgError('malformed-input', `findRecords: ${rule}, got ${entry}`, { folder, entry });
    }
    const path = join(folder, entry);
    return entry.endsWith('/') ? recordsOfFolder(path) : [path];
  });
}

/** Links to folders are not followed, so that none can lead in a circle. */
function headersBelow(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hea'))
    .map((name) => join(folder, name.slice(0, -'.hea'.length)))
    .sort();
}

function patternMatcher(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*|\?|[\\^$.+()[\]{}|]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
