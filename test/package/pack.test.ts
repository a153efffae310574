import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot, sourceFiles } from '../guards/project-files.ts';
import { entryFiles } from '../guards/public-exports.ts';

/** What `npm pack --json` says about a tarball. */
interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

// Half of it is the workbench: ONNX Runtime for browsers, 3.7 MB compressed, and its own copies of the models.
const maxUnpackedBytes = 20_000_000;
const maxModelBytes = 5_000_000;
// The engine's package unpacks to 300 MB, and a first install fetches it.
const installTimeoutMs = 300_000;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'einthoven-pack-'));
let packed: Packed;

beforeAll(async () => {
  if (!isBuilt()) await run('npm', ['run', '--silent', 'build'], { cwd: projectRoot });
  // Without scripts, because other tests run what `prepack` would build anew.
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { cwd: projectRoot });
  [packed] = JSON.parse(stdout) as [Packed];
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  // The flag that the README tells users to give: the engine's install script fetches CUDA libraries.
  const install = [
    'install',
    '--ignore-scripts',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    `./${packed.filename}`,
  ];
  await run('npm', install, { cwd: folder });
}, installTimeoutMs);

afterAll(() => rmSync(folder, { recursive: true, force: true }), installTimeoutMs);

describe('the tarball', () => {
  test('holds the built package, its documents and models, and nothing else', () => {
    const others = packed.files.filter(
      ({ path }) => !/^(dist|models)\/|^(README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/.test(path),
    );
    expect(others).toEqual([]);
    expect(packed.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'package.json',
        'dist/index.js',
        'dist/index.d.ts',
      ]),
    );
  });

  test('unpacks to less than 20 MB, each model to less than 5 MB', () => {
    expect(packed.unpackedSize).toBeLessThan(maxUnpackedBytes);
    expect(packed.files.filter(({ path, size }) => path.endsWith('.onnx') && size >= maxModelBytes)).toEqual([]);
  });
});

describe('the package in a folder of its own', () => {
  test('its command prints its help', async () => {
    const { stdout } = await einthoven('--help');
    expect(stdout).toContain('Usage: einthoven');
  });

  test('its command diagnoses the record that its demo wrote, with the bundled model', async () => {
    await einthoven('demo', '--out', 'out');
    const { stdout } = await einthoven('diagnose', join('out', 'demo'), '--json');
    const diagnosis = JSON.parse(stdout);
    expect(diagnosis).toMatchObject({
      schema: 'einthoven/diagnosis/1',
      record: { fs: 500 },
      model: { name: 'default' },
    });
    // A simulated sinus rhythm without disease.
    expect(diagnosis.findings.superdiagnostic[0]).toMatchObject({ class: 'NORM', decision: 'present' });
  });

  test('its library is imported in Node', async () => {
    const code = [
      "import { makeRecord } from 'einthoven';",
      "import { recordLength } from 'einthoven/record';",
      'const record = makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } });',
      'console.log(JSON.stringify([record.unit, recordLength(record)]));',
    ].join('\n');
    writeFileSync(join(folder, 'library.js'), code);
    const { stdout } = await run(process.execPath, ['library.js'], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(['mV', 5000]);
  });

  test('a use of its library passes a strict type check, which covers the package’s own declarations', async () => {
    writeFileSync(join(folder, 'typed.ts'), typedUse(Object.keys(entryFiles())));
    const options = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2022',
      '--module',
      'nodenext',
    ];
    await expect(typeCheck([...options, 'typed.ts'])).resolves.toBe('');
  });

  test('a wrong use fails that type check', async () => {
    writeFileSync(
      join(folder, 'wrong.ts'),
      "import { makeRecord } from 'einthoven';\nmakeRecord({ fs: '500', leads: {} });\n",
    );
    await expect(typeCheck(['--noEmit', '--strict', '--module', 'nodenext', 'wrong.ts'])).resolves.toContain('TS2322');
  });
});

function einthoven(...args: string[]) {
  return run(join(folder, 'node_modules', '.bin', 'einthoven'), args, { cwd: folder });
}

/** A file that uses the main entry and names every subpath. */
function typedUse(subpaths: readonly string[]): string {
  const imports = subpaths.map((path, i) => `import * as part${i} from '${path.replace(/^\./, 'einthoven')}';`);
  return [
    ...imports,
    "import { type EcgRecord, makeRecord } from 'einthoven';",
    'const record: EcgRecord = makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } });',
    `export const used: readonly object[] = [record, ${subpaths.map((_, i) => `part${i}`).join(', ')}];`,
  ].join('\n');
}

/** What the project's own compiler prints about files in the folder; nothing when all is well. */
async function typeCheck(args: readonly string[]): Promise<string> {
  const tsc = join(projectRoot, 'node_modules', '.bin', 'tsc');
  return run(tsc, [...args], { cwd: folder }).then(
    ({ stdout }) => stdout,
    (failure: { stdout: string }) => failure.stdout,
  );
}

function isBuilt(): boolean {
  const built = join(projectRoot, 'dist', 'index.js');
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  return sourceFiles().every((path) => statSync(join(projectRoot, path)).mtimeMs < mtimeMs);
}
