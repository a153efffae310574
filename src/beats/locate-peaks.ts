import type { FusedEnvelope } from './fuse-envelopes.ts';
import type { Candidate } from './pick-beats.ts';

/** R is looked for this far around the maximum of the envelope, which is the middle of QRS. */
const SEARCH_SEC = 0.08;
/** The level that deflections are measured from is the median of the samples as far as this. */
const BASELINE_SEC = 0.16;
/** Deflections are averaged over this, against noise. */
const SMOOTH_SEC = 0.008;

/**
 * The R peak of each beat, in samples of the leads: where the deflection from the local baseline, either way, is largest, added over the
 * leads in units of their usual QRS and by their share.
 */
export function locatePeaks(
  leads: readonly Float32Array[],
  fs: number,
  fused: FusedEnvelope,
  beats: readonly Candidate[],
): number[] {
  const step = fs / fused.fs;
  const perBlock = Math.max(1, Math.round(fused.fs));
  const length = leads[0]?.length ?? 0;
  const search = Math.round(SEARCH_SEC * fs);
  return beats.map(({ index }) => {
    const centre = Math.min(length - 1, Math.round((index + 0.5) * step - 0.5));
    const block = Math.floor(index / perBlock);
    const from = Math.max(0, centre - search);
    const to = Math.min(length, centre + search + 1);
    const sum = new Float64Array(to - from);
    leads.forEach((lead, l) => {
      const level = fused.leads[l];
      const weight = (level?.weight[block] as number) / (level?.peak[block] as number);
      if (weight > 0) addDeflections(sum, lead, from, to, fs, weight);
    });
    return from + highest(sum, Math.round((SMOOTH_SEC * fs) / 2));
  });
}

/** Adds the lead's deflections between two samples, in place; those of missing samples are none. */
function addDeflections(
  sum: Float64Array,
  lead: Float32Array,
  from: number,
  to: number,
  fs: number,
  weight: number,
): void {
  const centre = (from + to) >> 1;
  const reach = Math.round(BASELINE_SEC * fs);
  const stride = Math.max(1, Math.round(fs / 125));
  const around: number[] = [];
  for (let n = Math.max(0, centre - reach); n < Math.min(lead.length, centre + reach); n += stride) {
    const value = lead[n] as number;
    if (value - value === 0) around.push(value);
  }
  const baseline = around.sort((a, b) => a - b)[around.length >> 1] ?? 0;
  for (let n = from; n < to; n++) {
    const value = Math.abs((lead[n] as number) - baseline);
    if (value - value === 0) sum[n - from] = (sum[n - from] as number) + weight * value;
  }
}

/** The highest value of the moving average over `2 reach + 1`. */
function highest(values: Float64Array, reach: number): number {
  let best = 0;
  let most = -1;
  for (let i = 0; i < values.length; i++) {
    let sum = 0;
    const [first, last] = [Math.max(0, i - reach), Math.min(values.length - 1, i + reach)];
    for (let k = first; k <= last; k++) sum += values[k] as number;
    const mean = sum / (last - first + 1);
    if (mean > most) [best, most] = [i, mean];
  }
  return best;
}
