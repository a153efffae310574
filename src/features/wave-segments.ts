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
  /** Probability that somewhere in it must be reached. */
  readonly threshold: number;
  /** Interruptions up to this long are none. */
  readonly bridgeSec: number;
  /** Shorter stretches are no waves. */
  readonly leastSec: number;
}

/** Boundaries are where the probability crosses a half, or half of its maximum where a faint wave does not reach so high. */
const BOUNDARY = 0.5;

/**
 * Stretches in which a wave is probable, in the order of time.
 *
 * @param probability at 250 Hz, `[samples]`
 */
export function waveSegments(
  probability: Float32Array,
  { threshold, bridgeSec, leastSec }: SegmentRule,
): readonly WaveSegment[] {
  const bridge = Math.round(bridgeSec * WAVE_FS);
  const found = stretchesAbove(probability, Math.min(threshold, BOUNDARY), bridge, 0, probability.length);
  return found.flatMap(({ start, end }) => {
    const highest = maximum(probability, start, end);
    if (highest < threshold) return [];
    const level = Math.min(BOUNDARY, highest / 2);
    const parts = stretchesAbove(
      probability,
      level,
      bridge,
      widened(probability, start, -1, level),
      widened(probability, end, 1, level) + 1,
    );
    return parts
      .filter((part) => part.end - part.start + 1 >= leastSec * WAVE_FS)
      .map((part) => segmentOf(probability, part, level));
  });
}

interface Stretch {
  readonly start: number;
  /** Last sample above. */
  readonly end: number;
}

function stretchesAbove(
  probability: Float32Array,
  level: number,
  bridge: number,
  from: number,
  to: number,
): readonly Stretch[] {
  const found: { start: number; end: number }[] = [];
  for (let i = from; i < to; i++) {
    if ((probability[i] as number) < level) continue;
    const last = found.at(-1);
    if (last && i - last.end <= bridge + 1) last.end = i;
    else found.push({ start: i, end: i });
  }
  return found;
}

/** The last sample in a direction from which on the probability stays above a level. */
function widened(probability: Float32Array, from: number, direction: -1 | 1, level: number): number {
  let i = from;
  while ((probability[i + direction] ?? -1) >= level) i += direction;
  return i;
}

function maximum(values: Float32Array, start: number, end: number): number {
  let highest = 0;
  for (let i = start; i <= end; i++) if ((values[i] as number) > highest) highest = values[i] as number;
  return highest;
}

function segmentOf(probability: Float32Array, { start, end }: Stretch, level: number): WaveSegment {
  let [mass, moment] = [0, 0];
  for (let i = start; i <= end; i++) {
    mass += probability[i] as number;
    moment += (probability[i] as number) * i;
  }
  return {
    onSec: start === 0 ? undefined : crossing(probability, start - 1, level) / WAVE_FS,
    offSec: end === probability.length - 1 ? undefined : crossing(probability, end, level) / WAVE_FS,
    centreSec: moment / mass / WAVE_FS,
    mass: mass / WAVE_FS,
  };
}

/** Where the line from sample i to the next crosses a level, in samples. */
function crossing(probability: Float32Array, i: number, level: number): number {
  const [a, b] = [probability[i] as number, probability[i + 1] as number];
  return a === b ? i : i + (level - a) / (b - a);
}
