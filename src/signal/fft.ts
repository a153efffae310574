import { EcgError } from '../errors.ts';
import { planFft } from './fft-plan.ts';
import type { Samples } from './samples.ts';

/** A complex signal or spectrum in two arrays of one length. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Discrete Fourier transform of any length, without a factor: NumPy's `fft.fft`. Non-finite values spread over all of
 * it.
 *
 * @returns `[n]`, frequency 0 first, then rising to fs / 2, then the negative ones
 * @throws EcgError `invalid-argument` when both parts differ in length
 * @example
 * const { re, im } = fft({ re: Float64Array.of(1, 2, 3), im: Float64Array.of(0, 0, 0) });
 * [...re, ...im] // => [6, -1.5, -1.5, 0, 0.866025, -0.866025]
 */
export function fft({ re, im }: ComplexArray): ComplexArray {
  if (re.length !== im.length) {
    throw new EcgError('invalid-argument', `fft: both parts must be of one length, got ${re.length} and ${im.length}`, {
      re: re.length,
      im: im.length,
    });
  }
  const spectrum = { re: re.slice(), im: im.slice() };
  planFft(re.length)(spectrum.re, spectrum.im);
  return spectrum;
}

/** The inverse of `fft`, with the factor 1 / n: NumPy's `fft.ifft`. */
export function inverseFft({ re, im }: ComplexArray): ComplexArray {
  const { re: swappedIm, im: swappedRe } = fft({ re: im, im: re });
  return { re: swappedRe.map((x) => x / re.length), im: swappedIm.map((x) => x / re.length) };
}

/**
 * Fourier transform of a real signal, without the half that mirrors the other: NumPy's `fft.rfft`.
 *
 * @returns `[⌊n / 2⌋ + 1]`: bin k is k · fs / n Hz
 * @example
 * realFft(Float64Array.of(1, 0, -1, 0)).re // => [0, 2, 0]
 */
export function realFft(samples: Samples): ComplexArray {
  const { re, im } = fft({ re: new Float64Array(samples), im: new Float64Array(samples.length) });
  const bins = Math.floor(samples.length / 2) + 1;
  return { re: re.slice(0, bins), im: im.slice(0, bins) };
}

/**
 * The inverse of `realFft`: NumPy's `fft.irfft`. As there, imaginary parts at 0 Hz and, for even `length`, at fs / 2
 * count as 0.
 *
 * @param length of the signal; the spectrum alone does not tell whether it was odd
 * @throws EcgError `invalid-argument` when the spectrum has not `⌊length / 2⌋ + 1` bins
 */
export function inverseRealFft({ re, im }: ComplexArray, length: number): Float64Array {
  const bins = Math.floor(length / 2) + 1;
  if (re.length !== bins || im.length !== bins) {
    throw new EcgError('invalid-argument', `inverseRealFft: ${length} samples have ${bins} bins, got ${re.length}`, {
      length,
      bins: re.length,
    });
  }
  const full = { re: new Float64Array(length), im: new Float64Array(length) };
  for (let k = 0; k < length; k++) {
    const isMirrored = k >= bins;
    const bin = isMirrored ? length - k : k;
    const isReal = bin === 0 || 2 * bin === length;
    full.re[k] = re[bin] as number;
    full.im[k] = isReal ? 0 : (isMirrored ? -1 : 1) * (im[bin] as number);
  }
  return inverseFft(full).re;
}
