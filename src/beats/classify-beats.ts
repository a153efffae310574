import type { BeatShapes, ShapeCluster } from './beat-shapes.ts';
import type { BeatClass } from './beats.ts';
import type { Spike } from './pacing-spikes.ts';

/** A beat comes early when its interval is below this share of the usual one around it. */
const EARLY_SHARE = 0.85;
/** Where intervals spread by more than this, none is the usual one: atrial fibrillation, bigeminy. Half of what lies between the third and
 * the seventh of ten, over the median. */
const IRREGULAR = 0.09;
/** There, a beat comes soon when its interval is below this share of the longer ones. */
const SOON_SHARE = 0.7;
const NEIGHBOURS = 8;
/** QRS of a ventricular beat is wider than the usual one by this, or by the second while the shapes are much the same. */
const WIDER_MS = 20;
const MUCH_WIDER_MS = 32;
/** Shapes that correlate by this are much the same. */
const SAME_SHAPE = 0.8;
/** A beat that is early and correlates less than this with the usual shape did not come down the usual way. */
const OTHER_SHAPE = 0.7;
/** A beat that is not early must be this strange to be no variant of the usual one. */
const STRANGE_SHAPE = 0.5;
/** How much more a shape counts that was the usual one in the part before. */
const FAMILIAR = 3;
/** Share of a cluster's beats that must have a stimulus at the same moment, and how far it must stand out. */
const PACED_SHARE = 0.6;
const SPIKE_CONTRAST = 4;
const SPIKE_SHARE = 0.08;
const SPIKE_JITTER_SEC = 0.008;
const LEAST_PACED = 3;

/** What is known of beats when they are classed. */
export interface ClassifiableBeats {
  /** Samples, ascending. */
  readonly rPeaks: readonly number[];
  readonly shapes: BeatShapes;
  readonly spikes: readonly (Spike | undefined)[];
  /** The usual shape of the part of the record before. */
  readonly familiar: Float64Array | undefined;
}

/** What became of them. */
export interface ClassedBeats {
  readonly classes: readonly BeatClass[];
  readonly usualShape: Float64Array | undefined;
}

/**
 * The class of each beat. The usual shape is that of most beats, early ones counted less; whatever it looks like, it is `normal` unless a
 * stimulus precedes it. A beat that comes early is `supraventricular` if it has the usual shape and `ventricular` if not; one that does
 * not is `ventricular` only if its shape is strange and wide. Shape first, then timing: the order of de Chazal P et al., IEEE Trans Biomed Eng 2004;51:1196.
 */
export function classifyBeats({ rPeaks, shapes, spikes, familiar }: ClassifiableBeats): ClassedBeats {
  const timing = rPeaks.map((_, i) => timingOf(rPeaks, i));
  const early = timing.map((name) => name !== 'due');
  const usual = usualCluster(shapes, early, familiar);
  if (usual === undefined) return { classes: [], usualShape: familiar };
  const likeUsual = new Map(shapes.clusters.map((cluster) => [cluster, similarity(cluster.template, usual.template)]));
  const paced = new Set(shapes.clusters.filter((cluster) => isPaced(cluster, spikes)));
  const classes = shapes.clusterOf.map((cluster, i): BeatClass => {
    if (paced.has(cluster)) return 'paced';
    return classOf(timing[i] as Timing, likeUsual.get(cluster) as number, cluster.widthMs - usual.widthMs);
  });
  return { classes, usualShape: usual.template };
}

/** The class of a beat that no stimulus precedes, from its timing and how its shape compares with the usual one. */
function classOf(timing: Timing, alike: number, widerMs: number): BeatClass {
  if (timing !== 'due') {
    const ventricular = alike < OTHER_SHAPE || widerMs >= (alike < SAME_SHAPE ? WIDER_MS : MUCH_WIDER_MS);
    if (ventricular) return 'ventricular';
    return timing === 'early' ? 'supraventricular' : 'normal';
  }
  if (alike >= STRANGE_SHAPE) return 'normal';
  return widerMs >= WIDER_MS ? 'ventricular' : 'unclassified';
}

function usualCluster(
  { clusters }: BeatShapes,
  early: readonly boolean[],
  familiar: Float64Array | undefined,
): ShapeCluster | undefined {
  let best: ShapeCluster | undefined;
  let most = 0;
  for (const cluster of clusters) {
    let score = 0;
    for (const beat of cluster.beats) score += early[beat] ? 0.3 : 1;
    if (familiar && similarity(cluster.template, familiar) >= SAME_SHAPE) score *= FAMILIAR;
    if (score > most) [best, most] = [cluster, score];
  }
  return best;
}

/** When a beat comes: early in a rhythm that has a usual interval, soon in one that has none, or neither. */
type Timing = 'early' | 'soon' | 'due';

function timingOf(rPeaks: readonly number[], i: number): Timing {
  if (i === 0) return 'due';
  const intervals: number[] = [];
  for (let k = Math.max(1, i - NEIGHBOURS); k <= Math.min(rPeaks.length - 1, i + NEIGHBOURS); k++) {
    intervals.push((rPeaks[k] as number) - (rPeaks[k - 1] as number));
  }
  const own = (rPeaks[i] as number) - (rPeaks[i - 1] as number);
  intervals.sort((a, b) => a - b);
  const quartile = (share: number) => intervals[Math.floor(share * (intervals.length - 1))] as number;
  const usual = quartile(0.5);
  // Premature beats shorten one interval and lengthen the next: with every third beat premature, the median is still the usual one.
  if ((quartile(0.7) - quartile(0.3)) / (2 * usual) > IRREGULAR)
    return own < SOON_SHARE * quartile(0.75) ? 'soon' : 'due';
  return own < EARLY_SHARE * usual ? 'early' : 'due';
}

function isPaced({ beats }: ShapeCluster, spikes: readonly (Spike | undefined)[]): boolean {
  if (beats.length < LEAST_PACED) return false;
  const clear = beats.flatMap((beat) => {
    const spike = spikes[beat];
    return spike && spike.contrast > SPIKE_CONTRAST && spike.share > SPIKE_SHARE ? spike.leadTimeSec : [];
  });
  const middle = [...clear].sort((a, b) => a - b)[clear.length >> 1] ?? 0;
  const together = clear.filter((sec) => Math.abs(sec - middle) <= SPIKE_JITTER_SEC).length;
  return together >= PACED_SHARE * beats.length;
}

/** Both have no mean; the better of them as they are and shifted by up to four samples. */
function similarity(a: Float64Array, b: Float64Array): number {
  let best = -1;
  for (let shift = -4; shift <= 4; shift++) {
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = Math.max(0, -shift); i < Math.min(a.length, b.length - shift); i++) {
      const [x, y] = [a[i] as number, b[i + shift] as number];
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    if (aa > 0 && bb > 0) best = Math.max(best, ab / Math.sqrt(aa * bb));
  }
  return best;
}
