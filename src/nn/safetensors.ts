import { EcgError } from '../errors.ts';
import {
  ARRAY_TYPES,
  readHeader,
  type SafetensorsEntry,
  type SafetensorsType,
  sizeOfShape,
  writeHeader,
} from './safetensors-header.ts';

/**
 * The safetensors format of Hugging Face (https://huggingface.co/docs/safetensors): a JSON header, then the bytes of all tensors,
 * little-endian and row-major. Typed arrays have the byte order of the machine; every machine that ONNX Runtime runs on is
 * little-endian.
 */

const TYPES = Object.keys(ARRAY_TYPES) as SafetensorsType[];

/** The values of a tensor, flat, in row-major order; the array's type is the element type. */
export type SafetensorsValues = BigInt64Array | Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;

/** A tensor in a safetensors file. A scalar has shape `[]`; a size of 0 is allowed. */
export interface SafetensorsTensor {
  readonly shape: readonly number[];
  readonly values: SafetensorsValues;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, SafetensorsTensor>;
  /** Free text by key, the file's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The bytes of a safetensors file. Equal content gives equal bytes in whatever order it comes: tensors are written by element type,
 * then by name, as the reference implementation does, and metadata by key.
 *
 * @throws EcgError `invalid-argument` when a shape does not fit its values, or a tensor is called `__metadata__`
 * @example
 * const weight = { shape: [2, 1], values: Float32Array.of(0.5, -1) };
 * const bytes = encodeSafetensors(new Map([['weight', weight]]), { epoch: '3' });
 * decodeSafetensors(bytes).tensors.get('weight') // => { shape: [2, 1], values: [0.5, -1] }
 * decodeSafetensors(bytes).metadata // => { epoch: '3' }
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, SafetensorsTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries = placeTensors(tensors);
  const header = writeHeader({ entries, metadata });
  const bytes = new Uint8Array(header.length + (entries.at(-1)?.end ?? 0));
  bytes.set(header);
  for (const { name, begin } of entries) {
    const { values } = tensors.get(name) as SafetensorsTensor;
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length + begin);
  }
  return bytes;
}

/**
 * Reads a safetensors file. Every rule of the format is checked: tensors must cover the rest of the file without gap or overlap, each
 * with as many bytes as its shape and type take, under names that differ.
 *
 * @param bytes the whole file; nothing returned shares memory with it
 * @throws EcgError `malformed-input` when the bytes break a rule, `unsupported` for element types other than I64, F64, F32, I32, I8, U8
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const { entries, metadata, byteLength } = readHeader(bytes);
  const tensors = entries.map(({ name, type, shape, begin, end }): [string, SafetensorsTensor] => {
    const copy = new Uint8Array(end - begin);
    copy.set(bytes.subarray(byteLength + begin, byteLength + end));
    return [name, { shape, values: new ARRAY_TYPES[type](copy.buffer) }];
  });
  return { tensors: new Map(tensors), metadata };
}

function placeTensors(tensors: ReadonlyMap<string, SafetensorsTensor>): SafetensorsEntry[] {
  const sorted = Array.from(tensors, ([name, tensor]) => ({ name, ...tensor, type: typeOf(name, tensor) })).sort(
    (a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || (a.name < b.name ? -1 : 1),
  );
  let end = 0;
  return sorted.map(({ name, type, shape, values }) => {
    const begin = end;
    end += values.byteLength;
    return { name, type, shape, begin, end };
  });
}

function typeOf(name: string, { shape, values }: SafetensorsTensor): SafetensorsType {
  const type = TYPES.find((candidate) => values instanceof ARRAY_TYPES[candidate]);
  const expected = sizeOfShape(shape);
  if (type !== undefined && expected === values.length) return type;
  throw new EcgError(
    'invalid-argument',
    `encodeSafetensors: ${name} of shape [${shape}] takes ${expected} values in an array of ${TYPES}, got ${values.length}`,
    { name, shape, got: values.length },
  );
}
