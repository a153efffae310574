import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EcgErrorCode, isEcgError } from '../../src/errors.ts';
import { decodeSafetensors, encodeSafetensors, type SafetensorsTensor } from '../../src/nn/index.ts';
import { golden } from './golden.ts';
import { MALFORMED } from './malformed-safetensors.table.ts';

const { files } = golden<{ readonly files: Readonly<Record<string, string>> }>('safetensors');
const fileOf = (name: string) => new Uint8Array(Buffer.from(files[name] as string, 'base64'));

/** A file with this header, as text, before `data` bytes. */
function fileWith(header: string, data = 0): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const arrays: ((values: readonly number[]) => SafetensorsTensor['values'])[] = [
  (values) => BigInt64Array.from(values, BigInt),
  (values) => Float64Array.from(values, (value) => value / 3),
  (values) => Float32Array.from(values, (value) => value / 3),
  (values) => Int32Array.from(values),
  (values) => Uint8Array.from(values),
];
const tensor = fc
  .tuple(fc.array(fc.nat(3), { maxLength: 3 }), fc.constantFrom(...arrays), fc.nat(255))
  .map(([shape, arrayOf, first]): SafetensorsTensor => {
    const size = shape.reduce((a, b) => a * b, 1);
    return { shape, values: arrayOf(Array.from({ length: size }, (_, i) => (first + 7 * i) % 256)) };
  });
const name = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__metadata__');
const content = fc.tuple(
  fc.array(fc.tuple(name, tensor), { maxLength: 6 }).map((pairs) => new Map(pairs)),
  fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
);

describe('a safetensors file', () => {
  test('of Hugging Face’s library is read: types, shapes, values and metadata', () => {
    const { tensors, metadata } = decodeSafetensors(fileOf('every type'));
    expect(metadata).toEqual({ note: 'é "quoted" \n' });
    expect(Object.fromEntries(tensors)).toEqual({
      steps: { shape: [], values: BigInt64Array.of(9007199254740993n) },
      '0': { shape: [2], values: Float64Array.of(0.1, 1e300) },
      bias: { shape: [3], values: Float32Array.of(1, 2, 3) },
      empty: { shape: [0, 4], values: new Float32Array(0) },
      weight: { shape: [2, 3], values: Float32Array.of(0.5, -1.25, 3e-39, Number.POSITIVE_INFINITY, Number.NaN, -0) },
      état: { shape: [2], values: Int32Array.of(-2147483648, 7) },
      mask: { shape: [3], values: Uint8Array.of(0, 255, 3) },
    });
  });

  test.each(Object.keys(files))('is written to the very bytes that Hugging Face’s library writes: %s', (which) => {
    const { tensors, metadata } = decodeSafetensors(fileOf(which));
    expect(encodeSafetensors(new Map([...tensors].reverse()), metadata)).toEqual(fileOf(which));
  });

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(content, ([tensors, metadata]) => {
        const back = decodeSafetensors(encodeSafetensors(tensors, metadata));
        expect(new Map(back.tensors)).toEqual(tensors);
        expect(Object.entries(back.metadata).sort()).toEqual(Object.entries(metadata).sort());
      }),
    );
  });

  test('starts every tensor at a multiple of its element size', () => {
    fc.assert(
      fc.property(content, ([tensors, metadata]) => {
        const bytes = encodeSafetensors(tensors, metadata);
        const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
        expect(length % 8).toBe(0);
        const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
        for (const [key, { values }] of tensors) expect(header[key].data_offsets[0] % values.BYTES_PER_ELEMENT).toBe(0);
      }),
    );
  });

  test('keeps the names and keys that objects treat as special', () => {
    const tensors = new Map([['__proto__', { shape: [1], values: Float32Array.of(1) }]]);
    const back = decodeSafetensors(
      encodeSafetensors(tensors, JSON.parse('{"__proto__":"x","1":"y","constructor":"z"}')),
    );
    expect([...back.tensors.keys()]).toEqual(['__proto__']);
    expect(Object.entries(back.metadata).sort()).toEqual([
      ['1', 'y'],
      ['__proto__', 'x'],
      ['constructor', 'z'],
    ]);
  });

  test('may list its tensors in any order, empty ones too', () => {
    const place = (size: number, begin: number) => ({
      dtype: 'U8',
      shape: [size],
      data_offsets: [begin, begin + size],
    });
    const header = JSON.stringify({ last: place(1, 2), first: place(2, 0), none: place(0, 0), end: place(0, 3) });
    const { tensors } = decodeSafetensors(fileWith(header, 3));
    expect([...tensors].map(([key, { values }]) => [key, values.length])).toEqual([
      ['none', 0],
      ['first', 2],
      ['last', 1],
      ['end', 0],
    ]);
  });

  test('is read from a window on larger memory, of which nothing is shared', () => {
    const file = fileOf('no metadata');
    const memory = new Uint8Array(file.length + 8);
    memory.set(file, 3);
    const { tensors } = decodeSafetensors(memory.subarray(3, 3 + file.length));
    memory.fill(0);
    expect(tensors.get('b')?.values).toEqual(Float32Array.of(1, 2, 3));
  });

  test.each(MALFORMED)('is refused for %s', (_, header, data, code, message) => {
    expectRefusal(fileWith(header, data), code, message);
  });

  test('is refused when it is cut anywhere, or a byte longer', () => {
    const whole = fileOf('every type');
    for (let length = 0; length < whole.length; length++) {
      expectRefusal(whole.subarray(0, length), 'malformed-input', 'decodeSafetensors: ');
    }
    expectRefusal(Uint8Array.from([...whole, 0]), 'malformed-input', 'must end at byte 72, got 71');
  });

  test('is refused when its header is not UTF-8, longer than the file or longer than the limit', () => {
    const file = fileWith('{"?":1}');
    file[10] = 0xff;
    expectRefusal(file, 'malformed-input', 'must be UTF-8');
    const lengths = new Uint8Array(16);
    new DataView(lengths.buffer).setBigUint64(0, 9n, true);
    expectRefusal(lengths, 'malformed-input', 'must end at byte 17, got a file of 16 bytes');
    new DataView(lengths.buffer).setBigUint64(0, 2n ** 63n, true);
    expectRefusal(lengths, 'malformed-input', 'at most 100000000 bytes, got 9223372036854775808');
  });

  test('is refused in few words when its header is nested deeper than the stack, or endless', () => {
    for (const nested of [`${'['.repeat(1e5)}${']'.repeat(1e5)}`, `[${'1,'.repeat(1e5)}1]`]) {
      for (const key of ['a', '__metadata__']) {
        const error = refusalOf(fileWith(`{"${key}":${nested}}`));
        expect(isEcgError(error, 'malformed-input')).toBe(true);
        expect((error as Error).message.length).toBeLessThan(300);
      }
    }
  });

  test('that is no such file never makes anything but an EcgError', () => {
    const json = fc.json().map((text) => fileWith(text, 4));
    const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => fileWith(JSON.stringify(value), 4));
    const whole = fileOf('every type');
    const changed = fc
      .tuple(fc.nat(whole.length - 1), fc.nat(255))
      .map(([position, byte]) => whole.with(position, byte));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), json, object, changed), (bytes) => {
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          expect(isEcgError(error)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('is not written when a shape does not fit, a type is not known, or a tensor takes the name of the metadata', () => {
    const one = (key: string, value: SafetensorsTensor) => () => encodeSafetensors(new Map([[key, value]]));
    expect(one('w', { shape: [2], values: new Float32Array(3) })).toThrow('w of shape [2] takes 2 values');
    expect(one('w', { shape: [1], values: new Int16Array(1) as unknown as Uint8Array })).toThrow(
      'I64,F64,F32,I32,I8,U8',
    );
    expect(one('__metadata__', { shape: [], values: new Float32Array(1) })).toThrow(
      'no tensor may be called __metadata__',
    );
  });
});

function expectRefusal(bytes: Uint8Array, code: EcgErrorCode, message: string): void {
  const error = refusalOf(bytes);
  expect(isEcgError(error, code)).toBe(true);
  expect((error as Error).message).toContain(message);
}

function refusalOf(bytes: Uint8Array): unknown {
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    return error;
  }
  throw new Error('the file was read');
}
