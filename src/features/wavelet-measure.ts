import type { WaveletRules } from './wavelet-rules.table.ts';
import { largestWave, qrsExtent, type WaveExtent } from './wavelet-waves.ts';

/** One wave in one lead over all beats: samples from R, NaN where there is none, and how large it is (0 where there is none). */
export interface BeatExtents {
  readonly on: Float64Array;
  readonly peak: Float64Array;
  readonly off: Float64Array;
  readonly size: Float64Array;
}

/** Where `details` of a lead has its fast level, for QRS, and its slow one, for P and T. */
const [FAST, SLOW] = [0, 1];
/** Half a sample: where a coefficient stands. */
const COEFFICIENT = 0.5;

/** Measures QRS in every lead at once, and T and P when their neighbours are known. Times in samples from R, `[leads]` of `[beats]`. */
export function measureWaves(
  details: readonly (readonly Float32Array[])[],
  rPeaks: readonly number[],
  scale: number,
  rules: WaveletRules,
) {
  const at = (b: number) => rPeaks[b] as number;
  const gapAfter = (b: number) => (b >= 0 && b + 1 < rPeaks.length ? at(b + 1) - at(b) : Number.POSITIVE_INFINITY);
  const gaps = rPeaks
    .slice(1)
    .map((sample, b) => sample - at(b))
    .sort((a, b) => a - b);
  const usualGap = gaps[gaps.length >> 1] ?? 500 * scale;
  const levels = (level: number) => details.map((lead) => lead[level] as Float32Array);
  const scaled = scaleRules(rules, scale);
  const ms = (value: number) => value * 0.5 * scale;

  const qrs = levels(FAST).map((w) =>
    overBeats(rPeaks, (b, r) => {
      const before = Math.min(ms(130), gapAfter(b - 1) / 2);
      const after = Math.min(ms(150), gapAfter(b) / 2);
      return qrsExtent(w, r, Math.round(r - before), Math.round(r + after), scaled.qrs);
    }),
  );

  /** T, between QRS and where the next P must be expected at the latest. */
  const tAfter = (qrsOn: Float64Array, qrsOff: Float64Array) =>
    levels(SLOW).map((w) =>
      overBeats(rPeaks, (b, r) => {
        const gap = Math.min(gapAfter(b), 1.2 * usualGap);
        const latest = Math.min(ms(280) + 0.3 * gap, 0.7 * gap);
        const next = b + 1 < rPeaks.length ? gapAfter(b) + (qrsOn[b + 1] as number) - ms(20) : latest;
        const expected = { at: r + ms(150) + 0.15 * gap, width: ms(120) };
        const from = r + (qrsOff[b] as number) + ms(20);
        return largestWave(w, from, Math.min(r + latest, r + next, w.length - 2), scaled.t, expected);
      }),
    );

  /** P, between the T before it and QRS. */
  const pBefore = (qrsOn: Float64Array, tOff: Float64Array) =>
    levels(SLOW).map((w) =>
      overBeats(rPeaks, (b, r) => {
        const gap = Math.min(gapAfter(b - 1), 1.2 * usualGap);
        const earliest = (qrsOn[b] as number) - Math.min(ms(360), 0.42 * gap);
        const previous = (tOff[b - 1] ?? Number.NaN) - gapAfter(b - 1) - ms(20);
        const from = r + (previous > earliest ? previous : earliest);
        return from < 1 ? undefined : largestWave(w, from, r + (qrsOn[b] as number) - ms(8), scaled.p);
      }),
    );

  return { qrs, tAfter, pBefore };
}

function overBeats(
  rPeaks: readonly number[],
  measure: (beat: number, r: number) => WaveExtent | undefined,
): BeatExtents {
  const none = () => new Float64Array(rPeaks.length).fill(Number.NaN);
  const extents = { on: none(), peak: none(), off: none(), size: new Float64Array(rPeaks.length) };
  rPeaks.forEach((r, b) => {
    const found = measure(b, r);
    if (found === undefined) return;
    extents.on[b] = found.on - r + COEFFICIENT;
    extents.peak[b] = found.peak - r + COEFFICIENT;
    extents.off[b] = found.off - r + COEFFICIENT;
    extents.size[b] = found.size;
  });
  return extents;
}

/** Rules whose times are in samples of the rate in use. */
function scaleRules({ qrs, t, p }: WaveletRules, scale: number) {
  const wave = (rules: WaveletRules['t']) => ({ ...rules, maxGap: rules.maxGap * scale, reach: rules.reach * scale });
  return { qrs: { ...qrs, pause: qrs.pause * scale, reach: qrs.reach * scale }, t: wave(t), p: wave(p) };
}
