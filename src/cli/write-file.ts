import { EcgError } from '../errors.ts';
import { writeWhole } from '../write-whole.node.ts';

/**
 * Writes a file so that it is there whole or not at all (`writeWhole`).
 *
 * @throws EcgError `unavailable` when it cannot be written: no such folder, no permission, no space
 */
export function writeFileWhole(path: string, content: Uint8Array | string): void {
  try {
    writeWhole(path, content, { draft: `${path}.${process.pid}.tmp` });
  } catch (cause) {
    throw new EcgError(
      'unavailable',
      `writeFileWhole: ${path} must be writable: ${(cause as Error).message}`,
      { path },
      { cause },
    );
  }
}
