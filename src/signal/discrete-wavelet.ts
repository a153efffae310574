import { EcgError } from '../errors.ts';
import { type Extension, extend, periodicIndex } from './extend.ts';
import { requireFinite, type Samples } from './samples.ts';
import { requireLevels, type WaveletName, waveletFilters } from './wavelet.ts';

/** A signal taken apart by frequency: each level holds the upper half of what the levels before left. Plain data. */
export interface WaveletDecomposition {
  readonly wavelet: WaveletName;
  readonly extension: Extension;
  /** Samples of the signal. */
  readonly length: number;
  /** What lies below all levels. */
  readonly approximation: Float64Array;
  /**
   * By level, finest first: `details[0]` holds fs / 4 to fs / 2, `details[1]` fs / 8 to fs / 4, … PyWavelets lists them
   * last first.
   */
  readonly details: readonly Float64Array[];
}

/**
 * Discrete wavelet transform (Mallat 1989), decimated: PyWavelets' `wavedec` with mode `symmetric`, or `periodization`
 * for `periodic`, which has no more coefficients than samples and keeps the energy. Coefficients move with a shift of
 * the signal; to find waves, use `stationaryWavelet`.
 *
 * @param levels 1 to `maxWaveletLevels(samples.length, wavelet)`
 * @throws EcgError `invalid-argument` for other levels, an unknown wavelet, or a sample that is not finite
 * @example
 * const { approximation, details } = discreteWavelet(Float64Array.of(1, 3, 5, 5), 'haar', 2);
 * [...approximation, ...details[1], ...details[0]] // => [7, -3, -1.414214, 0]
 */
export function discreteWavelet(
  samples: Samples,
  wavelet: WaveletName,
  levels: number,
  extension: Extension = 'symmetric',
): WaveletDecomposition {
  requireFinite(samples, 'discreteWavelet');
  requireLevels(levels, samples.length, wavelet, 'discreteWavelet');
  const { low, high } = waveletFilters(wavelet);
  const details: Float64Array[] = [];
  let approximation = new Float64Array(samples);
  for (let level = 0; level < levels; level++) {
    details.push(analyse(approximation, high, extension));
    approximation = analyse(approximation, low, extension);
  }
  return { wavelet, extension, length: samples.length, approximation, details };
}

/**
 * Puts a signal together again from its decomposition, or from one of which some coefficients were set to 0:
 * PyWavelets' `waverec`, without the sample too many that it may return.
 *
 * @returns `[length]`
 * @throws EcgError `invalid-argument` when the numbers of coefficients do not belong to `length`
 */
export function inverseDiscreteWavelet(decomposition: WaveletDecomposition): Float64Array {
  const { wavelet, extension, length, approximation, details } = decomposition;
  const { low, high } = waveletFilters(wavelet);
  const lengths = [length];
  for (const _ of details) lengths.push(coefficientCount(lengths.at(-1) as number, low.length, extension));
  const counts = [...details.map((detail) => detail.length), approximation.length];
  const expected = [...lengths.slice(1), lengths.at(-1)];
  if (counts.some((count, i) => count !== expected[i])) {
    throw new EcgError(
      'invalid-argument',
      `inverseDiscreteWavelet: ${length} samples have ${expected} coefficients, got ${counts}`,
      { length, expected, counts },
    );
  }
  return details.reduceRight((slow, fast, level) => {
    const out = new Float64Array(lengths[level] as number);
    synthesise(slow, low, extension, out);
    synthesise(fast, high, extension, out);
    return out;
  }, approximation);
}

function coefficientCount(length: number, taps: number, extension: Extension): number {
  return extension === 'symmetric' ? Math.floor((length + taps - 1) / 2) : Math.ceil(length / 2);
}

/** Coefficient k is Σ filter[j] · sample[2 k + lead − j]. */
function leadOf(taps: number, extension: Extension): number {
  return extension === 'symmetric' ? 1 : taps / 2;
}

function analyse(samples: Float64Array, filter: Float64Array, extension: Extension): Float64Array<ArrayBuffer> {
  const taps = filter.length;
  const lead = leadOf(taps, extension);
  const extended = extend(evened(samples, extension), taps, taps, extension);
  const coefficients = new Float64Array(coefficientCount(samples.length, taps, extension));
  for (let k = 0; k < coefficients.length; k++) {
    let sum = 0;
    for (let j = 0; j < taps; j++) sum += (filter[j] as number) * (extended[taps + 2 * k + lead - j] as number);
    coefficients[k] = sum;
  }
  return coefficients;
}

/** A periodic signal of an odd number of samples has its last one repeated, as in PyWavelets. */
function evened(samples: Float64Array, extension: Extension): Float64Array {
  const isOdd = samples.length % 2 === 1;
  return extension === 'periodic' && isOdd ? Float64Array.of(...samples, samples.at(-1) as number) : samples;
}

/**
 * Adds to `out` what the coefficients stand for: the transpose of `analyse`, which for an orthogonal wavelet is its
 * inverse.
 */
function synthesise(coefficients: Float64Array, filter: Float64Array, extension: Extension, out: Float64Array): void {
  const lead = leadOf(filter.length, extension);
  const period = 2 * coefficients.length;
  coefficients.forEach((coefficient, k) => {
    filter.forEach((tap, j) => {
      const place = 2 * k + lead - j;
      const index = extension === 'periodic' ? periodicIndex(place, period) : place;
      if (index >= 0 && index < out.length) out[index] = (out[index] as number) + coefficient * tap;
    });
  });
}
