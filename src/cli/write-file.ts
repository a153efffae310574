import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { EcgError } from '../errors.ts';

/**
 * Writes a file so that it is there whole or not at all: beside its place, flushed to the disk, then renamed. What was there before
 * stays until then.
 *
 * @throws EcgError `unavailable` when it cannot be written: no such folder, no permission, no space
 */
export function writeFileWhole(path: string, content: Uint8Array | string): void {
  const draft = `${path}.${process.pid}.tmp`;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  try {
    const file = openSync(draft, 'w');
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new EcgError(
      'unavailable',
      `writeFileWhole: ${path} must be writable: ${(cause as Error).message}`,
      { path },
      { cause },
    );
  }
}
