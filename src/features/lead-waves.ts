import { qrsWaves } from './qrs-waves.ts';
import { largest, type PlannedBeat, type Segments } from './wave-plan.ts';
import type { WaveSegment } from './wave-segments.ts';
import type { LeadWaves } from './waves.ts';

interface Bounds {
  readonly on: number | undefined;
  readonly off: number | undefined;
}

const NOWHERE: Bounds = { on: undefined, off: undefined };

/**
 * The planned waves as one lead shows them: for each, the lead's own stretch that overlaps the planned one.
 *
 * @param samples of the lead; no boundary is placed on a missing sample
 */
export function leadWaves(
  samples: Float32Array,
  fs: number,
  segments: Segments,
  plan: readonly PlannedBeat[],
): readonly LeadWaves[] {
  const place = (sec: number | undefined): number | undefined => {
    if (sec === undefined) return undefined;
    const sample = Math.round(sec * fs);
    return Number.isFinite(samples[sample] ?? Number.NaN) ? sample : undefined;
  };
  const bounds = (planned: WaveSegment | undefined, candidates: readonly WaveSegment[]): Bounds => {
    const found = planned && largest(candidates.filter((candidate) => overlap(candidate, planned)));
    return found ? { on: place(found.onSec), off: place(found.offSec) } : NOWHERE;
  };
  return plan.map((beat) => {
    const qrs = bounds(beat.qrs, segments.qrs);
    // Where the lead shows no boundary of QRS, R of the beat keeps P and T apart.
    const r = beat.rSec === undefined ? undefined : Math.round(beat.rSec * fs);
    const p = ordered(bounds(beat.p, segments.p), Number.NEGATIVE_INFINITY, qrs.on ?? r ?? Number.POSITIVE_INFINITY);
    const t = ordered(bounds(beat.t, segments.t), qrs.off ?? r ?? Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    const peaks = qrsPeaks(samples, qrs, fs);
    return {
      pOn: p.on,
      pPeak: wavePeak(samples, p),
      pOff: p.off,
      qrsOn: qrs.on,
      ...peaks,
      qrsOff: qrs.off,
      tOn: t.on,
      tPeak: wavePeak(samples, t),
      tOff: t.off,
    };
  });
}

/** The deflections of QRS, against its onset. In a complex that is negative only (QS) its lowest point stands for R. */
function qrsPeaks(samples: Float32Array, { on, off }: Bounds, fs: number) {
  const none = { qPeak: undefined, rPeak: undefined, sPeak: undefined, rPrimePeak: undefined };
  if (on === undefined || off === undefined) return none;
  const level = samples[on] as number;
  const complex = new Float64Array(off + 1 - on);
  for (let i = on; i <= off; i++) complex[i - on] = (samples[i] as number) - level;
  const { q, r, s, rPrime } = qrsWaves(complex, 0, off - on, fs);
  const at = (wave: { readonly peak: number } | undefined) => wave && on + wave.peak;
  return r ? { qPeak: at(q), rPeak: at(r), sPeak: at(s), rPrimePeak: at(rPrime) } : { ...none, rPeak: at(q) };
}

function overlap(a: WaveSegment, b: WaveSegment): boolean {
  const begins = (segment: WaveSegment) => segment.onSec ?? Number.NEGATIVE_INFINITY;
  const ends = (segment: WaveSegment) => segment.offSec ?? Number.POSITIVE_INFINITY;
  return begins(a) < ends(b) && begins(b) < ends(a);
}

/** A wave kept between its neighbours; one of which nothing is left there is none. */
function ordered({ on, off }: Bounds, notBefore: number, notAfter: number): Bounds {
  const clamp = (sample: number | undefined) =>
    sample === undefined ? undefined : Math.min(Math.max(sample, notBefore), notAfter);
  const [from, to] = [clamp(on), clamp(off)];
  return from !== undefined && to !== undefined && to - from < 2 ? NOWHERE : { on: from, off: to };
}

/** The sample farthest from the line between the ends of a wave, of either sign. */
function wavePeak(samples: Float32Array, { on, off }: Bounds): number | undefined {
  if (on === undefined || off === undefined) return undefined;
  const [first, last] = [samples[on] as number, samples[off] as number];
  let [peak, farthest] = [Math.round((on + off) / 2), 0];
  for (let i = on + 1; i < off; i++) {
    const height = Math.abs((samples[i] as number) - first - ((last - first) * (i - on)) / (off - on));
    if (height > farthest) [peak, farthest] = [i, height];
  }
  return peak;
}
