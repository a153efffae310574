import { EcgError } from '../errors.ts';

/**
 * The safetensors format of Hugging Face (https://huggingface.co/docs/safetensors): the length of a JSON header as uint64, the header,
 * and the bytes of all tensors, little-endian and row-major. Typed arrays have the byte order of the machine, and every machine that
 * ONNX Runtime runs on is little-endian.
 */

/** Elements in the order in which tensors are written, so that each starts at a multiple of its element size. */
const ARRAY_TYPES = {
  I64: BigInt64Array,
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const;

/** The format's name of an element type: here the five that are read and written. */
export type SafetensorsType = keyof typeof ARRAY_TYPES;

/** The values of a tensor, flat, in row-major order. */
export type SafetensorsValues = InstanceType<(typeof ARRAY_TYPES)[SafetensorsType]>;

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

const METADATA = '__metadata__';
const LENGTH_BYTES = 8;
/** The limit of the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;

/** Where a tensor lies: bytes from the end of the header. */
interface Entry {
  readonly name: string;
  readonly type: SafetensorsType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * The bytes of a safetensors file. Equal content gives equal bytes whatever the order it comes in: tensors are written by element type,
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
  const header = new TextEncoder().encode(headerOf(entries, metadata));
  const start = LENGTH_BYTES + header.length;
  const bytes = new Uint8Array(start + (entries.at(-1)?.end ?? 0));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, LENGTH_BYTES);
  for (const { name, begin } of entries) {
    const { values } = tensors.get(name) as SafetensorsTensor;
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + begin);
  }
  return bytes;
}

/**
 * Reads a safetensors file. Every rule of the format is checked: tensors must cover the rest of the file without gap or overlap, each
 * with as many bytes as its shape and type take, under names that differ.
 *
 * @param bytes the whole file; nothing returned shares memory with it
 * @throws EcgError `malformed-input` when the bytes break a rule, `unsupported` for an element type other than those five
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const header = readHeader(bytes);
  const start = LENGTH_BYTES + header.byteLength;
  const { [METADATA]: metadata, ...infos } = header.content;
  const entries = Object.entries(infos).map(([name, info]) => readEntry(name, info));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  requireTiling(entries, bytes.length - start);
  const tensors = new Map(
    entries.map(({ name, type, shape, begin, end }) => {
      const copy = Uint8Array.from(bytes.subarray(start + begin, start + end));
      return [name, { shape, values: new ARRAY_TYPES[type](copy.buffer) }];
    }),
  );
  return { tensors, metadata: metadata === undefined ? {} : readMetadata(metadata) };
}
