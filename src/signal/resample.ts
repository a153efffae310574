import { EcgError } from '../errors.ts';
import { withMirroredEnds } from './mirrored-ends.ts';
import { type RateRatio, rateRatio } from './rate-ratio.ts';
import { emptyLike, requireFinite, type Samples } from './samples.ts';
import { kaiserWindow } from './window.ts';

/** How `resample` continues the signal beyond its ends. */
export interface ResampleOptions {
  /**
   * `mirror` (odd reflection, SciPy's `antireflect`) is the default; `zero` is SciPy's default, right for signals that
   * are 0 around their ends. An ECG is not: over 120 recordings of PTB-XL and LUDB cut out of longer ones, the error in
   * the first and last 0.2 s, 500 → 100 Hz, was 2 µV (root mean square) with `mirror` and 11 µV with `zero`, 95 % of
   * the largest ones below 34 µV and 232 µV.
   */
  readonly ends?: 'mirror' | 'zero';
}

/** Resamples any number of leads by one ratio, designing its filter once. */
export type Resampler = <S extends Samples>(samples: S) => S;

/**
 * Changes the sampling rate of one lead: SciPy's `resample_poly` with its default filter, a zero-phase low-pass of 20 ·
 * max(up, down) + 1 taps (Kaiser 5.0) that cuts at the lower of both Nyquist frequencies. The first sample keeps its
 * time.
 *
 * @returns `⌈samples · toHz / fromHz⌉` samples; a copy where the rates are equal
 * @throws EcgError `invalid-argument` for a rate that is not positive or a sample that is not finite, `unsupported` for
 * a ratio that `rateRatio` refuses
 * @example
 * resample(new Float32Array(5000), 500, 100).length // => 1000
 * resample(Float64Array.of(1, 1, 1, 1), 100, 50)[1] // => 1
 */
export function resample<S extends Samples>(
  samples: S,
  fromHz: number,
  toHz: number,
  options: ResampleOptions = {},
): S {
  return createResampler(fromHz, toHz, options)(samples);
}

/** `resample` for many leads: the filter, whose design costs more than one lead of 10 s, is made once. */
export function createResampler(fromHz: number, toHz: number, { ends = 'mirror' }: ResampleOptions = {}): Resampler {
  if (ends !== 'mirror' && ends !== 'zero') {
    throw new EcgError('invalid-argument', `resample: ends must be mirror or zero, got ${ends}`, { ends });
  }
  const ratio = rateRatio(fromHz, toHz);
  const bank = ratio.up === ratio.down ? undefined : designBank(ratio);
  return (samples) => {
    requireFinite(samples, 'resample');
    if (bank === undefined || samples.length === 0) return samples.slice() as typeof samples;
    const extended = ends === 'mirror' ? withMirroredEnds(samples, bank.reach) : withZeroEnds(samples, bank.reach);
    const out = emptyLike(samples, Math.ceil((samples.length * ratio.up) / ratio.down));
    return bank.pairs ? decimate(bank.pairs, bank, extended, out) : applyBank(bank, extended, out);
  };
}

/** The low-pass taken apart by phase: output n lies `phase / up` of a sample after an input, and has its own taps. */
interface FilterBank extends RateRatio {
  /** Input samples on either side that an output may depend on. */
  readonly reach: number;
  /** `[up × (2 · reach + 1)]`: for each phase its taps, earliest input first. */
  readonly taps: Float64Array;
  /** Where every output lies on an input, so that the taps before and after it are the same. */
  readonly pairs: TapPairs | undefined;
}

/** A symmetric low-pass: its middle, and the taps that are not 0, with their distance from it. */
interface TapPairs {
  readonly middle: number;
  readonly lags: Int32Array;
  readonly taps: Float64Array;
}

function designBank({ up, down }: RateRatio): FilterBank {
  const half = 10 * Math.max(up, down);
  const lowPass = windowedSinc(half, Math.max(up, down));
  const reach = Math.ceil(half / up);
  const width = 2 * reach + 1;
  const taps = new Float64Array(up * width);
  for (let phase = 0; phase < up; phase++) {
    for (let j = -reach; j <= reach; j++) {
      const lag = half + phase - j * up;
      taps[phase * width + reach + j] = up * (lowPass[lag] ?? 0);
    }
  }
  return { up, down, reach, taps, pairs: up === 1 ? tapPairs(lowPass, half) : undefined };
}

function tapPairs(lowPass: Float64Array, half: number): TapPairs {
  const lags = Int32Array.from({ length: half }, (_, i) => i + 1).filter((lag) => lowPass[half + lag] !== 0);
  return {
    middle: lowPass[half] as number,
    lags,
    taps: Float64Array.from(lags, (lag) => lowPass[half + lag] as number),
  };
}

/**
 * Low-pass of 2 · half + 1 taps that sum to 1, with its edge at the Nyquist frequency over `factor`: SciPy's `firwin`.
 */
function windowedSinc(half: number, factor: number): Float64Array {
  const taps = kaiserWindow(2 * half + 1, 5);
  let sum = 0;
  for (let i = 0; i < taps.length; i++) {
    const lag = i - half;
    const x = (Math.PI * lag) / factor;
    // The zeros of the sinc, which rounding would miss, let half of the taps be left out where the rate is halved.
    const sinc = lag === 0 ? 1 : lag % factor === 0 ? 0 : Math.sin(x) / x;
    taps[i] = (taps[i] as number) * sinc;
    sum += taps[i] as number;
  }
  return taps.map((tap) => tap / sum);
}

function applyBank<S extends Samples>({ up, down, reach, taps }: FilterBank, extended: Float64Array, out: S): S {
  const width = 2 * reach + 1;
  for (let n = 0; n < out.length; n++) {
    const first = Math.floor((n * down) / up);
    out[n] = dotProduct(taps, ((n * down) % up) * width, extended, first, width);
  }
  return out;
}

/** Keeps every `down`-th sample of the filtered signal: half the products of `applyBank`, or a quarter where the rate is halved. */
function decimate<S extends Samples>(
  { middle, lags, taps }: TapPairs,
  { down, reach }: FilterBank,
  extended: Float64Array,
  out: S,
): S {
  for (let n = 0; n < out.length; n++) {
    const centre = n * down + reach;
    let sum = middle * (extended[centre] as number);
    for (let k = 0; k < taps.length; k++) {
      const lag = lags[k] as number;
      sum += (taps[k] as number) * ((extended[centre - lag] as number) + (extended[centre + lag] as number));
    }
    out[n] = sum;
  }
  return out;
}

/** Two sums side by side, so that an addition does not wait for the one before it. */
function dotProduct(a: Float64Array, fromA: number, b: Float64Array, fromB: number, length: number): number {
  let even = 0;
  let odd = 0;
  let k = 0;
  for (; k + 1 < length; k += 2) {
    even += (a[fromA + k] as number) * (b[fromB + k] as number);
    odd += (a[fromA + k + 1] as number) * (b[fromB + k + 1] as number);
  }
  if (k < length) even += (a[fromA + k] as number) * (b[fromB + k] as number);
  return even + odd;
}

function withZeroEnds(samples: Samples, edge: number): Float64Array {
  const extended = new Float64Array(samples.length + 2 * edge);
  extended.set(samples, edge);
  return extended;
}
