import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolderOfServer, main } from './served.ts';

const data = dataFolderOfServer();

/** `einthoven serve keys …` on the data folder: its exit code. */
function keys(...args: readonly string[]): number | null {
  const env = { ...process.env, DATABASE_URL: undefined };
  return spawnSync(process.execPath, [main, 'serve', 'keys', ...args, '--data', data], { env }).status;
}

test('commands about keys end with the code of what went wrong', () => {
  expect(keys('add', '--name', 'a', '--scopes', 'read')).toBe(0);
  expect(keys('add', '--name', 'a', '--scopes', 'read,fly')).toBe(2);
  expect(keys('add', '--scopes', 'read')).toBe(2);
  expect(keys('revoke', '000000000000')).toBe(2);
  expect(keys('list')).toBe(0);
  // Another process has the folder: the one that runs this test.
  writeFileSync(join(data, 'lock'), String(process.pid));
  expect(keys('list')).toBe(6);
}, 300_000);
