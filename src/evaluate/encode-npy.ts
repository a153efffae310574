import { EcgError } from '../errors.ts';

/** The header is padded so that the numbers start at a multiple of this many bytes. */
const ALIGNMENT = 64;

/**
 * A NumPy `.npy` file, version 1.0, of little-endian float64 in C order; `readNpy` and `numpy.load` read it.
 *
 * @param values row-major
 * @throws EcgError `invalid-argument` when the shape does not hold the values
 * @example
 * const bytes = encodeNpy([1, 2, 3, 4, 5, 6], [2, 3]);
 * readNpy(bytes, 'a.npy').shape // => [2, 3]
 */
export function encodeNpy(values: ArrayLike<number>, shape: readonly number[]): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== values.length) {
    const rule = `shape [${shape.join(', ')}] must hold ${count} values`;
    throw new EcgError('invalid-argument', `encodeNpy: ${rule}, got ${values.length}`, { shape: [...shape] });
  }
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${axes}), }`;
  const dataOffset = Math.ceil((10 + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(dataOffset + 8 * count);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  view.setUint16(8, dataOffset - 10, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(dataOffset - 11)}\n`), 10);
  for (let i = 0; i < count; i++) view.setFloat64(dataOffset + 8 * i, values[i] as number, true);
  return bytes;
}
