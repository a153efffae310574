import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANNOTATION_CODES,
  readWfdbAnnotations,
  type WfdbAnnotation,
  writeWfdbAnnotations,
} from '../../src/record/index.ts';
import { readAnnotationFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';

const plain = { subtype: 0, chan: 0, num: 0 };

describe('reading MIT annotations', () => {
  const read = (...bytes: number[]) => readWfdbAnnotations(Uint8Array.from(bytes)).annotations;

  test('a word is 6 bits of code above 10 bits of interval', () => {
    expect(read(0x4d, 0x04, 0x25, 0x21, 0, 0)).toEqual([
      { sample: 77, symbol: 'N', ...plain },
      { sample: 370, symbol: 'A', ...plain },
    ]);
  });

  test('SKIP moves the time by a 32-bit number, high word first, forwards or back', () => {
    const skip = [0x00, 0xec, 0x02, 0x00, 0x01, 0x00]; // 2 · 65536 + 1
    const back = [0x00, 0xec, 0xff, 0xff, 0xfe, 0xff]; // -2
    expect(read(...skip, 0x03, 0x04, ...back, 0x00, 0x04, 0, 0).map(({ sample }) => sample)).toEqual([131076, 131074]);
  });

  test('SUB holds for its annotation, CHN and NUM until they change; SUB and NUM are signed', () => {
    const bytes = [0x01, 0x04, 0xff, 0xf7, 0xff, 0xfb, 0xff, 0xf3, 0x01, 0x04, 0x01, 0x04, 0x02, 0xf0, 0, 0];
    expect(read(...bytes)).toEqual([
      { sample: 1, symbol: 'N', subtype: -1, chan: 255, num: -1 },
      { sample: 2, symbol: 'N', subtype: 0, chan: 255, num: -1 },
      { sample: 3, symbol: 'N', subtype: 0, chan: 255, num: 2 },
    ]);
  });

  test('AUX holds text, padded to whole words, of which a closing null is no part', () => {
    const rhythm = [0x01, 0x70, 0x03, 0xfc, 0x28, 0x4e, 0x00, 0x00]; // + with "(N\0" and a padding byte
    expect(read(...rhythm, 0, 0)).toEqual([{ sample: 1, symbol: '+', ...plain, aux: '(N' }]);
  });

  test('a null annotation moves the time and is not listed', () => {
    expect(read(0x05, 0x00, 0x01, 0x04, 0, 0)).toEqual([{ sample: 6, symbol: 'N', ...plain }]);
  });

  test('bytes behind the end mark say nothing', () => {
    expect(read(0, 0, 0x4d, 0x04)).toEqual([]);
  });

  test('a code without a symbol is a number in brackets', () => {
    expect(read(0x01, 42 << 2, 0, 0)[0]?.symbol).toBe('[42]');
  });

  test.each([
    ['an empty file', [], 'a file must end in a zero word, got 0 bytes without'],
    ['a file without end mark', [0x4d, 0x04], 'a file must end in a zero word, got 2 bytes without'],
    ['half a word', [0x4d, 0x04, 0], 'a file must end in a zero word, got 3 bytes without'],
    ['a SKIP without its number', [0x00, 0xec, 0, 0], 'a file must end in a zero word'],
    ['an AUX without its text', [0x01, 0x70, 0x09, 0xfc, 0, 0], 'a file must end in a zero word'],
    ['a code that does not exist', [0x01, 50 << 2, 0, 0], 'a code must be 0 to 49 or 59 to 63, got 50'],
    [
      'a sample before the start',
      [0x00, 0xec, 0xff, 0xff, 0xfe, 0xff, 0x01, 0x04, 0, 0],
      'no annotation may precede sample 0, got -1 at byte 6',
    ],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => read(...bytes)).toThrow(
      expect.objectContaining({ code: 'malformed-input', message: expect.stringContaining(message) }),
    );
  });
});

describe('the notes at the start of an annotation file', () => {
  const note = (aux: string, sample = 0): WfdbAnnotation => ({ sample, symbol: '"', ...plain, aux });
  const reread = (...annotations: WfdbAnnotation[]) =>
    readWfdbAnnotations(writeWfdbAnnotations({ annotations, definitions: [] }));

  test('state the time resolution and define symbols, and are not listed', () => {
    const beat = { sample: 5, symbol: 'N', ...plain };
    const definitions = ['## annotation type definitions', '42 z zero pressure\n', '1 X', '## end of definitions'];
    expect(reread(note('## time resolution: 360'), ...definitions.map((line) => note(line)), beat)).toEqual({
      fs: 360,
      definitions: [
        { code: 42, symbol: 'z', meaning: 'zero pressure' },
        { code: 1, symbol: 'X', meaning: '' },
      ],
      annotations: [{ ...beat, symbol: 'X' }],
    });
  });

  test('are comments where they stand later or say something else', () => {
    const comments = [note('Moved'), note('## time resolution: 360', 1)];
    expect(reread(...comments)).toEqual({ definitions: [], annotations: comments });
  });

  test.each([
    ['## time resolution: fast', 'the time resolution must be a positive number of Hz'],
    ['## time resolution: 0', 'the time resolution must be a positive number of Hz'],
    ['## annotation type definitions', 'definitions must close with "## end of definitions"'],
  ])('are refused as %s', (aux, message) => {
    expect(() => reread(note(aux))).toThrow(message);
  });

  test.each(['50 x', '0 x', 'x', '7'])('cannot define "%s"', (aux) => {
    const start = note('## annotation type definitions');
    expect(() => reread(start, note(aux), note('## end of definitions'))).toThrow(
      'a definition must read code, symbol',
    );
  });
});

describe('writing MIT annotations', () => {
  const symbols = ANNOTATION_CODES.map(({ symbol }) => symbol);
  const aux = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((text) => !/\0$|^##/.test(text));
  const annotation = fc
    .record({
      sample: fc.oneof(fc.nat(5000), fc.nat(2 ** 31 - 1), fc.constant(1e10)),
      symbol: fc.constantFrom(...symbols, '[15]', '[49]'),
      subtype: fc.integer({ min: -128, max: 127 }),
      chan: fc.integer({ min: 0, max: 255 }),
      num: fc.integer({ min: -128, max: 127 }),
      aux: fc.option(
        aux.filter((text) => new TextEncoder().encode(text).length <= 255),
        { nil: undefined },
      ),
    })
    .map(({ aux: text, ...fields }) => (text === undefined ? fields : { ...fields, aux: text }));
  const definitions = fc.uniqueArray(
    fc.record({
      code: fc.integer({ min: 42, max: 48 }),
      symbol: fc.constantFrom('c', '#', 'w'),
      meaning: fc.constantFrom('', 'wedge pressure'),
    }),
    { selector: ({ code }) => code },
  );

  test('and reading gives the same back', () => {
    const fs = fc.option(fc.constantFrom(100, 62.4725, 1e-7), { nil: undefined });
    fc.assert(
      fc.property(fc.array(annotation), definitions, fs, (annotations, defined, rate) => {
        const file = { annotations, definitions: defined, ...(rate !== undefined && { fs: rate }) };
        expect(readWfdbAnnotations(writeWfdbAnnotations(file))).toEqual(file);
      }),
    );
  });

  test('gives the bytes that the format prescribes', () => {
    const annotations = [
      { sample: 1, symbol: '+', ...plain, aux: '(N' },
      { sample: 1025, symbol: 'N', subtype: -1, chan: 1, num: 2 },
    ];
    expect([...writeWfdbAnnotations({ annotations, definitions: [] })]).toEqual([
      ...[0x01, 0x70, 0x02, 0xfc, 0x28, 0x4e],
      ...[0x00, 0xec, 0x00, 0x00, 0x00, 0x04, 0x00, 0x04, 0xff, 0xf7, 0x01, 0xf8, 0x02, 0xf0],
      ...[0, 0],
    ]);
  });

  test.each([
    ['an unknown symbol', { symbol: 'y' }, 'a symbol must be one of ANNOTATION_CODES or defined by the file, got "y"'],
    ['the symbol of no annotation', { symbol: '[0]' }, 'a symbol must be one of ANNOTATION_CODES'],
    ['a negative sample', { sample: -1 }, 'sample must be an index, got -1'],
    ['half a sample', { sample: 0.5 }, 'sample must be an index, got 0.5'],
    ['a subtype of 128', { subtype: 128 }, 'subtype must be an integer from -128 to 127, got 128'],
    ['signal -1', { chan: -1 }, 'chan must be an integer from 0 to 255, got -1'],
    ['a num of 1.5', { num: 1.5 }, 'num must be an integer from -128 to 127, got 1.5'],
    ['text of 256 bytes', { aux: 'µ'.repeat(128) }, 'aux must have at most 255 bytes'],
  ])('%s is refused', (_, part, message) => {
    const annotations = [{ sample: 0, symbol: 'N', ...plain, ...part }];
    expect(() => writeWfdbAnnotations({ annotations, definitions: [] })).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
    );
  });

  test.each([
    { code: 50, symbol: 'c', meaning: '' },
    { code: 42, symbol: 'c d', meaning: '' },
    { code: 42, symbol: 'c', meaning: 'two\nlines' },
  ])('the definition %j is refused', (definition) => {
    expect(() => writeWfdbAnnotations({ annotations: [], definitions: [definition] })).toThrow('a definition must');
  });
});

const wfdb = dataFolder('formats/wfdb');

/** A line of the original `rdann`: time, sample, symbol, subtype, chan, num, and behind a tab the text. */
function rdann(name: string): WfdbAnnotation[] {
  const lines = readFileSync(join(wfdb ?? '', 'target-output', name), 'latin1')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => {
    const [, sample, symbol = '', subtype, chan, num, aux] =
      /^ *\S+ +(\d+) +(\S) +(-?\d+) +(\d+) +(-?\d+)(?:\t(.*))?$/.exec(line) ?? [];
    const fields = { sample: Number(sample), symbol, subtype: Number(subtype), chan: Number(chan), num: Number(num) };
    return aux === undefined ? fields : { ...fields, aux };
  });
}

describe.skipIf(wfdb === undefined)('annotations as the original rdann prints them', () => {
  test.each([
    ['100.atr', 'ann-1', 2274],
    ['12726.anI', 'ann-2', 22],
    ['1003.atr', 'ann-3', 957],
  ])('%s (%s)', (file, target, count) => {
    const { annotations } = readAnnotationFile(join(wfdb ?? '', file));
    expect(annotations).toEqual(rdann(target));
    expect(annotations).toHaveLength(count);
  });

  test('a file defines its own symbols', () => {
    expect(readAnnotationFile(join(wfdb ?? '', '1003.atr')).definitions).toContainEqual({
      code: 15,
      symbol: 'c',
      meaning: 'calibration pulse',
    });
  });

  test('a sample may lie beyond 32 bits', () => {
    const { annotations } = readAnnotationFile(join(wfdb ?? '', 'huge.qrs'));
    expect(annotations).toEqual([{ sample: 10_000_000_000, symbol: 'N', ...plain }]);
  });
});

/** How often each symbol occurs in the annotation files of a folder. */
function symbolCounts(folder: string, isAnnotation: (name: string) => boolean): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of readdirSync(folder).filter(isAnnotation)) {
    const file = readAnnotationFile(join(folder, name));
    for (const { symbol } of file.annotations) counts[symbol] = (counts[symbol] ?? 0) + 1;
    // As text, which is much quicker to compare than 100,000 objects.
    expect(JSON.stringify(readWfdbAnnotations(writeWfdbAnnotations(file)))).toBe(JSON.stringify(file));
  }
  return counts;
}

const ludb = dataFolder('ludb/data');

describe.skipIf(ludb === undefined)('the annotations of LUDB', () => {
  test('hold the waves of all leads, and are the same after writing and reading', () => {
    const counts = symbolCounts(ludb ?? '', (name) => /\.(i{1,3}|av[rlf]|v[1-6])$/.test(name));
    // The description of version 1.0.1 counts 16797 P, 21966 QRS, 19666 T; its files hold one QRS and five T fewer
    // (counted by a separate program, as were the bounds).
    expect(counts).toEqual({ p: 16797, N: 21965, t: 19661, '(': 58321, ')': 58423 });
  });
});

const mitdb = dataFolder('mitdb');

describe.skipIf(mitdb === undefined)('the annotations of the MIT-BIH Arrhythmia Database', () => {
  test('hold the beats that its directory lists for record 100, and are the same after writing and reading', () => {
    const counts = symbolCounts(mitdb ?? '', (name) => name === '100.atr');
    expect(counts).toEqual({ N: 2239, A: 33, V: 1, '+': 1 });
  });

  test('are the same after writing and reading in every record', () => {
    const counts = symbolCounts(mitdb ?? '', (name) => name.endsWith('.atr'));
    const beats = ANNOTATION_CODES.filter(({ isBeat }) => isBeat).reduce(
      (sum, { symbol }) => sum + (counts[symbol] ?? 0),
      0,
    );
    // Counted by a separate program.
    expect(beats).toBe(31545 + 5486 + 4615 + 3697 + 1346 + 722 + 155 + 31 + 25 + 13 + 6 + 6);
  });
});
