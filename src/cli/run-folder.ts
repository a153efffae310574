import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EcgError } from '../errors.ts';
import { writeFileWhole } from './write-file.ts';

/** A folder that a run of some command fills, and the file in it that says which run. */
export interface RunFolder {
  /** For messages. */
  readonly command: string;
  readonly folder: string;
  /** Name of the file, as `run.json`. */
  readonly file: string;
  /** What the run is, as the file keeps it. */
  readonly run: Readonly<Record<string, unknown>>;
}

/**
 * Makes a folder ready for a run, or checks that it holds the same run.
 *
 * @throws EcgError `invalid-argument` when it holds another, naming the first field that differs, or any without `resume`; `unavailable`
 *   when it cannot be made
 */
export function openRunFolder({ command, folder, file, run }: RunFolder, resume: boolean): void {
  const path = join(folder, file);
  if (existsSync(path)) {
    if (!resume) {
      const rule = `${folder} holds a run already; --resume continues it`;
      throw new EcgError('invalid-argument', `${command}: ${rule}`, { folder });
    }
    requireSameRun(command, path, run);
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const rule = `${folder} must be a folder that can be written: ${(cause as Error).message}`;
    throw new EcgError('unavailable', `${command}: ${rule}`, { folder }, { cause });
  }
  writeFileWhole(path, `${JSON.stringify(run, undefined, 2)}\n`);
}

function requireSameRun(command: string, path: string, run: RunFolder['run']): void {
  const stored = JSON.parse(readFileSync(path, 'utf8')) as RunFolder['run'];
  const text = (value: unknown) => JSON.stringify(value) ?? 'none';
  const fields = [...new Set([...Object.keys(stored), ...Object.keys(run)])];
  const other = fields.find((field) => text(stored[field]) !== text(run[field]));
  if (other === undefined) return;
  const rule = `${path} was made with ${other} ${text(stored[other])}`;
  throw new EcgError('invalid-argument', `${command}: ${rule}, got ${text(run[other])}`, { field: other });
}
