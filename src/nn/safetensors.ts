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

function placeTensors(tensors: ReadonlyMap<string, SafetensorsTensor>): readonly Entry[] {
  const order = Object.keys(ARRAY_TYPES);
  const typed = Array.from(tensors, ([name, { shape, values }]) => {
    const type = order.find((key) => values instanceof ARRAY_TYPES[key as SafetensorsType]) as SafetensorsType;
    const count = shape.reduce((product, size) => product * size, 1);
    if (name === METADATA || count !== values.length) {
      const rule = `tensor ${name} must not be called ${METADATA} and must have the values of shape [${shape}]`;
      throw new EcgError('invalid-argument', `encodeSafetensors: ${rule}, got ${values.length}`, { name, shape });
    }
    return { name, type, shape, bytes: values.byteLength };
  });
  typed.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || (a.name < b.name ? -1 : 1));
  let end = 0;
  return typed.map(({ name, type, shape, bytes }) => {
    const begin = end;
    end += bytes;
    return { name, type, shape, begin, end };
  });
}

/** JSON, padded with spaces so that the values begin at a multiple of eight bytes. */
function headerOf(entries: readonly Entry[], metadata: Readonly<Record<string, string>>): string {
  const sorted = Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
  const infos = entries.map(
    ({ name, type, shape, begin, end }) => [name, { dtype: type, shape, data_offsets: [begin, end] }] as const,
  );
  const json = JSON.stringify({
    ...(Object.keys(sorted).length > 0 && { [METADATA]: sorted }),
    ...Object.fromEntries(infos),
  });
  const length = new TextEncoder().encode(json).length;
  return json + ' '.repeat((LENGTH_BYTES - (length % LENGTH_BYTES)) % LENGTH_BYTES);
}

function malformed(rule: string): EcgError {
  return new EcgError('malformed-input', `decodeSafetensors: ${rule}`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readHeader(bytes: Uint8Array): { readonly content: Record<string, unknown>; readonly byteLength: number } {
  if (bytes.length < LENGTH_BYTES) throw malformed(`a file has at least ${LENGTH_BYTES} bytes, got ${bytes.length}`);
  const byteLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (byteLength > MAX_HEADER_BYTES || byteLength > bytes.length - LENGTH_BYTES) {
    throw malformed(`the header must fit into the file of ${bytes.length} bytes, got a length of ${byteLength}`);
  }
  let content: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + byteLength),
    );
    content = JSON.parse(text);
  } catch (cause) {
    throw new EcgError('malformed-input', 'decodeSafetensors: the header must be JSON', {}, { cause });
  }
  if (!isObject(content)) throw malformed('the header must be a JSON object');
  return { content, byteLength };
}

function readEntry(name: string, info: unknown): Entry {
  if (!isObject(info)) throw malformed(`tensor ${name} must be described by an object`);
  const { dtype, shape, data_offsets: offsets } = info;
  if (typeof dtype !== 'string' || !Object.hasOwn(ARRAY_TYPES, dtype)) {
    const known = Object.keys(ARRAY_TYPES).join(', ');
    throw new EcgError('unsupported', `decodeSafetensors: tensor ${name} must be one of ${known}, got ${dtype}`, {
      name,
      dtype,
    });
  }
  const isCounts = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw malformed(`tensor ${name} must have a shape and two offsets, got ${JSON.stringify(info)}`);
  }
  const type = dtype as SafetensorsType;
  const [begin, end] = offsets as [number, number];
  const expected = shape.reduce((product, size) => product * size, 1) * ARRAY_TYPES[type].BYTES_PER_ELEMENT;
  if (end - begin !== expected)
    throw malformed(`tensor ${name} of shape [${shape}] takes ${expected} bytes, got ${end - begin}`);
  return { name, type, shape, begin, end };
}

/** Entries must cover the values from the first byte to the last, each once. */
function requireTiling(entries: readonly Entry[], byteLength: number): void {
  let reached = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== reached) throw malformed(`tensor ${name} must begin at byte ${reached}, got ${begin}`);
    reached = end;
  }
  if (reached !== byteLength) throw malformed(`the tensors must cover ${byteLength} bytes, got ${reached}`);
}

function readMetadata(metadata: unknown): Readonly<Record<string, string>> {
  if (isObject(metadata) && Object.values(metadata).every((value) => typeof value === 'string')) {
    return metadata as Record<string, string>;
  }
  throw malformed(`${METADATA} must map text to text`);
}
