import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EcgError } from '../../errors.ts';

/** Where a server keeps its files. Ids make the names, never what a client sends. */
export interface DataFolder {
  readonly path: string;
  /** Of the embedded database. */
  readonly database: string;
  /** Uploads while they come in and are read; emptied at every start. */
  readonly spool: string;
  /** One folder per record: its waveform, and answers about it. */
  readonly records: string;
  /** One folder per job that is not finished: its files. */
  readonly jobs: string;
  /** Stays the same over restarts: tells what this server had taken on when it ended. */
  readonly serverId: string;
  /** Lets another process have the folder. */
  readonly unlock: () => void;
}

/**
 * Takes a folder for one process: the embedded database bears no second one, and neither does the queue of jobs.
 *
 * @throws EcgError `unavailable` when another process has it, or it cannot be written
 */
export function openDataFolder(place: string): DataFolder {
  const path = resolve(place);
  const within = (name: string) => join(path, name);
  try {
    for (const name of ['records', 'jobs']) mkdirSync(within(name), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new EcgError('unavailable', `openDataFolder: ${path} must be writable: ${(cause as Error).message}`, {
      path,
    });
  }
  const unlock = lock(path, within('lock'));
  rmSync(within('spool'), { recursive: true, force: true });
  mkdirSync(within('spool'), { mode: 0o700 });
  return {
    path,
    database: within('database'),
    spool: within('spool'),
    records: within('records'),
    jobs: within('jobs'),
    serverId: serverIdIn(within('server-id')),
    unlock,
  };
}

function lock(path: string, file: string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      const holder = Number(readFileSync(file, 'utf8'));
      if (isRunning(holder)) {
        const rule = `${path} must not be in use by another process, got ${holder}, as ${file} says`;
        throw new EcgError('unavailable', `openDataFolder: ${rule}`, { path, holder });
      }
      // Left behind by a process that was killed.
      rmSync(file, { force: true });
    }
  }
  throw new EcgError('unavailable', `openDataFolder: ${path} is being taken by another process`, { path });
}

/** A container that starts again gives its process the number that it had before. */
function isRunning(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function serverIdIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const id = randomUUID();
    writeFileSync(file, id, { mode: 0o600 });
    return id;
  }
}
