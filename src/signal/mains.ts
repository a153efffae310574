import type { Samples } from './samples.ts';
import { type PowerSpectrum, welch } from './welch.ts';

/** Frequency of the mains supply. */
export type MainsHz = 50 | 60;

/**
 * How far hum must stand out of its surroundings, as a ratio of densities (6 dB). Of 323 recordings of PTB-XL and LUDB
 * (50 Hz countries) and MIT-BIH (60 Hz), none came above 2.6 at the wrong frequency, nor 1,500 leads of white noise
 * above 3.6; half of MIT-BIH's 23 reached it at the right one.
 */
const LEAST_PROMINENCE = 4;

/** Below this a segment of a fifth of the recording, under 1 s, would smear hum into its surroundings. */
const LEAST_SEC = 5;

/**
 * The mains frequency whose hum a recording carries: the spectral peak within 0.5 Hz of 50 or 60 Hz over the median
 * density 2 to 6 Hz away, as a mean over the leads that are not flat, must reach 4.
 *
 * @param leads simultaneous leads of one recording
 * @returns `undefined` when neither stands out, or cannot be told: below 5 s, or where fs / 2 is not above 60.5 or 50.5
 * Hz
 * @throws EcgError `invalid-argument` for a sample that is not finite
 * @example
 * const random = createRandom(1);
 * const noise = Float64Array.from({ length: 5000 }, () => 0.02 * random.normal());
 * detectMains([noise], 500) // => undefined
 * detectMains([noise.map((x, i) => x + 0.02 * Math.sin((2 * Math.PI * 50 * i) / 500))], 500) // => 50
 */
export function detectMains(leads: readonly Samples[], fs: number): MainsHz | undefined {
  const durationSec = (leads[0]?.length ?? 0) / fs;
  if (durationSec < LEAST_SEC) return undefined;
  const spectra = leads.map((samples) => welch(samples, fs, { segmentSec: Math.min(2, durationSec / 5) }));
  const [at50, at60] = [meanProminence(spectra, 50, fs), meanProminence(spectra, 60, fs)];
  if (Math.max(at50, at60) < LEAST_PROMINENCE) return undefined;
  return at50 > at60 ? 50 : 60;
}

/** 0 where the frequency lies too high, or every lead is flat. */
function meanProminence(spectra: readonly PowerSpectrum[], hz: MainsHz, fs: number): number {
  if (hz + 0.5 >= fs / 2) return 0;
  const values = spectra.flatMap((spectrum) => prominence(spectrum, hz) ?? []);
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Peak over surroundings; `undefined` for a flat lead, which has neither. */
function prominence({ frequenciesHz, density }: PowerSpectrum, hz: MainsHz): number | undefined {
  let peak = 0;
  const around: number[] = [];
  density.forEach((d, k) => {
    const distance = Math.abs((frequenciesHz[k] as number) - hz);
    if (distance <= 0.5) peak = Math.max(peak, d);
    else if (distance >= 2 && distance <= 6) around.push(d);
  });
  const background = around.sort((a, b) => a - b)[Math.floor(around.length / 2)] ?? 0;
  return background > 0 ? peak / background : undefined;
}
