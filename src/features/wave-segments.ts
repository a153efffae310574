import { WAVE_FS } from './wave-network.ts';

/** A stretch in which a wave is more probable than not, in seconds from the first sample of the record. */
export interface WaveSegment {
  /** `undefined` where the wave began before the record. */
  readonly onSec: number | undefined;
  /** `undefined` where the wave ends after the record. */
  readonly offSec: number | undefined;
  /** Centre of its probability. */
  readonly centreSec: number;
  /** Sum of its probability over time, in seconds. */
  readonly mass: number;
}

/** What a stretch must be to count as a wave. */
export interface SegmentRule {
  /** Probability at the boundaries. */
  readonly threshold: number;
  /** Interruptions up to this long are none. */
  readonly bridgeSec: number;
  /** Shorter stretches are no waves. */
  readonly leastSec: number;
}

/**
 * Stretches above a threshold, in the order of time; boundaries between samples where the probability crosses it on a straight line.
 *
 * @param probability at 250 Hz, `[samples]`
 */
export function waveSegments(probability: Float32Array, rule: SegmentRule): readonly WaveSegment[] {
  const { threshold, bridgeSec, leastSec } = rule;
  const segments: WaveSegment[] = [];
  const bridge = Math.round(bridgeSec * WAVE_FS);
  const n = probability.length;
  let i = 0;
  while (i < n) {
    if ((probability[i] as number) < threshold) {
      i++;
      continue;
    }
    const start = i;
    let end = i; // last sample above the threshold
    let [mass, moment] = [0, 0];
    for (; i < n && i - end <= bridge + 1; i++) {
      const p = probability[i] as number;
      if (p < threshold) continue;
      end = i;
      mass += p;
      moment += p * i;
    }
    i = end + 1;
    if (end - start + 1 < leastSec * WAVE_FS) continue;
    segments.push({
      onSec: start === 0 ? undefined : crossing(probability, start - 1, threshold) / WAVE_FS,
      offSec: end === n - 1 ? undefined : crossing(probability, end, threshold) / WAVE_FS,
      centreSec: moment / mass / WAVE_FS,
      mass: mass / WAVE_FS,
    });
  }
  return segments;
}

/** Where the line from sample i to the next crosses the threshold, in samples. */
function crossing(probability: Float32Array, i: number, threshold: number): number {
  const [a, b] = [probability[i] as number, probability[i + 1] as number];
  return a === b ? i : i + (threshold - a) / (b - a);
}
