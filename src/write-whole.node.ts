import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Where a file is drafted, and who may read it. */
export interface WriteWholeOptions {
  /** Path beside the file's, on the same disk. */
  readonly draft: string;
  /** Permissions; those of the process by default. */
  readonly mode?: number;
}

/**
 * Writes a file so that it is there whole or not at all: as a draft, flushed to the disk, then renamed. What was there before stays
 * until then.
 *
 * @throws the error of the file system when it cannot be written; no draft is left
 */
export function writeWhole(path: string, content: Uint8Array | string, { draft, mode }: WriteWholeOptions): void {
  try {
    const file = openSync(draft, 'w', mode);
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
