import { EcgError } from '../errors.ts';

/** The header of a safetensors file: its length as uint64, then JSON that says where each tensor lies. */

/** Array types by the format's names for their elements, in the order of writing: the largest first, so that all are aligned. */
export const ARRAY_TYPES = {
  I64: BigInt64Array,
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  I8: Int8Array,
  U8: Uint8Array,
} as const;

/** The format's name of an element type that is read and written. */
export type SafetensorsType = keyof typeof ARRAY_TYPES;

/** Where a tensor lies, in bytes from the end of the header. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly type: SafetensorsType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** What a header says; entries in the order of their bytes. */
export interface SafetensorsHeader {
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

const METADATA = '__metadata__';
const LENGTH_BYTES = 8;
/** The limit of the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;

/** The number of values of a shape. */
export const sizeOfShape = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** The header's bytes with its length before and spaces after, so that the tensors start at a multiple of 8 bytes. */
export function writeHeader({ entries, metadata }: SafetensorsHeader): Uint8Array {
  // Written by hand, since an object would put keys such as "0" first.
  const fields = entries.map(({ name, type, shape, begin, end }): [string, unknown] => {
    if (name === METADATA) {
      throw new EcgError('invalid-argument', `encodeSafetensors: no tensor may be called ${METADATA}`);
    }
    return [name, { dtype: type, shape, data_offsets: [begin, end] }];
  });
  const texts = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  if (texts.length > 0) fields.unshift([METADATA, Object.fromEntries(texts)]);
  const json = `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
  const text = new TextEncoder().encode(json);
  const bytes = new Uint8Array(LENGTH_BYTES + Math.ceil(text.length / 8) * 8).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(bytes.length - LENGTH_BYTES), true);
  bytes.set(text, LENGTH_BYTES);
  return bytes;
}

/**
 * Reads and checks the header at the start of a whole file.
 *
 * @returns the header and its length in bytes, where the tensors start
 */
export function readHeader(bytes: Uint8Array): SafetensorsHeader & { readonly byteLength: number } {
  const byteLength = headerLength(bytes);
  const text = decodeText(bytes.subarray(LENGTH_BYTES, byteLength));
  const fields = parseObject(text);
  const entries = fields.filter(([key]) => key !== METADATA).map(([name, value]) => readEntry(name, value));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  requireTiling(entries, bytes.length - byteLength);
  const metadataField = fields.find(([key]) => key === METADATA);
  const metadata = metadataField === undefined ? {} : readMetadata(metadataField[1]);
  // A parser keeps the last of several equal keys and drops the others without a word.
  const keys = fields.length + 3 * entries.length + Object.keys(metadata).length;
  const written = countKeys(text);
  if (written !== keys) throw malformed('the keys of the header must differ', { written, distinct: keys });
  return { entries, metadata, byteLength };
}

/** Bytes of the length and the header together. */
function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw malformed(`a file must start with ${LENGTH_BYTES} bytes of header length, got ${bytes.length} bytes`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) throw malformed(`the header must be at most ${MAX_HEADER_BYTES} bytes, got ${length}`);
  const byteLength = LENGTH_BYTES + Number(length);
  if (byteLength > bytes.length) {
    throw malformed(`the header must end at byte ${byteLength}, got a file of ${bytes.length} bytes`);
  }
  return byteLength;
}

function decodeText(bytes: Uint8Array): string {
  if (bytes[0] !== 0x7b) throw malformed(`the header must start with {, got byte ${bytes[0] ?? 'none'}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('the header must be UTF-8', {}, cause);
  }
}

function parseObject(text: string): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(text));
  } catch (cause) {
    throw malformed(`the header must be JSON: ${(cause as Error).message}`, {}, cause);
  }
}

function readEntry(name: string, value: unknown): SafetensorsEntry {
  const { dtype, shape, data_offsets: offsets, ...others } = isObject(value) ? value : {};
  if (
    typeof dtype !== 'string' ||
    !isCounts(shape) ||
    !isCounts(offsets) ||
    offsets.length !== 2 ||
    Object.keys(others).length > 0
  ) {
    throw malformed(`tensor ${name} must have dtype, shape and two data_offsets, got ${shown(value)}`, {
      name,
      value,
    });
  }
  if (!isReadable(dtype)) {
    const known = Object.keys(ARRAY_TYPES).join(', ');
    throw new EcgError('unsupported', `decodeSafetensors: tensor ${name} must be one of ${known}, got ${dtype}`, {
      name,
      dtype,
    });
  }
  const [begin, end] = offsets as [number, number];
  const bytes = sizeOfShape(shape) * ARRAY_TYPES[dtype].BYTES_PER_ELEMENT;
  if (end - begin !== bytes) {
    throw malformed(`tensor ${name}, ${dtype} ${shown(shape)}, must have ${bytes} bytes, got ${end - begin}`, {
      name,
      begin,
      end,
    });
  }
  return { name, type: dtype, shape, begin, end };
}

/** Tensors follow each other from the header to the end of the file. */
function requireTiling(entries: readonly SafetensorsEntry[], length: number): void {
  let cursor = 0;
  for (const { name, begin, end } of entries) {
    if (end > length)
      throw malformed(`tensor ${name} must end within ${length} bytes, got ${end}`, { name, end, length });
    if (begin !== cursor) {
      const fault = begin < cursor ? 'overlap' : 'gap';
      throw malformed(`tensor ${name} must start at byte ${cursor}, got ${begin} (${fault})`, { name, begin, cursor });
    }
    cursor = end;
  }
  if (cursor !== length)
    throw malformed(`the tensors must end at byte ${length}, got ${cursor}`, { length, end: cursor });
}

function readMetadata(value: unknown): Record<string, string> {
  if (isObject(value) && Object.values(value).every((text) => typeof text === 'string'))
    return value as Record<string, string>;
  throw malformed(`${METADATA} must map text to text, got ${shown(value)}`, { value });
}

/** How many keys a valid JSON text writes: each is followed by the only colons outside strings. */
function countKeys(json: string): number {
  let keys = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '"') inString = !inString;
    else if (inString && character === '\\') i += 1;
    else if (!inString && character === ':') keys += 1;
  }
  return keys;
}

/** A value for a message: short, also where a hostile file nests it deeper than the stack is. */
function shown(value: unknown): string {
  try {
    return JSON.stringify(value).slice(0, 100);
  } catch {
    return typeof value;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

const isReadable = (dtype: string): dtype is SafetensorsType => Object.hasOwn(ARRAY_TYPES, dtype);

const malformed = (rule: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) =>
  new EcgError('malformed-input', `decodeSafetensors: ${rule}`, details, { cause });
