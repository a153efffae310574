import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readRecordFile } from '../../src/record/node.ts';
import { readWfdb } from '../../src/record/wfdb.ts';
import { parseWfdbHeader } from '../../src/record/wfdb-header.ts';
import { readWfdbSignals } from '../../src/record/wfdb-signal.ts';
import { dataFolder } from '../data-folder.ts';

const parse = (text: string) => parseWfdbHeader(new TextEncoder().encode(text));

/** The counts of every signal of a header, from files given as lists of bytes. */
function countsOf(header: string, files: Record<string, readonly number[]>): number[][] {
  const { signals } = readWfdbSignals(parse(header), (name) => Uint8Array.from(files[name] ?? []));
  return signals.map(({ counts }) => [...counts]);
}

describe('format 16', () => {
  test('samples are two bytes, low byte first, signed, signals in turn', () => {
    const bytes = [0x01, 0x00, 0xff, 0xff, 0xff, 0x7f, 0x00, 0x80];
    expect(countsOf('x 2 500 2\nx.dat 16\nx.dat 16', { 'x.dat': bytes })).toEqual([
      [1, 32767],
      [-1, -32768],
    ]);
  });

  test('bytes before the offset are no samples, whatever their number', () => {
    const bytes = [9, 9, 9, 0x01, 0x00, 0xff, 0xff];
    expect(countsOf('x 1 500 2\nx.mat 16+3', { 'x.mat': bytes })).toEqual([[1, -1]]);
  });
});

describe('format 212', () => {
  // 1 = 0x001, -1 = 0xfff, 2047 = 0x7ff, -2047 = 0x801, 5 = 0x005, -2048 = 0x800
  const pairs = [0x01, 0xf0, 0xff, 0xff, 0x87, 0x01];

  test('two samples share three bytes, each with its sign', () => {
    expect(countsOf('x 1 360 4\nx.dat 212', { 'x.dat': pairs })).toEqual([[1, -1, 2047, -2047]]);
    expect(countsOf('x 2 360 2\nx.dat 212\nx.dat 212', { 'x.dat': pairs })).toEqual([
      [1, 2047],
      [-1, -2047],
    ]);
  });

  test('an odd last sample takes two bytes, or three where the file is padded', () => {
    const expected = [[1, -1, 2047, -2047, 5]];
    expect(countsOf('x 1 360 5\nx.dat 212', { 'x.dat': [...pairs, 0x05, 0x00] })).toEqual(expected);
    expect(countsOf('x 1 360 5\nx.dat 212', { 'x.dat': [...pairs, 0x05, 0x00, 0x00] })).toEqual(expected);
    expect(countsOf('x 1 360\nx.dat 212', { 'x.dat': [...pairs, 0x05, 0x00] })).toEqual(expected);
    expect(countsOf('x 1 360 1\nx.dat 212', { 'x.dat': [0x00, 0x08] })).toEqual([[-2048]]);
  });
});

describe('the files of a record', () => {
  const samples = [0x01, 0x00, 0x02, 0x00, 0x03, 0x00, 0x04, 0x00];

  test('each holds its own signals, in its own format', () => {
    const header = 'x 3 500 2\na.dat 16\na.dat 16\nb.dat 212';
    expect(countsOf(header, { 'a.dat': samples, 'b.dat': [0x05, 0x60, 0x07] })).toEqual([
      [1, 3],
      [2, 4],
      [0x005, 0x607],
    ]);
  });

  test('tell the length where the header does not', () => {
    expect(countsOf('x 2 500\nx.dat 16\nx.dat 16', { 'x.dat': samples })).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test('may hold more than the header says, which is noted', () => {
    const { signals, notes } = readWfdbSignals(parse('x 1 500 2\nx.dat 16'), () => Uint8Array.from(samples));
    expect([...(signals[0]?.counts ?? [])]).toEqual([1, 2]);
    expect(notes).toEqual(['x.dat: 4 bytes after the last sample not read']);
  });

  test('are not opened for a record that cannot be read', () => {
    const open = () => {
      throw new Error('opened');
    };
    expect(() => readWfdbSignals(parse('x 2 500 2\na.dat 16\n~ 0'), open)).toThrow('got format 0 in ~');
  });
});

describe('the checksum', () => {
  const file = { 'x.dat': [0xff, 0x7f, 0xff, 0x7f, 0x05, 0x00] }; // 32767 + 32767 + 5 = 65539

  test.each([3, -65533, 65539])('%d is the sum of the samples modulo 65536', (checksum) => {
    expect(countsOf(`x 1 500 3\nx.dat 16 200 16 0 0 ${checksum}`, file)).toHaveLength(1);
  });

  test('is refused when the samples do not add up to it', () => {
    const header = 'x 1 500 3\nx.dat 16 200 16 0 0 4 0 V1';
    expect(() => countsOf(header, file)).toThrow('readWfdb: the checksum of V1 in x.dat must be 4, got 3');
  });

  test('of 0 says nothing in a header without length, and is a checksum in one with it', () => {
    expect(countsOf('x 1 500\nx.dat 16 200 16 0 0 0', file)).toHaveLength(1);
    expect(() => countsOf('x 1 500 3\nx.dat 16 200 16 0 0 0', file)).toThrow('must be 0, got 3');
  });

  test('counts a missing sample with the value that stands for it', () => {
    expect(countsOf('x 1 500 2\nx.dat 212 200 12 0 0 -2047', { 'x.dat': [0x00, 0x08, 0x01] })).toEqual([[-2048, 1]]);
  });
});

describe('signal files that cannot be read', () => {
  const four = { 'x.dat': [1, 0, 2, 0], 'y.dat': [1, 0] };
  test.each([
    ['a truncated file', 'x 1 500 3\nx.dat 16', 'malformed-input', 'x.dat must have 6 bytes, got 4'],
    ['a truncated file of format 212', 'x 1 500 3\nx.dat 212', 'malformed-input', 'x.dat must have 5 bytes, got 4'],
    ['an offset beyond the file', 'x 1 500 1\nx.dat 16+24', 'malformed-input', 'x.dat must have 26 bytes, got 4'],
    ['an absurd length', 'x 1 500 9007199254740991\nx.dat 16', 'malformed-input', 'got 4'],
    ['no sample', 'x 1 500\nx.dat 16+4', 'malformed-input', 'must have one length above 0, got 0 samples'],
    ['files of unequal length', 'x 2 500\nx.dat 16\ny.dat 16', 'malformed-input', 'got 2, 1 samples'],
    ['two formats in one file', 'x 2 500\nx.dat 16\nx.dat 212', 'malformed-input', 'must share one format and offset'],
    ['two offsets in one file', 'x 2 500\nx.dat 16\nx.dat 16+2', 'malformed-input', 'must share one format and offset'],
    ['a file in two places', 'x 3 500\nx.dat 16\ny.dat 16\nx.dat 16', 'malformed-input', 'got x.dat twice'],
    ['format 80', 'x 1 500\nx.dat 80', 'unsupported', 'WFDB formats 16 and 212 are read, got format 80 in x.dat'],
    ['format 516', 'x 1 500\nx.dat 516', 'unsupported', 'got format 516 in x.dat'],
    ['several rates', 'x 1 500\nx.dat 16x2', 'unsupported', 'one sample per frame, got 2 in x.dat'],
    ['skew', 'x 1 500\nx.dat 16:3', 'unsupported', 'no skew, got 3 in x.dat'],
  ])('because of %s are refused', (_, header, code, message) => {
    expect(() => countsOf(header, four)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

const wfdb = dataFolder('formats/wfdb');

/**
 * What the original `rdsamp` of the WFDB Software Package 10.5.24 printed for these files: rows of samples, columns of
 * signals. The commands are those that wfdb-python's test suite documents (tests/test_record.py).
 */
function rdsamp(name: string): number[][] {
  const bytes = readFileSync(join(wfdb ?? '', 'target-output', name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  return text
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
}

/** Rows of the chosen columns, as `rdsamp` prints them. */
function rows(columns: readonly (ArrayLike<number> | undefined)[], from: number, to: number): number[][] {
  return Array.from({ length: to - from }, (_, i) => columns.map((column) => column?.[from + i] ?? Number.NaN));
}

function largestDifference(a: readonly number[][], b: readonly number[][]): number {
  expect(a.length).toBe(b.length);
  return Math.max(
    ...a.map((row, i) => Math.max(...row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? Number.NaN))))),
  );
}

describe.skipIf(wfdb === undefined)('samples as the original rdsamp prints them', () => {
  const digital = (name: string, keep: (line: string) => boolean = () => true) => {
    const text = readFileSync(join(wfdb ?? '', `${name}.hea`), 'latin1');
    const [first = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
    const kept = lines.filter(keep);
    const header = parse([first.replace(/^(\S+) \d+/, `$1 ${kept.length}`), ...kept].join('\n'));
    return readWfdbSignals(header, (file) => readFileSync(join(wfdb ?? '', file))).signals;
  };
  const counts = (name: string) => digital(name).map((signal) => signal.counts);

  test('format 16, the whole record (record-1a)', () => {
    expect(rows(counts('test01_00s'), 0, 4000)).toEqual(rdsamp('record-1a'));
  });

  test('format 16 at a byte offset (record-1c)', () => {
    const [first, second] = counts('a103l');
    expect(rows([first, second], 20000, 82500)).toEqual(rdsamp('record-1c'));
  });

  test('every count of formats 16 and 212, with missing samples as -32768 (record-1f)', () => {
    const signals = digital('binformats', (line) => /^\S+ (16|212) /.test(line)).map(
      ({ counts: stored, invalidCount }) => stored.map((count) => (count === invalidCount ? -32768 : count)),
    );
    expect(rows(signals, 0, 499)).toEqual(rdsamp('record-1f.gz').map((row) => [row[1], row[5]]));
  });

  test('format 212 (record-2b)', () => {
    expect(rows([counts('100')[1]], 1, 10800)).toEqual(rdsamp('record-2b'));
  });

  test('a header without length reads like the one with it', () => {
    const bytes = (name: string) => counts(name).map(({ buffer }) => Buffer.from(buffer));
    for (const name of ['100', 'a103l']) {
      const expected = bytes(name);
      expect(bytes(`${name}-no-len`).map((signal, i) => signal.equals(expected[i] ?? Buffer.of()))).not.toContain(
        false,
      );
      expect(expected.length).toBeGreaterThan(0);
    }
  });

  // rdsamp rounds to 8 decimals; amplitudes below 4 mV are rounded to 2^-23 of a mV in 32-bit floats.
  const tolerance = 0.5e-8 + 2 ** -23;

  test('amplitudes of format 212 with an odd number of samples (record-2c)', () => {
    const { leads } = readRecordFile(join(wfdb ?? '', '100_3chan'));
    expect(largestDifference(rows(Object.values(leads), 0, 999), rdsamp('record-2c'))).toBeLessThan(tolerance);
  });

  test('amplitudes from two files (record-3b)', () => {
    const { leads } = readRecordFile(join(wfdb ?? '', 's0010_re'));
    const columns = ['vy', 'I', 'aVL', 'V3', 'aVR'].map((name) => leads[name]);
    expect(largestDifference(rows(columns, 5000, 38000), rdsamp('record-3b'))).toBeLessThan(tolerance);
  });

  test('amplitudes at a byte offset with fractional gains (record-1b)', () => {
    // PLETH is left out, as its unit is NU beside mV; under another unit the numbers are the same.
    const header = readFileSync(join(wfdb ?? '', 'a103l.hea'), 'latin1').replace('/NU', '/mV');
    const { leads } = readWfdb(new TextEncoder().encode(header), (name) => readFileSync(join(wfdb ?? '', name)));
    expect(largestDifference(rows([leads.PLETH, leads.II], 12500, 40000), rdsamp('record-1b'))).toBeLessThan(tolerance);
  });
});
