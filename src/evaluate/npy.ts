import { EcgError } from '../errors.ts';
import { NPY_ELEMENTS, type NpyElement } from './npy.table.ts';

/** A NumPy array. */
export interface NpyArray {
  /** Lengths of the axes; empty for a single number. */
  readonly shape: readonly number[];
  /** Elements in row-major (C) order, whatever the order in the file. */
  readonly values: Float64Array;
}

/** Where the array's bytes start, and what they mean. */
interface NpyHeader {
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  readonly element: NpyElement;
  readonly littleEndian: boolean;
  readonly dataOffset: number;
}

/**
 * Reads a NumPy `.npy` file: format versions 1 to 3, booleans, integers and floats of every width, either byte order, C
 * and Fortran order (`numpy.lib.format`, NEP 1).
 *
 * @returns the numbers as float64, booleans as 0 and 1
 * @throws EcgError `malformed-input` when it is no NPY file, is cut short or goes on after the array; `unsupported`,
 *   naming it, on another version or element type (strings, objects, records, complex), and on integers beyond ±2⁵³,
 *   which float64 would change
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(bytes, view);
  const { shape, element, littleEndian, dataOffset } = header;
  const count = shape.reduce((product, length) => product * length, 1);
  const expected = dataOffset + count * element.bytes;
  if (bytes.byteLength !== expected) {
    const message = `readNpy: a ${shapeText(shape)} array must end at byte ${expected}, got ${bytes.byteLength} bytes`;
    throw new EcgError('malformed-input', message, { shape, expected, bytes: bytes.byteLength });
  }
  const stored = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    stored[i] = element.read(view, dataOffset + i * element.bytes, littleEndian);
    if (Math.abs(stored[i] as number) > Number.MAX_SAFE_INTEGER && element.isInteger) {
      throw new EcgError('unsupported', `readNpy: integers must lie within ±2⁵³, got ${stored[i]} at element ${i}`, {
        element: i,
      });
    }
  }
  return { shape, values: header.fortranOrder ? toRowMajor(stored, shape) : stored };
}

/** A shape as NumPy prints it. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

function readHeader(bytes: Uint8Array, view: DataView): NpyHeader {
  const magic = [0x93, ...new TextEncoder().encode('NUMPY')];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) {
    throw new EcgError('malformed-input', 'readNpy: a file must start with \\x93NUMPY and a header, got other bytes');
  }
  const version = bytes[6] as number;
  if (version < 1 || version > 3) {
    throw new EcgError('unsupported', `readNpy: format version must be 1, 2 or 3, got ${version}`, { version });
  }
  const headerOffset = version === 1 ? 10 : 12;
  const dataOffset = headerOffset + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(headerOffset, dataOffset));
  const fortranOrder = entry(text, 'fortran_order', /^(True|False)/) === 'True';
  const shape = Array.from(entry(text, 'shape', /^\(([\d, L]*)\)/).matchAll(/\d+/g), ([digits]) => Number(digits));
  return { shape, fortranOrder, dataOffset, ...elementOf(text) };
}

/** The value of one key in the header, a Python dictionary literal. */
function entry(text: string, key: string, value: RegExp): string {
  const after = new RegExp(`['"]${key}['"]\\s*:\\s*(.*)`, 's').exec(text)?.[1];
  const found = after === undefined ? null : value.exec(after);
  if (found === null) {
    throw new EcgError('malformed-input', `readNpy: header must hold ${key}, got ${text.trim()}`, { header: text });
  }
  return found[1] as string;
}

function elementOf(text: string): { element: NpyElement; littleEndian: boolean } {
  const type = entry(text, 'descr', /^(\[.*\]|'[^']*'|"[^"]*")/s).replace(/^['"]|['"]$/g, '');
  const [, order, name] = /^([<>|])(\w+)$/.exec(type) ?? [];
  const element = name === undefined ? undefined : NPY_ELEMENTS[name];
  if (element === undefined) {
    const known = Object.keys(NPY_ELEMENTS).join(', ');
    throw new EcgError('unsupported', `readNpy: element type must be one of ${known}, got ${type}`, { type });
  }
  return { element, littleEndian: order !== '>' };
}

/** Puts elements stored with the first axis running fastest into row-major order. */
function toRowMajor(stored: Float64Array, shape: readonly number[]): Float64Array {
  const rowMajor = new Float64Array(stored.length);
  const index = shape.map(() => 0);
  for (const value of stored) {
    rowMajor[index.reduce((place, i, axis) => place * (shape[axis] as number) + i, 0)] = value;
    for (let axis = 0; axis < shape.length; axis++) {
      index[axis] = ((index[axis] as number) + 1) % (shape[axis] as number);
      if (index[axis] !== 0) break;
    }
  }
  return rowMajor;
}
