import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of what the whole line says of a record, each a file of its own. */
export type Judged = 'diagnosis' | 'quality' | 'measurements';

/** Where a part lies in a record's folder. */
export function judgedFile(folder: string, part: Judged): string {
  return join(folder, `${part}.json`);
}

/** Keeps an answer as a file that is there whole, flushed to the disk, or not at all. */
export function keepAnswer(path: string, content: string | Uint8Array): void {
  const draft = `${path}.tmp`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
