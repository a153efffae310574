import { expect, test } from 'vitest';
import { ignorePatterns, projectFiles, sourceFiles } from './project-files.ts';

test('the project’s files are those that version control would take', () => {
  const files = projectFiles();
  expect(files).toEqual(expect.arrayContaining(['.gitignore', 'package.json', 'src/errors.ts']));
  expect(files.filter((path) => /^(\.git|node_modules|dist|coverage|out)\//.test(path))).toEqual([]);
  expect(sourceFiles()).toContain('src/record/ecg-record.ts');
  expect(sourceFiles().filter((path) => !path.startsWith('src/'))).toEqual([]);
});

test.each([
  ['dist/', 'dist/a.js', true],
  ['dist/', 'packages/dist/a.js', true],
  ['dist/', 'distance.ts', false],
  ['/out/', 'out/a', true],
  ['/out/', 'src/out/a', false],
  ['*.log', 'a/b.log', true],
  ['*.log', 'a.logs', false],
  ['# a comment', 'a', false],
])('the pattern %s takes %s: %s', (pattern, path, taken) => {
  expect(ignorePatterns(pattern).some((ignored) => ignored.test(path))).toBe(taken);
});

test('a pattern of a form that is not understood is refused', () => {
  expect(() => ignorePatterns('!keep')).toThrow('got !keep');
});
