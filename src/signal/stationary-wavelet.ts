import { EcgError } from '../errors.ts';
import { extend, periodicIndex } from './extend.ts';
import { requireFinite, type Samples } from './samples.ts';
import { requireLevels, type WaveletName, waveletFilters } from './wavelet.ts';

/** A signal taken apart by frequency without decimation: every level has a coefficient per sample. Plain data. */
export interface StationaryDecomposition {
  readonly wavelet: WaveletName;
  /** What lies below all levels, `[samples]`. */
  readonly approximation: Float64Array;
  /** By level, finest first, each `[samples]`: `details[0]` holds fs / 4 to fs / 2, and so on by halves. */
  readonly details: readonly Float64Array[];
}

/**
 * Stationary wavelet transform (à trous: the filters get holes instead of the signal losing samples), which moves along
 * with the signal: PyWavelets' `swt` with its default norm, for any number of samples. The signal counts as periodic,
 * so its end touches its start; near both, up to 2^levels times half the filter's length, nothing should be read.
 *
 * @param levels 1 to `maxWaveletLevels(samples.length, wavelet)`
 * @throws EcgError `invalid-argument` for other levels, an unknown wavelet, or a sample that is not finite
 * @example
 * stationaryWavelet(Float64Array.of(0, 0, 1, 0), 'haar', 1).details[0] // => [0, -0.707107, 0.707107, 0]
 */
export function stationaryWavelet(samples: Samples, wavelet: WaveletName, levels: number): StationaryDecomposition {
  requireFinite(samples, 'stationaryWavelet');
  requireLevels(levels, samples.length, wavelet, 'stationaryWavelet');
  const { low, high } = waveletFilters(wavelet);
  const details: Float64Array[] = [];
  let approximation = new Float64Array(samples);
  for (let level = 0; level < levels; level++) {
    const [slow, fast] = split(approximation, low, high, 2 ** level);
    details.push(fast);
    approximation = slow;
  }
  return { wavelet, approximation, details };
}

/**
 * The signal again, from its stationary decomposition or one of which some coefficients were set to 0: PyWavelets'
 * `iswt`.
 *
 * @returns `[samples]`
 * @throws EcgError `invalid-argument` when the levels differ in length
 */
export function inverseStationaryWavelet({ wavelet, approximation, details }: StationaryDecomposition): Float64Array {
  const { low, high } = waveletFilters(wavelet);
  const { length } = approximation;
  const uneven = details.find((detail) => detail.length !== length);
  if (uneven !== undefined) {
    throw new EcgError(
      'invalid-argument',
      `inverseStationaryWavelet: levels must be of one length, got ${length} and ${uneven.length}`,
      { approximation: length, detail: uneven.length },
    );
  }
  return details.reduceRight((slow, fast, level) => merge(slow, fast, low, high, 2 ** level), approximation);
}

/** Both halves of a level: coefficient k is Σ filter[j] · sample[k + hole · (taps / 2 − j)]. */
function split(
  samples: Float64Array,
  low: Float64Array,
  high: Float64Array,
  hole: number,
): [Float64Array<ArrayBuffer>, Float64Array] {
  const { length } = samples;
  const reach = (hole * low.length) / 2;
  const extended = extend(samples, reach, reach, 'periodic');
  const slow = new Float64Array(length);
  const fast = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    let [slowSum, fastSum] = [0, 0];
    for (let j = 0; j < low.length; j++) {
      const sample = extended[k + 2 * reach - hole * j] as number;
      slowSum += (low[j] as number) * sample;
      fastSum += (high[j] as number) * sample;
    }
    slow[k] = slowSum;
    fast[k] = fastSum;
  }
  return [slow, fast];
}

/** Half the transpose of `split`: each sample is there twice, once in the even and once in the odd coefficients. */
function merge(
  slow: Float64Array,
  fast: Float64Array,
  low: Float64Array,
  high: Float64Array,
  hole: number,
): Float64Array {
  const { length } = slow;
  const out = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    for (let j = 0; j < low.length; j++) {
      const index = periodicIndex(k + hole * (low.length / 2 - j), length);
      const part = (slow[k] as number) * (low[j] as number) + (fast[k] as number) * (high[j] as number);
      out[index] = (out[index] as number) + part / 2;
    }
  }
  return out;
}
