import { describe, expect, test } from 'vitest';
import { undocumentedExports } from './docstrings.ts';
import { readProjectFile, sourceFiles } from './project-files.ts';

describe('the docstrings of src/', () => {
  test('every export has a docstring', () => {
    expect(sourceFiles().flatMap((path) => undocumentedExports(path, readProjectFile(path)))).toEqual([]);
  });

  test('every index.ts opens with the story of its folder', () => {
    const indexes = sourceFiles().filter((path) => path.endsWith('/index.ts'));
    expect(indexes.filter((path) => !readProjectFile(path).startsWith('/**'))).toEqual([]);
  });
});

describe('the checker of docstrings', () => {
  test('names each export that lacks one', () => {
    const text = [
      '/** A module doc, which explains no export. */',
      '',
      "import { x } from './x.ts';",
      'export function bare() {}',
      '// A comment that is no docstring.',
      'export const [a, b] = [1, 2], c = 3;',
      'export interface Plain {}',
      'export type Alias = 1;',
      'export class Thing {}',
    ].join('\n');
    expect(undocumentedExports('src/a.ts', text)).toEqual([
      'src/a.ts:4 bare',
      'src/a.ts:6 [a, b]',
      'src/a.ts:6 c',
      'src/a.ts:7 Plain',
      'src/a.ts:8 Alias',
      'src/a.ts:9 Thing',
    ]);
  });

  test('is content with a docstring on one overload, and asks none of what is not exported', () => {
    const text = [
      '/** Twice. */',
      'export function twice(x: number): number;',
      'export function twice(x: string): string;',
      'function inner() {}',
      "export { y } from './y.ts';",
      "export type { Z } from './z.ts';",
    ].join('\n');
    expect(undocumentedExports('src/a.ts', text)).toEqual([]);
  });
});
