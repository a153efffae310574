import { closeSync, openSync, readSync } from 'node:fs';

/** The bytes of a file from `start` to before `end`, fewer where it ends earlier. Waits for the disk: a server calls it in worker threads alone. */
export function readFilePart(path: string, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, end - start));
  const file = openSync(path, 'r');
  try {
    let done = 0;
    while (done < bytes.length) {
      const read = readSync(file, bytes, done, bytes.length - done, start + done);
      if (read === 0) return bytes.subarray(0, done);
      done += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}
