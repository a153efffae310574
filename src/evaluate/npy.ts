import { EcgError, type EcgErrorCode } from '../errors.ts';
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
 * @param name of the file, for messages
 * @returns the numbers as float64, booleans as 0 and 1
 * @throws EcgError `malformed-input` when it is no NPY file, is cut short or goes on after the array; `unsupported`,
 *   naming it, on another version or element type (strings, objects, records, complex), and on integers beyond ±2⁵³,
 *   which float64 would change
 */
export function readNpy(bytes: Uint8Array, name: string): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { shape, fortranOrder, element, littleEndian, dataOffset } = readHeader(bytes, view, name);
  const count = shape.reduce((product, length) => product * length, 1);
  const expected = dataOffset + count * element.bytes;
  if (bytes.byteLength !== expected) {
    refuse('malformed-input', `${name} of shape [${shape.join(', ')}] must have ${expected} bytes`, bytes.byteLength);
  }
  const stored = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = element.read(view, dataOffset + i * element.bytes, littleEndian);
    if (element.isInteger && !Number.isSafeInteger(value)) {
      refuse('unsupported', `${name} must have integers within ±2⁵³`, value);
    }
    stored[i] = value;
  }
  return { shape, values: fortranOrder ? toRowMajor(stored, shape) : stored };
}

function refuse(code: EcgErrorCode, rule: string, got: unknown): never {
  throw new EcgError(code, `readNpy: ${rule}, got ${got}`, { got });
}

function readHeader(bytes: Uint8Array, view: DataView, name: string): NpyHeader {
  const magic = [0x93, ...new TextEncoder().encode('NUMPY')];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) {
    refuse('malformed-input', `${name} must begin with \\x93NUMPY and a header`, `other bytes (${bytes.length})`);
  }
  const version = bytes[6] as number;
  if (version < 1 || version > 3) refuse('unsupported', `${name} must have format version 1, 2 or 3`, version);
  const textOffset = version === 1 ? 10 : 12;
  const dataOffset = textOffset + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(textOffset, dataOffset));
  const fortranOrder = headerEntry(text, 'fortran_order', /^(True|False)/, name) === 'True';
  const lengths = headerEntry(text, 'shape', /^\(([\d, L]*)\)/, name);
  const shape = Array.from(lengths.matchAll(/\d+/g), ([digits]) => Number(digits));
  return { shape, fortranOrder, dataOffset, ...elementOf(text, name) };
}

/** The value of one key in the header, a Python dictionary literal. */
function headerEntry(text: string, key: string, value: RegExp, name: string): string {
  const after = new RegExp(`['"]${key}['"]\\s*:\\s*(.*)`, 's').exec(text)?.[1] ?? '';
  return value.exec(after)?.[1] ?? refuse('malformed-input', `${name} must have ${key} in its header`, text.trim());
}

function elementOf(text: string, name: string): Pick<NpyHeader, 'element' | 'littleEndian'> {
  const type = headerEntry(text, 'descr', /^(\[.*\]|'[^']*'|"[^"]*")/s, name).replace(/^['"]|['"]$/g, '');
  const [, order, elementName = ''] = /^([<>|])(\w+)$/.exec(type) ?? [];
  const element = Object.hasOwn(NPY_ELEMENTS, elementName) ? NPY_ELEMENTS[elementName] : undefined;
  if (element === undefined) {
    return refuse('unsupported', `${name} must have elements ${Object.keys(NPY_ELEMENTS).join(', ')}`, type);
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
