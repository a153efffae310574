import { EcgError } from '../errors.ts';
import { planFft } from './fft-plan.ts';
import { requireFinite, type Samples } from './samples.ts';
import { moments } from './standardise.ts';
import { hannWindow } from './window.ts';

/** Power over frequency. */
export interface PowerSpectrum {
  /** `[bins]`, from 0 to at most fs / 2, evenly spaced. */
  readonly frequenciesHz: Float64Array;
  /** `[bins]`, one-sided, in unit² per Hz: its integral is the variance. */
  readonly density: Float64Array;
}

/** How `welch` cuts its signal. */
export interface WelchOptions {
  /** Length of a segment; the spectrum resolves 1 / `segmentSec` Hz. Default 4 s. A shorter signal is one segment. */
  readonly segmentSec?: number;
}

/**
 * Power spectral density by Welch's method (1967): the mean over segments that overlap by half, each with its mean
 * taken off and under a Hann window. SciPy's `welch` with its defaults.
 *
 * @throws EcgError `invalid-argument` for no samples, a sample that is not finite, or a segment without one
 * @example
 * const hum = Float64Array.from({ length: 5000 }, (_, i) => Math.sin((2 * Math.PI * 50 * i) / 500));
 * const { frequenciesHz, density } = welch(hum, 500);
 * frequenciesHz[density.indexOf(Math.max(...density))] // => 50
 */
export function welch(samples: Samples, fs: number, { segmentSec = 4 }: WelchOptions = {}): PowerSpectrum {
  requireFinite(samples, 'welch');
  const length = Math.min(samples.length, Math.round(segmentSec * fs));
  if (!(length > 0)) {
    throw new EcgError(
      'invalid-argument',
      `welch: a segment must have a sample, got ${segmentSec} s at ${fs} Hz of ${samples.length} samples`,
      { segmentSec, fs, samples: samples.length },
    );
  }
  const window = hannWindow(length);
  const power = meanPower(samples, window);
  const scale = 1 / (fs * window.reduce((sum, w) => sum + w ** 2, 0));
  const bins = Math.floor(length / 2) + 1;
  const isOnce = (k: number) => k === 0 || 2 * k === length;
  return {
    frequenciesHz: Float64Array.from({ length: bins }, (_, k) => (k * fs) / length),
    density: power.subarray(0, bins).map((p, k) => (isOnce(k) ? p : 2 * p) * scale),
  };
}

/**
 * Mean of |transform|² over the segments, `[length]`. Two real segments share one complex transform, as its real and
 * imaginary part: their powers add up to (|Z[k]|² + |Z[−k]|²) / 2.
 */
function meanPower(samples: Samples, window: Float64Array): Float64Array {
  const { length } = window;
  const step = length - Math.floor(length / 2);
  const segments = 1 + Math.floor((samples.length - length) / step);
  const transform = planFft(length);
  const re = new Float64Array(length);
  const im = new Float64Array(length);
  const power = new Float64Array(length);
  for (let segment = 0; segment < segments; segment += 2) {
    cutSegment(samples, segment * step, window, re);
    if (segment + 1 < segments) cutSegment(samples, (segment + 1) * step, window, im);
    else im.fill(0);
    transform(re, im);
    for (let k = 0; k < length; k++) {
      const mirror = k === 0 ? 0 : length - k;
      const sum = squared(re, im, k) + squared(re, im, mirror);
      power[k] = (power[k] as number) + sum / (2 * segments);
    }
  }
  return power;
}

function cutSegment(samples: Samples, start: number, window: Float64Array, out: Float64Array): void {
  const { mean } = moments(samples.subarray(start, start + window.length));
  for (let i = 0; i < window.length; i++) {
    out[i] = ((samples[start + i] as number) - mean) * (window[i] as number);
  }
}

function squared(re: Float64Array, im: Float64Array, k: number): number {
  return (re[k] as number) ** 2 + (im[k] as number) ** 2;
}
