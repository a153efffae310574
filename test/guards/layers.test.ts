import { describe, expect, test } from 'vitest';
import { type Layers, layerCycle, layerViolations } from './layers.ts';
import { readProjectFile, sourceFiles } from './project-files.ts';

/** The law. Each folder's one job, and why a row changed, is in docs/decisions/0001-one-package-in-layers.md. */
const layers: Layers = {
  folders: {
    record: [],
    signal: ['record'],
    beats: ['record', 'signal'],
    quality: ['record', 'signal', 'beats'],
    features: ['record', 'signal', 'beats', 'quality', 'nn'],
    nn: [],
    statements: [],
    models: ['record', 'signal', 'nn', 'statements', 'evaluate'],
    cases: ['nn', 'models', 'statements'],
    findings: ['record', 'beats', 'quality', 'features', 'models', 'statements'],
    explain: ['record', 'nn', 'models', 'statements', 'evaluate'],
    report: ['record', 'beats', 'quality', 'features', 'models', 'findings', 'explain', 'statements'],
    datasets: ['record', 'statements'],
    evaluate: [],
    train: ['record', 'signal', 'nn', 'models', 'datasets', 'evaluate', 'statements'],
  },
  doors: ['cli', 'serve', 'assistant'],
  opener: 'cli',
  leaves: ['disclaimer.ts', 'errors.ts', 'random.ts', 'sha256.ts', 'solve-definite.ts', 'write-whole.node.ts'],
  entries: ['index.ts', 'node.ts'],
  nodePackages: ['onnxruntime-node'],
  doorPackages: [
    'commander',
    'hono',
    '@hono/node-server',
    '@hono/zod-openapi',
    'piscina',
    '@electric-sql/pglite',
    'pg',
    'prom-client',
  ],
};

describe('the layers of src/', () => {
  test('every import keeps to the table of layers', () => {
    const files = new Map(sourceFiles().map((path) => [path, readProjectFile(path)]));
    expect(files.size).toBeGreaterThan(0);
    expect(layerViolations(files, layers)).toEqual([]);
  });

  test('the table that the decision shows to readers is the same', () => {
    const rows = readProjectFile('docs/decisions/0001-one-package-in-layers.md').matchAll(
      /^\| `(\w+)\/` \|.*\| (.+) \|$/gm,
    );
    const shown = [...rows].map(([, folder = '', allowed = '']) => [
      folder,
      allowed === '–' ? [] : allowed.split(', ').sort(),
    ]);
    const enforced = Object.entries(layers.folders).map(([folder, allowed]) => [folder, [...allowed].sort()]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(enforced));
  });

  test('the table of layers has no cycle', () => {
    expect(layerCycle(layers.folders)).toBeUndefined();
  });
});

describe('the checker of layers', () => {
  const check = (path: string, text: string) => layerViolations(new Map([[path, text]]), layers);

  test.each([
    ['src/signal/prepare.ts', "import { makeRecord } from '../record/index.ts';"],
    ['src/signal/filter/design.ts', "import { resample } from '../resample.ts';"],
    ['src/signal/prepare.ts', "import { EcgError } from '../errors.ts';"],
    ['src/record/node.ts', "import { readFile } from 'node:fs/promises';\nimport { header } from './header.ts';"],
    ['src/models/node.ts', "import { openSession } from '../nn/node.ts';"],
    ['src/train/worker.node.ts', "import { parentPort } from 'node:worker_threads';"],
    ['src/cli/serve.ts', "import { startServer } from '../serve/index.ts';"],
    ['src/cli/train.ts', "import { Command } from 'commander';\nimport { train } from '../train/node.ts';"],
    ['src/index.ts', "export { train } from './train/index.ts';"],
    ['src/node.ts', "export { readRecordFile } from './record/node.ts';"],
    ['src/record/header.ts', "// import { x } from '../models/index.ts'\nconst text = 'process.env';"],
  ])('allows %s to say %s', (path, text) => {
    expect(check(path, text)).toEqual([]);
  });

  test.each([
    [
      'src/record/a.ts',
      "\nimport { x } from '../signal/index.ts';",
      ':2 imports src/signal/index.ts, but record/ may not',
    ],
    ['src/record/a.ts', "import type { X } from '../signal/index.ts';", 'record/ may not import signal/'],
    ['src/record/a.ts', "const x = await import('../signal/index.ts');", 'record/ may not import signal/'],
    ['src/record/a.ts', "export { x } from '../signal/index.ts';", 'record/ may not import signal/'],
    ['src/signal/a.ts', "import { x } from '../record/header.ts';", 'through their index.ts'],
    ['src/signal/a.ts', "import { x } from '../record/node.ts';", 'which only runs in Node'],
    ['src/record/index.ts', "export { readFile } from './node.ts';", 'which only runs in Node'],
    ['src/record/a.ts', "import { x } from './worker.node.ts';", 'which only runs in Node'],
    ['src/index.ts', "export { x } from './node.ts';", 'which only runs in Node'],
    ['src/record/a.ts', "import { readFileSync } from 'node:fs';", 'imports node:fs, which only'],
    ['src/record/a.ts', "import { readFileSync } from 'fs';", 'imports fs, which only'],
    ['src/nn/session.ts', "import type { Tensor } from 'onnxruntime-node';", 'imports onnxruntime-node, which only'],
    ['src/train/node.ts', "import { Command } from 'commander';", 'which only the doors may'],
    ['src/record/a.ts', "import { x } from 'einthoven/signal';", 'imported by their path'],
    ['src/train/a.ts', "import { x } from '../cli/main.ts';", 'nothing imports a door'],
    ['src/serve/a.ts', "import { x } from '../cli/main.ts';", 'nothing imports a door'],
    ['src/serve/a.ts', "import { x } from '../assistant/index.ts';", 'nothing imports a door'],
    ['src/cli/a.ts', "import { x } from '../serve/routes.ts';", 'through their index.ts'],
    ['src/train/a.ts', "import { serve } from '@hono/node-server';", 'which only the doors may'],
    ['src/train/a.ts', "import { x } from '../index.ts';", 'which is for users'],
    ['src/errors.ts', "import { x } from './random.ts';", 'a leaf module imports nothing'],
    ['src/utils/a.ts', "import { x } from '../errors.ts';", 'utils is not in the table of layers'],
    ['src/record/a.ts', "import { x } from '../utils/index.ts';", 'utils is not in the table of layers'],
    ['src/record/a.ts', "import { x } from '../../test/data-folder.ts';", 'which is outside src/'],
    ['src/record/a.ts', 'const fast = process.env.FAST;', 'uses process.env, which a browser lacks'],
    ['src/record/a.ts', 'const bytes = Buffer.from([1]);', 'uses Buffer.from, which a browser lacks'],
    ['src/record/a.ts', 'const here = import.meta.dirname;', 'which a browser lacks'],
  ])('refuses that %s says %s', (path, text, message) => {
    expect(check(path, text).join('\n')).toContain(message);
    expect(check(path, text)[0]).toMatch(new RegExp(`^${path}:\\d+ `));
  });

  test('names a cycle in a table', () => {
    expect(layerCycle({ a: ['b'], b: ['c'], c: ['b'] })).toEqual(['b', 'c', 'b']);
    expect(layerCycle({ a: ['b'], b: [] })).toBeUndefined();
  });
});
