import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { projectRoot, readProjectFile } from './project-files.ts';
import { entryFiles, publicExports, snapshotPath } from './public-exports.ts';

const entries = entryFiles();

describe('the public exports', () => {
  test.each(Object.entries(entries))('the subpath %s stands for %s, which is there', (_, path) => {
    expect(existsSync(join(projectRoot, path))).toBe(true);
  });

  test('the public names are those written down; `npm run exports` writes them anew', () => {
    expect(publicExports(entries)).toEqual(JSON.parse(readProjectFile(snapshotPath)));
  });
});

describe('the reader of public exports', () => {
  test('follows re-exports and tells types from values', () => {
    const root = mkdtempSync(join(tmpdir(), 'exports-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    writeFileSync(
      join(root, 'index.ts'),
      "export { f, K, type T, C } from './inner.ts';\nexport interface I { x: number }\n",
    );
    writeFileSync(
      join(root, 'inner.ts'),
      'export function f() {}\nexport const K = 1;\nexport type T = 1;\nexport class C {}\nexport const hidden = 2;\n',
    );
    expect(publicExports({ '.': 'index.ts', './gone': 'gone.ts' }, root)).toEqual({
      '.': { C: 'class', I: 'type', K: 'const', T: 'type', f: 'function' },
    });
  });
});
