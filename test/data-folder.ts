import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.ECG_DATA ?? join(import.meta.dirname, '..', '..', 'shared', 'data'));

/**
 * Absolute path of a folder or file of the real recordings (`ptbxl`, `ludb`, …), or `undefined`, in which case a test skips.
 * Recordings are looked for under `ECG_DATA`, by default in `../shared/data` beside the checkout.
 *
 * @throws Error where `REQUIRE_DATA=1` is set and the data is missing, so that continuous integration cannot skip silently
 */
export function dataFolder(name: string): string | undefined {
  const path = join(root, name);
  if (existsSync(path)) return path;
  if (process.env.REQUIRE_DATA === '1') throw new Error(`dataFolder: ${path} is missing and REQUIRE_DATA=1`);
  console.warn(`SKIPPED: no recordings at ${path}; set ECG_DATA to the folder that holds ${name}`);
  return undefined;
}
