import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isEcgError } from '../../src/errors.ts';
import { makeRecord, writeWfdbAnnotations } from '../../src/record/index.ts';
import { findRecords, readAnnotationFile, readRecordFile, writeRecordFile } from '../../src/record/node.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = makeRecord({ fs: 500, leads: { I: Float32Array.of(0.5, -0.25) } });

/** Writes text files below the folder of the test. */
function place(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The code and the message of the error that a call throws. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return isEcgError(error) ? `${error.code} ${error.message}` : String(error);
  }
  return 'not refused';
}

describe('a record in files', () => {
  test.each(['x', 'x.hea', 'x.dat'])('that is written as x is read as %s', (name) => {
    writeRecordFile(record, join(folder, 'x'));
    expect(readRecordFile(join(folder, name)).leads).toEqual(record.leads);
  });

  test('replaces the one before and leaves no other file', () => {
    writeRecordFile(makeRecord({ fs: 100, leads: { V1: Float32Array.of(1) } }), join(folder, 'x'));
    writeRecordFile(record, join(folder, 'x.hea'));
    expect(readRecordFile(join(folder, 'x')).leads).toEqual(record.leads);
    expect(readdirSync(folder).sort()).toEqual(['x.dat', 'x.hea']);
  });

  test('that cannot be written leaves nothing behind', () => {
    mkdirSync(join(folder, 'x.dat'));
    expect(refusal(() => writeRecordFile(record, join(folder, 'x')))).toContain(
      `unavailable writeRecordFile: ${join(folder, 'x.hea')} must be written`,
    );
    expect(readdirSync(folder)).toEqual(['x.dat']);
    expect(refusal(() => writeRecordFile(record, join(folder, 'none', 'x')))).toContain('got ENOENT');
    expect(refusal(() => writeRecordFile(record, join(folder, 'a b')))).toContain(
      'invalid-argument writeWfdb: the name',
    );
  });

  test('without header is unavailable, and its path is named', () => {
    const path = join(folder, 'none.hea');
    expect(refusal(() => readRecordFile(join(folder, 'none')))).toBe(
      `unavailable readRecordFile: ${path} must be readable, got ENOENT`,
    );
  });

  test('without its signal file is unavailable, and both paths are named', () => {
    place({ 'x.hea': 'x 1 500 2\ny.dat 16' });
    expect(refusal(() => readRecordFile(join(folder, 'x')))).toBe(
      `unavailable readRecordFile: ${join(folder, 'y.dat')} must be readable, got ENOENT (${join(folder, 'x.hea')})`,
    );
  });

  test.each([
    ['x 1 500 2\nx.dat 16', 'malformed-input readWfdb: x.dat must have 4 bytes, got 3'],
    ['x 1', 'unsupported parseWfdbHeader: the header must state a sampling rate'],
  ])('that is broken (%j) names its header', (header, message) => {
    place({ 'x.hea': header, 'x.dat': 'abc' });
    const said = refusal(() => readRecordFile(join(folder, 'x')));
    expect(said).toContain(message);
    expect(said).toContain(`(${join(folder, 'x.hea')})`);
  });

  test.each(['../x.dat', '/etc/passwd', 'sub/x.dat', '..\\x.dat', '..', '.'])(
    'cannot name the signal file %s',
    (name) => {
      place({ 'a/x.hea': `x 1 500 2\n${name} 16`, 'x.dat': 'abcd', 'a/sub/x.dat': 'abcd' });
      expect(refusal(() => readRecordFile(join(folder, 'a/x')))).toContain(
        `malformed-input readRecordFile: a signal file must lie beside its header, got ${name}`,
      );
    },
  );
});

describe('an annotation file', () => {
  test('is read by its whole name', () => {
    const file = { annotations: [{ sample: 5, symbol: 'N', subtype: 0, chan: 0, num: 0 }], definitions: [] };
    writeFileSync(join(folder, 'x.atr'), writeWfdbAnnotations(file));
    expect(readAnnotationFile(join(folder, 'x.atr'))).toEqual(file);
  });

  test('that is missing or broken is named', () => {
    place({ 'x.atr': 'N' });
    const path = join(folder, 'x.atr');
    expect(refusal(() => readAnnotationFile(path))).toBe(
      `malformed-input readWfdbAnnotations: a file must end in a zero word, got 1 bytes without (${path})`,
    );
    expect(refusal(() => readAnnotationFile(`${path}x`))).toBe(
      `unavailable readAnnotationFile: ${path}x must be readable, got ENOENT`,
    );
  });
});

describe('finding records', () => {
  const find = (path: string) => findRecords(join(folder, path)).map((found) => found.slice(folder.length + 1));

  test('a folder stands for every header in it and below, sorted', () => {
    place({ 'b.hea': '', 'b.dat': '', 'a10.hea': '', 'a9.hea': '', 'deep/er/c.hea': '', 'notes.txt': '' });
    expect(find('')).toEqual(['a10', 'a9', 'b', 'deep/er/c']);
    expect(find('deep/')).toEqual(['deep/er/c']);
  });

  test('a folder with RECORDS stands for what it lists, in that order', () => {
    place({ RECORDS: 'data/2\r\ndata/10\n\nmore/\n', 'data/1.hea': '', 'more/z.hea': '', 'more/sub/y.hea': '' });
    expect(find('')).toEqual(['data/2', 'data/10', 'more/sub/y', 'more/z']);
  });

  test.each(['../x', '/etc/x', 'a/../../x', './', '../'])('RECORDS cannot list %s', (entry) => {
    place({ RECORDS: entry });
    expect(refusal(() => find(''))).toContain(`must name records below its folder, got ${entry}`);
  });

  test.each([
    ['*', ['a1', 'a2', 'b(1)']],
    ['a?', ['a1', 'a2']],
    ['a?.hea', ['a1', 'a2']],
    ['*/a*', ['x/a3']],
    ['**/a*', ['a1', 'a2', 'x/a3', 'x/y/a4']],
    ['x/**/*', ['x/a3', 'x/y/a4']],
    ['b(*', ['b(1)']],
  ])('the pattern %s stands for the records that it matches', (pattern, expected) => {
    place({ 'a1.hea': '', 'a1.dat': '', 'a2.hea': '', 'b(1).hea': '', 'x/a3.hea': '', 'x/y/a4.hea': '' });
    expect(find(pattern)).toEqual(expected);
  });

  test('any other path is the record itself', () => {
    expect(find('none/x')).toEqual(['none/x']);
    expect(find('none/x.hea')).toEqual(['none/x']);
  });

  test.each(['empty', 'empty/*', 'none/*', '*.dat'])('a folder or pattern without a record is refused (%s)', (path) => {
    place({ 'empty/x.dat': '', 'y.dat': '' });
    expect(refusal(() => find(path))).toBe(
      `unavailable findRecords: ${join(folder, path)} must have a record, got none`,
    );
  });
});
