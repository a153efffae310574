/** Reads one element at a byte offset; the last argument says whether the least significant byte comes first. */
type ElementReader = (view: DataView, offset: number, littleEndian: boolean) => number;

/** A NumPy element type that is read here. */
export interface NpyElement {
  readonly bytes: number;
  /** Whether a value beyond ±2⁵³ was rounded by reading it. */
  readonly isInteger: boolean;
  readonly read: ElementReader;
}

/** Element types by NumPy's type string without its byte order (`numpy.dtype.str`). */
export const NPY_ELEMENTS: Readonly<Record<string, NpyElement>> = {
  b1: { bytes: 1, isInteger: true, read: (view, offset) => view.getUint8(offset) },
  i1: { bytes: 1, isInteger: true, read: (view, offset) => view.getInt8(offset) },
  u1: { bytes: 1, isInteger: true, read: (view, offset) => view.getUint8(offset) },
  i2: { bytes: 2, isInteger: true, read: (view, offset, little) => view.getInt16(offset, little) },
  u2: { bytes: 2, isInteger: true, read: (view, offset, little) => view.getUint16(offset, little) },
  i4: { bytes: 4, isInteger: true, read: (view, offset, little) => view.getInt32(offset, little) },
  u4: { bytes: 4, isInteger: true, read: (view, offset, little) => view.getUint32(offset, little) },
  i8: { bytes: 8, isInteger: true, read: (view, offset, little) => Number(view.getBigInt64(offset, little)) },
  u8: { bytes: 8, isInteger: true, read: (view, offset, little) => Number(view.getBigUint64(offset, little)) },
  f2: { bytes: 2, isInteger: false, read: (view, offset, little) => halfToNumber(view.getUint16(offset, little)) },
  f4: { bytes: 4, isInteger: false, read: (view, offset, little) => view.getFloat32(offset, little) },
  f8: { bytes: 8, isInteger: false, read: (view, offset, little) => view.getFloat64(offset, little) },
};

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. `DataView.getFloat16` is not in Node 20. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
