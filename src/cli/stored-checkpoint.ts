import { existsSync, readFileSync } from 'node:fs';
import { EcgError } from '../errors.ts';

/** Bytes of the checkpoint to continue from, where that is asked for. @throws EcgError `unavailable` when it is not there */
export function storedCheckpoint(command: string, path: string, resume: boolean): Uint8Array | undefined {
  if (!resume) return undefined;
  if (existsSync(path)) return readFileSync(path);
  throw new EcgError('unavailable', `${command}: --resume needs the checkpoint ${path}, got none`, { path });
}
