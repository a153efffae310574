import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isEcgError } from '../../src/errors.ts';
import { readNpy } from '../../src/evaluate/index.ts';
import { readGolden } from './golden.ts';

const folder = join(import.meta.dirname, 'golden', 'npy');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.npy`)));
const { arrays } = readGolden<{ arrays: Record<string, { shape: number[]; values: number[] }> }>('npy.json');
const refused = readdirSync(folder).filter((file) => file.startsWith('refused-'));

function errorOf(bytes: Uint8Array): unknown {
  try {
    readNpy(bytes, 'y.npy');
  } catch (error) {
    return error;
  }
  return undefined;
}

/** An NPY file of version 1 with the given header and data. */
function npyFile(header: string, data: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0, ...text, ...data);
}

describe('readNpy', () => {
  it.each(Object.entries(arrays))('reads what NumPy wrote: %s', (name, { shape, values }) => {
    const array = readNpy(bytesOf(name), name);
    expect(array.shape).toEqual(shape);
    expect([...array.values]).toEqual(values);
  });

  it('reads bytes that lie within a larger buffer', () => {
    const bytes = bytesOf('little-f8');
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(readNpy(larger.subarray(3, 3 + bytes.length), 'y.npy')).toEqual(readNpy(bytes, 'y.npy'));
  });

  it('reads the long integers of a Python 2 shape', () => {
    expect(readNpy(npyFile("{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 1L), }", [5, 6]), 'y.npy')).toEqual({
      shape: [2, 1],
      values: Float64Array.of(5, 6),
    });
  });

  it.each(refused)('refuses what float64 cannot hold, by name: %s', (file) => {
    const error = errorOf(bytesOf(file.replace('.npy', '')));
    expect(isEcgError(error, 'unsupported')).toBe(true);
  });

  it.each([
    ['<U2', 'refused-strings'],
    ['<c16', 'refused-complex'],
    ["[('x', '<f4'), ('y', '<i4')]", 'refused-records'],
    ['|O', 'refused-objects'],
  ])('names the element type %s that it refuses', (type, name) => {
    expect(() => readNpy(bytesOf(name), 'y.npy')).toThrow(
      `readNpy: y.npy must have elements b1, i1, u1, i2, u2, i4, u4, i8, u8, f2, f4, f8, got ${type}`,
    );
  });

  it('refuses a file cut short anywhere, and one that goes on', () => {
    const whole = bytesOf('little-f4');
    for (let length = 0; length < whole.length; length++) {
      expect(isEcgError(errorOf(whole.subarray(0, length)), 'malformed-input')).toBe(true);
    }
    expect(errorOf(Uint8Array.of(...whole, 0))).toMatchObject({
      message: 'readNpy: y.npy of shape [2, 3] must have 152 bytes, got 153',
    });
  });

  it.each([
    ['another format', new TextEncoder().encode('PK\u0003\u0004 a zip file, say'), 'malformed-input'],
    ['version 4', Uint8Array.from(bytesOf('little-f4'), (byte, i) => (i === 6 ? 4 : byte)), 'unsupported'],
    ['a header without a shape', npyFile("{'descr': '<f4', 'fortran_order': False, }"), 'malformed-input'],
    [
      'a type that is a word of JavaScript',
      npyFile("{'descr': '<constructor', 'fortran_order': False, 'shape': (), }"),
      'unsupported',
    ],
    [
      'a byte order that no file has',
      npyFile("{'descr': '=f4', 'fortran_order': False, 'shape': (0,), }"),
      'unsupported',
    ],
  ] as const)('refuses %s', (_, bytes, code) => {
    expect(isEcgError(errorOf(bytes), code)).toBe(true);
  });
});
