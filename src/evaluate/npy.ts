import { EcgError } from '../errors.ts';

/** An array from an NPY file, as float64 in row-major order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

type ReadElement = (view: DataView, offset: number, littleEndian: boolean) => number;

/** Element types by NumPy's type string without byte order: bytes each, and how one is read. */
const ELEMENTS: Readonly<Record<string, { readonly bytes: number; readonly read: ReadElement }>> = {
  f2: { bytes: 2, read: (view, offset, little) => halfToNumber(view.getUint16(offset, little)) },
  f4: { bytes: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  f8: { bytes: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
  i1: { bytes: 1, read: (view, offset) => view.getInt8(offset) },
  i2: { bytes: 2, read: (view, offset, little) => view.getInt16(offset, little) },
  i4: { bytes: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  i8: { bytes: 8, read: (view, offset, little) => Number(view.getBigInt64(offset, little)) },
  u1: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
  u2: { bytes: 2, read: (view, offset, little) => view.getUint16(offset, little) },
  u4: { bytes: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  b1: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
};

/**
 * Reads NumPy's array format, versions 1.0 to 3.0 (numpy.org/doc/stable/reference/generated/numpy.lib.format.html): booleans, integers
 * and floats of either byte order, in C or Fortran order.
 *
 * @param name of the file, for messages
 * @throws EcgError `malformed-input` for bytes that break the format or are too few; `unsupported` for another element type
 */
export function readNpy(bytes: Uint8Array, name: string): NpyArray {
  const fail = (rule: string): EcgError => new EcgError('malformed-input', `readNpy: ${name} ${rule}`, { name });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    throw fail('must begin with the magic of an NPY file');
  const version = view.getUint8(6);
  if (version < 1 || version > 3) throw fail(`must have format version 1 to 3, got ${version}`);
  const lengthBytes = version === 1 ? 2 : 4;
  const headerStart = 8 + lengthBytes;
  const headerLength = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = headerStart + headerLength;
  if (start > bytes.length) throw fail('ends inside its header');
  const header = new TextDecoder().decode(bytes.subarray(headerStart, start));
  const descr = /'descr':\s*'([<>|=])(\w+)'/.exec(header);
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (order === undefined || sizes === undefined || descr === null) {
    throw fail(`must describe descr, fortran_order and shape of plain numbers, got ${header.trim()}`);
  }
  const [, byteOrder, type = ''] = descr;
  const element = ELEMENTS[type];
  if (element === undefined) {
    const known = Object.keys(ELEMENTS).join(', ');
    throw new EcgError('unsupported', `readNpy: ${name} must have elements ${known}, got ${type}`, { name, type });
  }
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - start !== count * element.bytes) {
    throw fail(`of shape [${shape}] must have ${count * element.bytes} bytes of data, got ${bytes.length - start}`);
  }
  const values = Float64Array.from({ length: count }, (_, i) =>
    element.read(view, start + i * element.bytes, byteOrder !== '>'),
  );
  return { shape, values: order === 'True' ? rowMajor(values, shape) : values };
}

/** Values in column-major order, rearranged: for two dimensions, a transposition. */
function rowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(values.length);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  for (let i = 0; i < values.length; i++) {
    let rest = i;
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      from += (rest % size) * (strides[axis] as number);
      rest = Math.floor(rest / size);
    }
    result[i] = values[from] as number;
  }
  return result;
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
