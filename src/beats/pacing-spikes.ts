/** Below this rate, a stimulus of a millisecond or two leaves no trace that could be told from anything else. */
const LEAST_FS = 250;
/** Where before R a stimulus may lie. */
const EARLIEST_SEC = 0.26;
const LATEST_SEC = 0.045;
/** A spike stands out from what is this far before and after it, and half as much from what is half as far. */
const REACH_SEC = 0.006;
const HALF_REACH_SEC = 0.003;
/** Where spikes of noise are measured, after R. */
const QUIET_SEC = [0.16, 0.36] as const;

/** The highest spike before one beat. */
export interface Spike {
  /** From the spike to R, in seconds. */
  readonly leadTimeSec: number;
  /** Its height over the highest where there is none. */
  readonly contrast: number;
  /** Its height over that of QRS, from its lowest to its highest sample. */
  readonly share: number;
}

/**
 * The highest spike before R in any lead, or `undefined` where the sampling rate is too low or samples are missing.
 *
 * @param rPeak sample
 */
export function spikeBefore(leads: readonly Float32Array[], fs: number, rPeak: number): Spike | undefined {
  if (fs < LEAST_FS) return undefined;
  const place = (sec: number) => rPeak + Math.round(sec * fs);
  const reach = Math.max(2, Math.round(REACH_SEC * fs));
  const half = Math.max(1, Math.round(HALF_REACH_SEC * fs));
  if (place(-EARLIEST_SEC) - reach < 0 || place(QUIET_SEC[1]) + reach >= (leads[0]?.length ?? 0)) return undefined;
  let best: Spike | undefined;
  for (const lead of leads) {
    const spike = highestSpike(lead, place(-EARLIEST_SEC), place(-LATEST_SEC), reach, half);
    const quiet = highestSpike(lead, place(QUIET_SEC[0]), place(QUIET_SEC[1]), reach, half);
    const qrs = range(lead.subarray(place(-LATEST_SEC), place(QUIET_SEC[0])));
    if (!(spike.height > 0 && quiet.height >= 0 && qrs > 0)) continue;
    const contrast = spike.height / Math.max(quiet.height, 0.01 * qrs);
    if (contrast > (best?.contrast ?? 0)) {
      best = { leadTimeSec: (rPeak - spike.sample) / fs, contrast, share: spike.height / qrs };
    }
  }
  return best;
}

function highestSpike(lead: Float32Array, from: number, to: number, reach: number, half: number) {
  let sample = from;
  let height = 0;
  for (let n = from; n < to; n++) {
    // Most samples are told by one difference.
    if (!(Math.abs((lead[n] as number) - (lead[n - reach] as number)) > height)) continue;
    const found = standsOut(lead, n, reach);
    if (found > height && standsOut(lead, n, half) > found / 2) {
      sample = n;
      height = found;
    }
  }
  return { sample, height };
}

/** By how much a sample is above both others, or below both. */
function standsOut(lead: Float32Array, n: number, reach: number): number {
  const value = lead[n] as number;
  const rise = value - (lead[n - reach] as number);
  const fall = value - (lead[n + reach] as number);
  return rise * fall > 0 ? Math.min(Math.abs(rise), Math.abs(fall)) : 0;
}

/** From the lowest to the highest; NaN where one is missing. */
function range(samples: Float32Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < samples.length; i++) {
    low = Math.min(low, samples[i] as number);
    high = Math.max(high, samples[i] as number);
  }
  return high - low;
}
