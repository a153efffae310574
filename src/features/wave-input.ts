import { butterworth, createResampler, fillGaps, filterZeroPhase } from '../signal/index.ts';
import { WAVE_FS } from './wave-network.ts';

/** Takes out wander; runs both ways, so waves keep their place. */
const HIGH_PASS_HZ = 0.5;
/** A lead is measured against the height of its more active seconds, so that single artefacts do not make all else small. */
const SCALE_QUANTILE = 0.75;
/** Amplitudes below this are noise of the digitisation, and are not blown up. In mV, or standard deviations. */
const LEAST_SCALE = 0.01;

/**
 * Leads as the network takes them: at 250 Hz, without wander, each in units of its own typical height. Missing samples are bridged by
 * straight lines; what is found there is for the caller to discard.
 *
 * @param leads each with at least one sample that is there, all of one length
 * @returns ⌈length · 250 / fs⌉ samples of each
 */
export function waveInputs(leads: readonly Float32Array[], fs: number): readonly Float32Array[] {
  const toNetworkRate = createResampler(fs, WAVE_FS);
  const highPass = butterworth({ kind: 'high-pass', lowHz: HIGH_PASS_HZ }, 2, WAVE_FS);
  return leads.map((samples) => {
    const whole = samples.includes(Number.NaN) ? fillGaps(samples, samples.length).samples : samples;
    const filtered = filterZeroPhase(highPass, toNetworkRate(whole));
    const scale = 1 / Math.max(typicalHeight(filtered), LEAST_SCALE);
    for (let i = 0; i < filtered.length; i++) filtered[i] = (filtered[i] as number) * scale;
    return filtered;
  });
}

/** Root mean square of each second, of which the upper quartile. */
function typicalHeight(samples: Float32Array): number {
  const heights: number[] = [];
  for (let from = 0; from + WAVE_FS / 2 <= samples.length; from += WAVE_FS) {
    const to = Math.min(from + WAVE_FS, samples.length);
    let sum = 0;
    for (let i = from; i < to; i++) sum += (samples[i] as number) ** 2;
    heights.push(Math.sqrt(sum / (to - from)));
  }
  heights.sort((a, b) => a - b);
  return heights[Math.floor(SCALE_QUANTILE * (heights.length - 1))] ?? 0;
}
