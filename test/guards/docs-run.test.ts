import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { docstringExamples, type Example, equals, markdownExamples, runExample } from './examples.ts';
import { projectFiles, projectRoot, readProjectFile, sourceFiles } from './project-files.ts';
import { entryFiles } from './public-exports.ts';

const docstrings = sourceFiles().flatMap((path) => docstringExamples(path, readProjectFile(path)));
const documents = projectFiles()
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => markdownExamples(path, readProjectFile(path)));

describe('the examples in docstrings', () => {
  test.each(docstrings.map(placed))('the example at %s gives the values that it states', async (_, example) => {
    expect(await runExample(example, { scope: await scopeOf(example.path), load })).toBeGreaterThan(0);
  });

  test('there are examples to run', () => {
    expect(docstrings.length).toBeGreaterThan(0);
  });
});

describe('the examples in documents', () => {
  test.each(documents.map(placed))('the block at %s runs', async (_, example) => {
    await runExample(example, { scope: {}, load });
  });

  test('the README has a block that runs', () => {
    expect(documents.map(({ path }) => path)).toContain('README.md');
  });
});

describe('the runner of examples', () => {
  const run = (code: string, scope = {}) => runExample({ path: 'a.ts', line: 10, code }, { scope, load });

  test('refuses a wrong value and names its line', async () => {
    await expect(run('const x = 1;\nx + 1 // => 3')).rejects.toThrow('a.ts:11 is 2, the example states 3');
  });

  test('compares declarations, awaits, lists on successive lines and names of its scope', async () => {
    const code = [
      "import { EcgError as E } from 'einthoven-test';",
      'const record: number[] = await Promise.resolve([1, 2]); // => [1, 2]',
      '[...record] // => [1, 2]',
      '[new Float32Array([0.1])] // => [[0.1]]',
      'twice(',
      '  E,',
      ') // => 6',
    ].join('\n');
    const context = { scope: { record: 'hidden', twice: (x: number) => 2 * x }, load: async () => ({ EcgError: 3 }) };
    expect(await runExample({ path: 'a.ts', line: 1, code }, context)).toBe(4);
  });

  test('refuses a value that is stated where nothing is compared', async () => {
    await expect(run('if (true) {\n  1 + 1 // => 3\n}')).rejects.toThrow('states 1 values, of which 0');
    await expect(run('const [x] = [1]; // => 1')).rejects.toThrow('states 1 values, of which 0');
  });

  test('refuses broken code and code that throws', async () => {
    await expect(run('1 + // => 2')).rejects.toThrow();
    await expect(run('nothing() // => 2')).rejects.toThrow('nothing is not defined');
  });

  test.each([
    [0.1 + 0.2, 0.3, true],
    [1000.0005, 1000, true],
    [1e-5, 0, false],
    [Number.NaN, Number.NaN, true],
    [Number.NaN, 0, false],
    [undefined, undefined, true],
    [undefined, null, false],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { b: 1 }, false],
    [[1, undefined], [1], false],
    [new Float32Array([1, 2]), [1, 2], true],
    [[], {}, false],
    ['1', 1, false],
  ])('compares %o with %o as %o', (actual, expected, same) => {
    expect(equals(actual, expected)).toBe(same);
  });

  test('finds the blocks that state a value, in docstrings and in Markdown', () => {
    const source = 'const a = 1;\n/**\n * @example\n * f(1) // => 2\n * @see g\n */\n/** @example\n * f(); */\n';
    expect(docstringExamples('a.ts', source)).toEqual([{ path: 'a.ts', line: 4, code: 'f(1) // => 2' }]);
    expect(markdownExamples('a.md', 'Text\n\n```ts run\nf();\n```\n\n```ts\ng();\n```\n')).toEqual([
      { path: 'a.md', line: 4, code: 'f();\n' },
    ] satisfies Example[]);
  });
});

function placed(example: Example): [string, Example] {
  return [`${example.path}:${example.line}`, example];
}

/** All exports of the folder's `index.ts` and of the file itself, and the three names that every example may use. */
async function scopeOf(path: string): Promise<Record<string, unknown>> {
  const index = posix.join(posix.dirname(path).split('/').slice(0, 2).join('/'), 'index.ts');
  const files = ['src/errors.ts', 'src/random.ts', 'src/record/ecg-record.ts', index, path];
  const modules = await Promise.all(files.filter((file) => existsSync(join(projectRoot, file))).map(loadFile));
  return Object.assign({}, ...modules);
}

/** What an import in a document means: the package's own names are those of the sources. */
async function load(specifier: string): Promise<unknown> {
  const own = entryFiles()[specifier.replace(/^einthoven/, '.')];
  return specifier.startsWith('einthoven') && own !== undefined ? loadFile(own) : import(/* @vite-ignore */ specifier);
}

async function loadFile(path: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ pathToFileURL(join(projectRoot, path)).href);
}
