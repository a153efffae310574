import { medianInPlace } from './raw-indices.ts';

/** A lead at 125 Hz or a little more: enough for the baseline, QRS and hum, and a quarter of the work. */
export interface SlowLead {
  /** Hz. */
  readonly fs: number;
  /** Samples of the record that one sample here is the mean of. */
  readonly factor: number;
  /** Means of successive samples, mV. */
  readonly samples: Float64Array;
  /** Running mean over 0.6 s, twice: the baseline. */
  readonly baseline: Float64Array;
  /** `samples` less `baseline`. */
  readonly waves: Float64Array;
}

const LEAST_HZ = 125;
const BASELINE_SEC = 0.6;

/** Means of successive samples, the baseline under them, and what lies on it. */
export function slowLead(samples: Float32Array, recordFs: number): SlowLead {
  const factor = Math.max(1, Math.floor(recordFs / LEAST_HZ));
  const fs = recordFs / factor;
  const length = Math.floor(samples.length / factor);
  const means = new Float64Array(length);
  for (let i = 0, n = 0; i < length; i++) {
    let sum = 0;
    for (let k = 0; k < factor; k++) sum += samples[n++] as number;
    means[i] = sum / factor;
  }
  const half = Math.max(1, Math.round((BASELINE_SEC / 2) * fs));
  const baseline = runningMean(runningMean(means, half), half);
  const waves = new Float64Array(length);
  for (let i = 0; i < length; i++) waves[i] = (means[i] as number) - (baseline[i] as number);
  return { fs, factor, samples: means, baseline, waves };
}

/** Mean over `half` samples to either side, over fewer at the ends. */
export function runningMean(samples: Float64Array, half: number): Float64Array {
  const { length } = samples;
  const means = new Float64Array(length);
  let sum = 0;
  let first = 0;
  let end = 0;
  for (let i = 0; i < length; i++) {
    const last = Math.min(length, i + half + 1);
    while (end < last) sum += samples[end++] as number;
    while (first < i - half) sum -= samples[first++] as number;
    means[i] = sum / (end - first);
  }
  return means;
}

/** How the baseline moves. */
export interface BaselineIndices {
  /** Standard deviation of the baseline, mV. */
  readonly wanderMv: number;
  /** Largest difference between medians of 0.2 s that lie 0.4 s apart, mV: steps, also when the electrode moves. */
  readonly stepMv: number;
  /** Peak to peak on the baseline: median over seconds, mV. */
  readonly heightMv: number;
  /** The same in the highest second over the median. */
  readonly heightRatio: number;
  /** Share of the seconds that are more than three times as high as the usual one, or less than a third. */
  readonly tallShare: number;
  readonly quietShare: number;
  /** Fourth moment of the waves over the square of the second: high when narrow complexes stand on a quiet line. */
  readonly kurtosis: number;
}

/** Every index of a slow lead. */
export function measureBaseline({ fs, samples, baseline, waves }: SlowLead): BaselineIndices {
  const heights = heightsBySecond(waves, fs);
  const highest = heights.length > 0 ? Math.max(...heights) : 0;
  const heightMv = medianInPlace(heights);
  let tall = 0;
  let quiet = 0;
  for (const height of heights) {
    if (height > 3 * heightMv) tall++;
    else if (height < heightMv / 3) quiet++;
  }
  return {
    wanderMv: deviation(baseline),
    stepMv: largestStep(samples, fs),
    heightMv,
    tallShare: heights.length > 0 ? tall / heights.length : 0,
    quietShare: heights.length > 0 ? quiet / heights.length : 0,
    heightRatio: heightMv > 0 ? highest / heightMv : 0,
    kurtosis: kurtosis(waves),
  };
}

function deviation(samples: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] as number;
  const mean = sum / samples.length;
  for (let i = 0; i < samples.length; i++) squares += ((samples[i] as number) - mean) ** 2;
  return Math.sqrt(squares / samples.length);
}

function kurtosis(samples: Float64Array): number {
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < samples.length; i++) {
    const square = (samples[i] as number) ** 2;
    second += square;
    fourth += square * square;
  }
  return second > 0 ? (fourth * samples.length) / second ** 2 : 0;
}

function heightsBySecond(waves: Float64Array, fs: number): Float64Array {
  const second = Math.max(1, Math.round(fs));
  const heights = new Float64Array(Math.floor(waves.length / second));
  for (let s = 0; s < heights.length; s++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = s * second; i < (s + 1) * second; i++) {
      const x = waves[i] as number;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    heights[s] = high - low;
  }
  return heights;
}

function largestStep(samples: Float64Array, fs: number): number {
  const block = Math.max(1, Math.round(0.2 * fs));
  const blocks = Math.floor(samples.length / block);
  const medians = new Float64Array(blocks);
  const held = new Float64Array(block);
  for (let b = 0; b < blocks; b++) {
    for (let i = 0; i < block; i++) held[i] = samples[b * block + i] as number;
    medians[b] = medianInPlace(held);
  }
  let step = 0;
  for (let b = 2; b < blocks; b++) step = Math.max(step, Math.abs((medians[b] as number) - (medians[b - 2] as number)));
  return step;
}
