import { join } from 'node:path';
import { writeWhole } from '../../write-whole.node.ts';

/** The parts of what the whole line says of a record, each a file of its own. */
export type Judged = 'diagnosis' | 'quality' | 'measurements';

/** Where a part lies in a record's folder. */
export function judgedFile(folder: string, part: Judged): string {
  return join(folder, `${part}.json`);
}

/** Keeps an answer as a file that is there whole, flushed to the disk, or not at all. */
export function keepAnswer(path: string, content: string | Uint8Array): void {
  writeWhole(path, content, { draft: `${path}.tmp`, mode: 0o600 });
}
