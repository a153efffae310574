import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineAt, projectFiles, projectRoot } from './project-files.ts';

interface Rule {
  readonly law: string;
  readonly pattern: RegExp;
  readonly of: (path: string) => boolean;
  readonly broken: readonly string[];
  readonly kept: readonly string[];
}

const maxFileBytes = 5_000_000;
const maxSourceLines = 300;
const isScript = (path: string) => /\.[cm]?[jt]sx?$/.test(path);
const isTest = (path: string) => path.endsWith('.test.ts');
const escaped = (text: string) => text.replace(/[.*+?^$()[\]{}|\\/]/g, '\\$&');

/** Absolute paths of people's machines: the usual places, and those of this checkout and its user unless they are common words. */
function machinePath(own: readonly string[]): RegExp {
  const near = own.filter((path) => path.split(/[\\/]/).length > 2).map((path) => `${escaped(path)}(?!\\w)`);
  const usual = ['/(?:home|root|Users|work|workspaces?|builds|mnt|media|tmp)/', String.raw`[A-Z]:\\Users`];
  return new RegExp(String.raw`(?:file://|(?<![\w.~*)}>$/@-]))(?:${[...usual, ...near].join('|')})`);
}

// Patterns and specimens are written so that this file keeps its own rules.
const rules: readonly Rule[] = [
  {
    law: 'no file, binary ones included, holds an absolute path of somebody’s machine',
    pattern: machinePath([projectRoot, homedir()]),
    of: () => true,
    broken: [`see ${'/home'}/ada/ecg`, `'${'/work'}/x'`, `file://${'/tmp'}/x`],
    kept: [`src${'/work'}/x`, `https://example.org${'/home'}/x`, `..${'/tmp'}/x`, '/dev/null'],
  },
  {
    law: 'no file leaves work to be done in a comment',
    pattern: /\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/,
    of: (path) => isScript(path) || path.endsWith('.md'),
    broken: [`// TO${'DO'} later`, `FIX${'ME'}: x`],
    kept: ['todo', 'methods'],
  },
  {
    law: 'no test is skipped, left out or run alone, other than by describe.skipIf and test.skipIf on missing data',
    pattern:
      /\b(?:describe|test|it|suite|bench)(?:\.\w+)*\.(?:skip|only|todo|fails)\b|\b(?:xit|xdescribe|fit|fdescribe)\(/,
    of: isTest,
    broken: [`test${'.skip'}('x')`, `describe${'.only'}('x')`, `test.concurrent${'.skip'}('x')`, `test${'.todo'}('x')`],
    kept: ["describe.skipIf(data === undefined)('x')", "test.skipIf(data === undefined)('x')", 'text.skip(3)'],
  },
];

test('the place of a checkout is a machine’s path, unless it is one word', () => {
  expect(['/opt/ecg/src', 'a /opt/ecg'].filter((text) => machinePath(['/opt/ecg', '/app']).test(text))).toHaveLength(2);
  expect(['/app/x', '/opt/ecgs', 'x/opt/ecg'].filter((text) => machinePath(['/opt/ecg', '/app']).test(text))).toEqual(
    [],
  );
});

describe.each(rules)('the words of the project', ({ law, pattern, of, broken, kept }) => {
  test(law, () => {
    const found = projectFiles()
      .filter(of)
      .flatMap((path) => {
        const text = readFileSync(join(projectRoot, path), 'latin1');
        const match = pattern.exec(text);
        return match === null ? [] : [`${path}:${lineAt(text, match.index)} ${match[0]}`];
      });
    expect(found).toEqual([]);
  });

  test.each(broken)('the rule finds %s', (text) => expect(text).toMatch(pattern));
  test.each(kept)('the rule allows %s', (text) => expect(text).not.toMatch(pattern));
});

describe('the size of the project’s files', () => {
  test('no file is larger than 5 MB', () => {
    expect(projectFiles().filter((path) => statSync(join(projectRoot, path)).size > maxFileBytes)).toEqual([]);
  });

  test('no source file is longer than 300 lines, tables apart', () => {
    const long = projectFiles()
      .filter(
        (path) => /^(src|test|bench|runs|examples|workbench)\/.*\.tsx?$/.test(path) && !path.endsWith('.table.ts'),
      )
      .map((path) => ({ path, lines: readFileSync(join(projectRoot, path), 'utf8').trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > maxSourceLines);
    expect(long).toEqual([]);
  });
});
