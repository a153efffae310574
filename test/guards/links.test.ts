import { describe, expect, test } from 'vitest';
import { anchors, brokenLinks } from './links.ts';
import { projectFiles, readProjectFile } from './project-files.ts';

describe('the links of the documents', () => {
  test('every relative link leads to a file or folder of the project, and every anchor to a heading', () => {
    const isDocument = (path: string) => path.endsWith('.md');
    const files = new Map(projectFiles().map((path) => [path, isDocument(path) ? readProjectFile(path) : '']));
    const documents = [...files].filter(([path]) => isDocument(path));
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.flatMap(([path, text]) => brokenLinks(path, text, files))).toEqual([]);
  });
});

describe('the checker of links', () => {
  const files = new Map([
    ['README.md', '# Title\n## What it is\n'],
    ['docs/log.md', '# Log'],
    ['docs/a b.svg', ''],
  ]);

  test.each([
    '[a](docs/log.md)',
    '[a](docs)',
    '[a](docs/)',
    '[a](docs/log.md#log)',
    '[a](#what-it-is)',
    '![a](docs/a%20b.svg "A title")',
    '<img alt="" src="docs/a%20b.svg">',
    '[a]: docs/log.md',
    '[a](https://example.org/none.md) <mailto:a@example.org>',
    '`[a](none.md)`',
    '```\n[a](none.md)\n```',
  ])('is content with %s', (text) => {
    expect(brokenLinks('README.md', `# Title\n## What it is\n${text}`, files)).toEqual([]);
  });

  test.each([
    ['[a](none.md)', 'none.md'],
    ['[a](docs/none/)', 'docs/none/'],
    ['[a](docs/log.md#none)', 'docs/log.md#none'],
    ['[a](docs#log)', 'docs#log'],
    ['[a](#none)', '#none'],
    ['[a](../outside.md)', '../outside.md'],
    ['<img src="none.svg">', 'none.svg'],
    ['[a]: none.md', 'none.md'],
  ])('finds that %s leads nowhere', (text, target) => {
    expect(brokenLinks('README.md', `\n${text}`, files)).toEqual([`README.md:2 ${target}`]);
  });

  test('resolves links from the folder of their document', () => {
    expect(brokenLinks('docs/log.md', '[a](../README.md#title) [b](README.md)', files)).toEqual([
      'docs/log.md:1 README.md',
    ]);
  });

  test('makes the anchors that GitHub makes', () => {
    const text =
      '# Time, in `ms`!\n## A_b – c\n## Twice\n## Twice\n### [Link](x.md) ###\n<a id="own"></a>\n```\n# code\n```\n';
    expect([...anchors(text)]).toEqual(['own', 'time-in-ms', 'a_b--c', 'twice', 'twice-1', 'link']);
  });
});
