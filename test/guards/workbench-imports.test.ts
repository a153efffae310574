import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectFiles, readProjectFile } from './project-files.ts';
import { entryFiles } from './public-exports.ts';

/** What the workbench may import besides its own files: the package by its public names for browsers, and its few libraries. */
const allowed = [
  ...Object.keys(entryFiles()).flatMap((entry) => (entry === './node' ? [] : entry.replace(/^\./, 'einthoven'))),
  'einthoven/package.json',
  'react',
  'react-dom/client',
  'onnxruntime-web/wasm',
  'onnxruntime-web/ort-wasm-simd-threaded.wasm?gzipped',
];

/** Every import of a file that leads out of the workbench other than by a public name. */
function foreignImports(path: string, text: string): string[] {
  const isOwn = (name: string) =>
    name.startsWith('.') && /^(workbench|models)\//.test(posix.join(posix.dirname(path), name));
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !isOwn(name) && !allowed.includes(name))
    .map((name) => `${path} imports ${name}`);
}

test('the workbench imports the package by its public names alone', () => {
  const files = projectFiles().filter((path) => /^workbench\/(src|viewer)\/.*\.tsx?$/.test(path));
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap((path) => foreignImports(path, readProjectFile(path)))).toEqual([]);
});

test.each([
  ["import { x } from '../../../src/record/wfdb.ts';"],
  ["import { openModel } from 'einthoven/node';"],
  ["import { x } from 'einthoven/record/wfdb';"],
  ["import { readFileSync } from 'node:fs';"],
])('the rule refuses %s', (text) => {
  expect(foreignImports('workbench/src/a.ts', text)).toHaveLength(1);
});
