import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EcgError, isEcgError } from '../errors.ts';

/** The path of a record without the ending of one of its files. */
export function recordPath(path: string): string {
  return path.replace(/\.(hea|dat|mat)$/, '');
}

/**
 * The path of a signal file that a header names.
 *
 * @throws EcgError `malformed-input` unless it lies beside the header
 */
export function signalFilePath(headerPath: string, name: string, caller: string): string {
  if (/[/\\]/.test(name) || name === '.' || name === '..') {
    const rule = 'a signal file must lie beside its header';
    throw new EcgError('malformed-input', `${caller}: ${rule}, got ${name}`, { file: name });
  }
  return join(dirname(headerPath), name);
}

/** The bytes of a file. */
export function readBytes(path: string, caller: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unavailable(caller, path, 'readable', cause);
  }
}

/** Adds the path to errors about what a file holds. */
export function namingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw namedError(path, error);
  }
}

/** An error about what a file holds, with the path. */
export function namedError(path: string, error: unknown): unknown {
  if (!isEcgError(error) || error.message.includes(path)) return error;
  return new EcgError(error.code, `${error.message} (${path})`, { ...error.details, path }, { cause: error });
}

/** That a file cannot be read or written, and why. */
export function unavailable(caller: string, path: string, state: string, cause: unknown): EcgError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new EcgError('unavailable', `${caller}: ${path} must be ${state}, got ${reason}`, { path }, { cause });
}
