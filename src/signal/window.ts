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
