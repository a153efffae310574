/** The bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of `length` bytes that a `Range` header asks for (RFC 9110, section 14). A header that is not understood, or asks for several
 * parts, is ignored, as the standard allows.
 *
 * @returns the part, `undefined` for the whole, or `'unsatisfiable'` for a part that begins behind the end
 * @example
 * byteRange('bytes=2-5', 10) // => { start: 2, end: 6 }
 * byteRange('bytes=-3', 10) // => { start: 7, end: 10 }
 * byteRange('bytes=20-', 10) // => 'unsatisfiable'
 */
export function byteRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const start = Math.max(0, length - Number(last));
    return start < length ? { start, end: length } : 'unsatisfiable';
  }
  if (last !== '' && Number(last) < Number(first)) return undefined;
  const end = last === '' ? length : Math.min(length, Number(last) + 1);
  return Number(first) < length ? { start: Number(first), end } : 'unsatisfiable';
}
