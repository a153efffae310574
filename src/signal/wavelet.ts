import { EcgError } from '../errors.ts';
import { SCALING_FILTERS } from './wavelets.table.ts';

/** An orthogonal wavelet: Haar, Daubechies' extremal phase (`db`) or least asymmetric (`sym`), by vanishing moments. */
export type WaveletName = keyof typeof SCALING_FILTERS;

/** The pair of filters that a wavelet splits a signal with, both of one even length. */
export interface WaveletFilters {
  /** Takes the slow half: PyWavelets' `dec_lo`. */
  readonly low: Float64Array;
  /** Takes the fast half, the mirror image of the other: PyWavelets' `dec_hi`. */
  readonly high: Float64Array;
}

/**
 * The filters of a wavelet.
 *
 * @throws EcgError `invalid-argument` for an unknown name
 * @example
 * waveletFilters('haar').high // => [-0.707107, 0.707107]
 */
export function waveletFilters(name: WaveletName): WaveletFilters {
  if (!Object.hasOwn(SCALING_FILTERS, name)) {
    const known = Object.keys(SCALING_FILTERS).join(', ');
    throw new EcgError('invalid-argument', `waveletFilters: a wavelet is one of ${known}, got ${name}`, { name });
  }
  const low = Float64Array.from(SCALING_FILTERS[name]);
  const high = low.map((_, k) => (k % 2 === 0 ? -1 : 1) * (low[low.length - 1 - k] as number));
  return { low, high };
}

/**
 * Into how many levels a signal can be split before its ends reach everywhere: ⌊log₂(samples / (filter length − 1))⌋,
 * as PyWavelets' `dwt_max_level`.
 *
 * @example
 * maxWaveletLevels(5000, 'db4') // => 9
 */
export function maxWaveletLevels(sampleCount: number, name: WaveletName): number {
  const { low } = waveletFilters(name);
  return Math.max(0, Math.floor(Math.log2(sampleCount / (low.length - 1))));
}

/** @throws EcgError `invalid-argument` unless `levels` is an integer from 1 to `maxWaveletLevels` */
export function requireLevels(levels: number, sampleCount: number, name: WaveletName, caller: string): void {
  const most = maxWaveletLevels(sampleCount, name);
  if (Number.isInteger(levels) && levels >= 1 && levels <= most) return;
  throw new EcgError(
    'invalid-argument',
    `${caller}: levels must be an integer from 1 to ${most} for ${sampleCount} samples and ${name}, got ${levels}`,
    { levels, most, samples: sampleCount, wavelet: name },
  );
}
