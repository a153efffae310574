/** A complex number. Only the few operations that filter design needs; spectra are kept as separate arrays instead. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** a · b */
export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** Smith's method: no overflow in the divisor's square. */
export function divide(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const scale = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / scale, im: (a.im - a.re * ratio) / scale };
  }
  const ratio = b.re / b.im;
  const scale = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / scale, im: (a.im * ratio - a.re) / scale };
}

/** The root with a non-negative real part, computed without cancellation. */
export function squareRoot(a: Complex): Complex {
  const larger = Math.sqrt((Math.hypot(a.re, a.im) + Math.abs(a.re)) / 2);
  if (larger === 0) return { re: 0, im: 0 };
  const smaller = Math.abs(a.im) / (2 * larger);
  const sign = a.im < 0 ? -1 : 1;
  return a.re >= 0 ? { re: larger, im: sign * smaller } : { re: smaller, im: sign * larger };
}
