import type { Attribution } from './attribution.ts';
import { type FiducialBeats, segmentOfSamples } from './segments.ts';

/**
 * An attribution in which every sample has the mean of its own wave, lead by lead and beat by beat: what a reader can see on a page, where the
 * values of neighbouring samples, which differ in sign, only flicker. Sums over waves stay what they are.
 *
 * @throws EcgError `invalid-argument` without a beat
 */
export function averageOverWaves(attribution: Attribution, beats: FiducialBeats): Attribution {
  const entries = Object.entries(attribution.leads);
  const segments = segmentOfSamples(beats, attribution.fs, entries[0]?.[1].length ?? 0);
  const averaged = entries.map(([lead, values]) => {
    const means = new Float32Array(values.length);
    for (let from = 0; from < values.length; ) {
      let to = from;
      let sum = 0;
      while (to < values.length && segments[to] === segments[from]) sum += values[to++] as number;
      means.fill(sum / (to - from), from, to);
      from = to;
    }
    return [lead, means] as const;
  });
  return { ...attribution, leads: Object.fromEntries(averaged) };
}
