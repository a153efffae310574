/**
 * Kaiser window, symmetric, with its centre at 1: SciPy's `windows.kaiser(length, beta)`.
 *
 * @returns `[length]`
 * @example
 * Array.from(kaiserWindow(3, 5)) // => [0.0367109, 1, 0.0367109]
 */
export function kaiserWindow(length: number, beta: number): Float64Array {
  const centre = (length - 1) / 2;
  const peak = besselI0(beta);
  return Float64Array.from({ length }, (_, i) => {
    const offset = centre === 0 ? 0 : (i - centre) / centre;
    return besselI0(beta * Math.sqrt(Math.max(0, 1 - offset ** 2))) / peak;
  });
}

/**
 * Hann window for spectra, periodic: it would meet its first value, 0, again at `length`. SciPy's `get_window('hann',
 * length)`.
 *
 * @returns `[length]`
 * @example
 * Array.from(hannWindow(4)) // => [0, 0.5, 1, 0.5]
 */
export function hannWindow(length: number): Float64Array {
  if (length === 1) return Float64Array.of(1);
  return Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
}

/** Modified Bessel function I₀ by its power series, whose terms are all positive: exact to rounding. */
function besselI0(x: number): number {
  const square = (x / 2) ** 2;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= square / k ** 2;
    sum += term;
  }
  return sum;
}
