import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A golden file of this folder; what is in it, the script beside it says. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'golden', `${name}.json`), 'utf8')) as T;
}
