import { medianOf, weightedMedian } from './agree-on-offsets.ts';
import type { BeatExtents } from './wavelet-measure.ts';
import type { WaveletRules } from './wavelet-rules.table.ts';

/**
 * In which beats what was measured as P is one. The largest wave before QRS is always something; it is P where the leads have it at one
 * time, most beats at one distance from QRS, and where it is not too small beside QRS.
 */
export function presentAtrialWaves(
  p: readonly BeatExtents[],
  qrs: readonly BeatExtents[],
  { presence }: Pick<WaveletRules, 'presence'>,
  scale: number,
): readonly boolean[] {
  const beats = p[0]?.peak.length ?? 0;
  const peaks = p.map((lead) => lead.peak);
  const sizes = p.map((lead) => lead.size);
  const near = presence.near * scale;
  const places = Float64Array.from({ length: beats }, (_, b) => weightedMedian(peaks, sizes, b));
  const usual = medianOf(places);
  const isUsual = Array.from(places, (place) => Math.abs(place - usual) <= near);
  const measured = places.filter((place) => !Number.isNaN(place)).length;
  const isRegular = isUsual.filter(Boolean).length >= Math.max(2, presence.beats * measured) || beats === 1;
  return isUsual.map((usualPlace, b) => {
    if (!isRegular || Number.isNaN(places[b])) return false;
    const [total, agreeing] = agreement(p, b, places[b] as number, near);
    const ofQrs = qrs.reduce((sum, lead) => sum + (lead.size[b] as number), 0);
    return (
      total >= presence.size * ofQrs && agreeing >= (usualPlace ? presence.leads : (1 + presence.leads) / 2) * total
    );
  });
}

/** The sizes of a beat's P over all leads, and over those whose peak is near a place. */
function agreement(p: readonly BeatExtents[], beat: number, place: number, near: number): [number, number] {
  let [total, agreeing] = [0, 0];
  for (const { peak, size } of p) {
    total += size[beat] as number;
    if (Math.abs((peak[beat] as number) - place) <= near) agreeing += size[beat] as number;
  }
  return [total, agreeing];
}
