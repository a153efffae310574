import { readFileSync } from 'node:fs';

/** What a golden file of this folder holds: values made by another implementation, see the script beside it. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as T;
}
