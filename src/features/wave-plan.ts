import type { Beats } from '../beats/index.ts';
import type { WaveProbabilities } from './wave-probabilities.ts';
import { type WaveSegment, waveSegments } from './wave-segments.ts';

/** The waves of one lead, or of the mean of all leads. */
export interface Segments {
  readonly p: readonly WaveSegment[];
  readonly qrs: readonly WaveSegment[];
  readonly t: readonly WaveSegment[];
}

/** Which waves a beat has, by where they are in the mean of all leads. */
export interface PlannedBeat {
  /** R peak, in seconds; `undefined` for a P wave that is not conducted. */
  readonly rSec: number | undefined;
  readonly p: WaveSegment | undefined;
  readonly qrs: WaveSegment | undefined;
  readonly t: WaveSegment | undefined;
}

const LEAD_RULES = {
  p: { threshold: 0.35, bridgeSec: 0.02, leastSec: 0.03 },
  qrs: { threshold: 0.35, bridgeSec: 0.02, leastSec: 0.024 },
  t: { threshold: 0.35, bridgeSec: 0.04, leastSec: 0.06 },
} as const;

/** In the mean of the leads, whose boundaries differ, a wave that most leads show rises above this. */
const FUSED_THRESHOLD = 0.5;
const FUSED_RULES = {
  p: { ...LEAD_RULES.p, threshold: FUSED_THRESHOLD },
  qrs: { ...LEAD_RULES.qrs, threshold: FUSED_THRESHOLD },
  t: { ...LEAD_RULES.t, threshold: FUSED_THRESHOLD },
} as const;

/** A P wave that most leads doubt counts only in company: when fibrillating atria imitate one now and then, no P is there. */
const CERTAIN_P = 0.85;
const COMPANY_SHARE = 0.5;
/** Beats before and after that are asked. */
const COMPANY_BEATS = 5;

/** QRS lies this near the R peak of its beat. */
const QRS_REACH_SEC = 0.1;
/** A P wave that ends longer before QRS did not make it. */
const LONGEST_PR_SEC = 0.6;
/** T lies this near its QRS, also where no beat follows. */
const LONGEST_QT_SEC = 0.8;

/** The waves of one lead. */
export function leadSegments(probabilities: WaveProbabilities): Segments {
  return segmentsBy(probabilities, LEAD_RULES);
}

function segmentsBy(probabilities: WaveProbabilities, rules: typeof LEAD_RULES | typeof FUSED_RULES): Segments {
  return {
    p: waveSegments(probabilities.p, rules.p),
    qrs: waveSegments(probabilities.qrs, rules.qrs),
    t: waveSegments(probabilities.t, rules.t),
  };
}

/**
 * Which waves there are: for each beat QRS at its R peak, the largest T between it and the next beat, and the last P before it. Other P
 * waves are beats of their own, not conducted.
 */
export function planBeats(leads: readonly WaveProbabilities[], beats: Beats): readonly PlannedBeat[] {
  const { p, qrs, t } = segmentsBy(meanOf(leads), FUSED_RULES);
  const conducted = beats.beats.map(({ sample }) => {
    const rSec = sample / beats.fs;
    return { rSec, qrs: nearest(qrs, rSec, QRS_REACH_SEC) };
  });
  const beginning = (i: number) => conducted[i]?.qrs?.onSec ?? conducted[i]?.rSec ?? Number.POSITIVE_INFINITY;
  const ending = (i: number) => conducted[i]?.qrs?.offSec ?? conducted[i]?.rSec ?? Number.NEGATIVE_INFINITY;
  const planned: PlannedBeat[] = [];
  for (let i = 0; i <= conducted.length; i++) {
    const beat = conducted[i];
    const before = p.filter(({ centreSec }) => centreSec > ending(i - 1) && centreSec < beginning(i));
    const last = before.at(-1);
    const leadsOn = beat && last && beginning(i) - (last.offSec ?? beginning(i)) <= LONGEST_PR_SEC ? last : undefined;
    for (const alone of before) {
      if (alone !== leadsOn) planned.push({ rSec: undefined, p: alone, qrs: undefined, t: undefined });
    }
    if (beat === undefined) continue;
    const until = Math.min(beginning(i + 1), ending(i) + LONGEST_QT_SEC);
    const after = t.filter(({ centreSec }) => centreSec > ending(i) && centreSec < until);
    planned.push({ ...beat, p: leadsOn, t: largest(after) });
  }
  return planned.flatMap((beat, i) => (isDoubtful(planned, i) ? withoutP(beat) : [beat]));
}

/** Whether a beat's P is faint and less than half of the beats around it have one. */
function isDoubtful(planned: readonly PlannedBeat[], i: number): boolean {
  if ((planned[i]?.p?.highest ?? 1) >= CERTAIN_P) return false;
  const near = planned
    .slice(Math.max(0, i - COMPANY_BEATS), i + COMPANY_BEATS + 1)
    .filter(({ rSec }) => rSec !== undefined);
  return near.filter(({ p }) => p !== undefined).length < COMPANY_SHARE * near.length;
}

/** The beat without its P; nothing is left of one that was P alone. */
function withoutP(beat: PlannedBeat): readonly PlannedBeat[] {
  return beat.rSec === undefined ? [] : [{ ...beat, p: undefined }];
}

function meanOf(leads: readonly WaveProbabilities[]): WaveProbabilities {
  const mean = (wave: keyof WaveProbabilities) => {
    const sum = new Float32Array(leads[0]?.[wave].length ?? 0);
    for (const { [wave]: probability } of leads) {
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (probability[i] as number);
    }
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) / leads.length;
    return sum;
  };
  return { p: mean('p'), qrs: mean('qrs'), t: mean('t') };
}

function nearest(segments: readonly WaveSegment[], sec: number, reachSec: number): WaveSegment | undefined {
  const distance = ({ onSec = 0, offSec = Number.POSITIVE_INFINITY }: WaveSegment) =>
    Math.max(onSec - sec, sec - offSec, 0);
  const near = segments.filter((segment) => distance(segment) <= reachSec);
  return near.reduce<WaveSegment | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
}

/** The segment with the greatest mass. */
export function largest(segments: readonly WaveSegment[]): WaveSegment | undefined {
  return segments.reduce<WaveSegment | undefined>(
    (best, one) => (best && best.mass >= one.mass ? best : one),
    undefined,
  );
}
