import { selectInPlace } from '../signal/index.ts';

/** What the samples of one lead show as they are, at full sampling rate. */
export interface RawIndices {
  /** Share of the samples that are NaN or infinite. */
  readonly missingShare: number;
  readonly minMv: number;
  readonly maxMv: number;
  /** Median, from 500 samples spread evenly. */
  readonly offsetMv: number;
  /** Longest run that stays within 2.5 µV of its first sample. */
  readonly longestFlatSec: number;
  /** Share of the samples in such runs of 0.2 s or more. */
  readonly flatShare: number;
  /** Longest plateau at the highest or lowest value. */
  readonly longestPlateauSec: number;
  /** Together in plateaus at the highest or lowest value that are entered or left by a step: cut off, not round. */
  readonly clippedSec: number;
  /** Root mean square above some 40 Hz, median over blocks of 50 ms, so that QRS complexes do not count. */
  readonly highFrequencyMv: number;
  /** The same in the worst second. */
  readonly burstMv: number;
  /** Largest difference of neighbouring samples. */
  readonly jumpMv: number;
  /** Jumps of 0.1 mV or more from one sample to the next, four times as large as any beside them: no wave does that. */
  readonly loneJumps: number;
}

const LEAST_JUMP_MV = 0.1;
/** A lone jump is larger than its neighbours by this factor. */
const LONE = 4;
const FLAT_TOLERANCE_MV = 0.0025;
const LEAST_FLAT_SEC = 0.2;
const BLOCK_SEC = 0.05;
/** Half the width of the running mean that is taken off: its first zero lies at 1 / 17 ms = 59 Hz. */
const SMOOTHING_HALF_SEC = 0.008;
/** A plateau that is cut off has a step of this share of the lead's range at one end at least. */
const CORNER_SHARE = 0.02;
const OFFSET_SAMPLES = 500;

/** Samples with every missing one replaced by the last that was there; the same array where none is missing. */
export function bridgeMissing(samples: Float32Array): { readonly samples: Float32Array; readonly missing: number } {
  let missing = 0;
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(samples[i])) missing++;
  if (missing === 0) return { samples, missing };
  const bridged = samples.slice();
  let last = bridged.find((x) => Number.isFinite(x)) ?? 0;
  for (let i = 0; i < bridged.length; i++) {
    if (Number.isFinite(bridged[i])) last = bridged[i] as number;
    else bridged[i] = last;
  }
  return { samples: bridged, missing };
}

/** Every index of one lead. `samples` are finite, at least one; `missing` of them were bridged. */
export function measureRaw(samples: Float32Array, fs: number, missing: number): RawIndices {
  const { minMv, maxMv, jumpMv } = extremes(samples);
  const flat = flatRuns(samples, fs);
  const plateaus = plateausAt(samples, fs, minMv, maxMv);
  const stride = Math.max(1, Math.floor(samples.length / OFFSET_SAMPLES));
  const spread = new Float64Array(Math.ceil(samples.length / stride));
  for (let i = 0; i < spread.length; i++) spread[i] = samples[i * stride] as number;
  return {
    missingShare: missing / samples.length,
    minMv,
    maxMv,
    jumpMv,
    loneJumps: loneJumps(samples),
    offsetMv: medianInPlace(spread),
    ...flat,
    ...plateaus,
    ...highFrequency(samples, fs),
  };
}

function extremes(samples: Float32Array) {
  let minMv = samples[0] as number;
  let maxMv = minMv;
  let jumpMv = 0;
  let last = minMv;
  for (let i = 1; i < samples.length; i++) {
    const x = samples[i] as number;
    if (x < minMv) minMv = x;
    if (x > maxMv) maxMv = x;
    const jump = Math.abs(x - last);
    if (jump > jumpMv) jumpMv = jump;
    last = x;
  }
  return { minMv, maxMv, jumpMv };
}

function loneJumps(samples: Float32Array): number {
  let count = 0;
  let last = samples[3] ?? 0;
  const end = samples.length - 3;
  for (let i = 4; i < end; i++) {
    const x = samples[i] as number;
    const jump = Math.abs(x - last);
    last = x;
    if (jump >= LEAST_JUMP_MV && isLone(samples, i, jump / LONE)) count++;
  }
  return count;
}

/** Whether no difference from three samples before to three after the one at `i` is above the limit, but its own. */
function isLone(samples: Float32Array, i: number, limit: number): boolean {
  for (let k = i - 3; k <= i + 3; k++) {
    if (k !== i && Math.abs((samples[k] as number) - (samples[k - 1] as number)) > limit) return false;
  }
  return true;
}

function flatRuns(samples: Float32Array, fs: number) {
  const { length } = samples;
  const least = LEAST_FLAT_SEC * fs;
  let longest = 0;
  let together = 0;
  let start = 0;
  while (start < length) {
    const anchor = samples[start] as number;
    let end = start + 1;
    while (end < length && Math.abs((samples[end] as number) - anchor) <= FLAT_TOLERANCE_MV) end++;
    const run = end - start;
    if (run > longest) longest = run;
    if (run >= least) together += run;
    start = end;
  }
  return { longestFlatSec: longest / fs, flatShare: together / length };
}

function plateausAt(samples: Float32Array, fs: number, minMv: number, maxMv: number) {
  const { length } = samples;
  const range = maxMv - minMv;
  const [low, high] = [minMv + 1e-4 * range, maxMv - 1e-4 * range];
  const corner = CORNER_SHARE * range;
  const least = Math.max(3, 0.006 * fs);
  let longest = 0;
  let clipped = 0;
  for (let i = 0; i < length; i++) {
    const x = samples[i] as number;
    if (x > low && x < high) continue;
    const start = i;
    if (x >= high) while (i < length && (samples[i] as number) >= high) i++;
    else while (i < length && (samples[i] as number) <= low) i++;
    const run = i - start;
    if (run > longest) longest = run;
    if (run < least) continue;
    const before = Math.abs((samples[start - 1] ?? x) - x);
    const after = Math.abs((samples[i] ?? x) - x);
    if (before >= corner || after >= corner) clipped += run;
  }
  return { longestPlateauSec: range > 0 ? longest / fs : 0, clippedSec: clipped / fs };
}

function highFrequency(samples: Float32Array, fs: number) {
  const half = Math.max(1, Math.round(SMOOTHING_HALF_SEC * fs));
  const width = 2 * half + 1;
  const share = 1 / width;
  const block = Math.max(2, Math.round(BLOCK_SEC * fs));
  const blocks = Math.floor((samples.length - 2 * half) / block);
  if (blocks < 1) return { highFrequencyMv: 0, burstMv: 0 };
  const power = new Float64Array(blocks);
  let sum = 0;
  for (let i = 0; i < width - 1; i++) sum += samples[i] as number;
  let n = half;
  for (let b = 0; b < blocks; b++) {
    let squares = 0;
    for (let i = 0; i < block; i++, n++) {
      sum += samples[n + half] as number;
      const residual = (samples[n] as number) - sum * share;
      squares += residual * residual;
      sum -= samples[n - half] as number;
    }
    power[b] = squares / block;
  }
  const perSecond = Math.min(blocks, Math.max(1, Math.round(1 / BLOCK_SEC)));
  let burst = 0;
  for (let b = 0; b + perSecond <= blocks; b += perSecond) {
    burst = Math.max(burst, medianInPlace(power.slice(b, b + perSecond)));
  }
  return { burstMv: Math.sqrt(burst), highFrequencyMv: Math.sqrt(medianInPlace(power)) };
}

/** Upper median; reorders its argument. 0 for nothing. */
export function medianInPlace(values: Float64Array): number {
  return selectInPlace(values, values.length >> 1) ?? 0;
}
