/**
 * Measurements of one boundary in many leads and beats, in samples from R; NaN where there is none. `[leads][beats]`.
 */
export type LeadOffsets = readonly Float64Array[];

/** How much beats and leads are believed of what only they show, 0 to 1. */
export interface Trust {
  /** Of a beat's distance from the usual one; all of it beyond `usual`. */
  readonly beat: number;
  /** Of a lead's distance from the median lead. */
  readonly lead: number;
  /** How far a beat may be from the median beat to be a usual one, in samples. */
  readonly usual: number;
}

/** Boundaries that leads and beats have agreed on. */
export interface AgreedOffsets {
  /** The median lead, `[beats]`; NaN where no lead has one. */
  readonly fused: Float64Array;
  /** `[leads][beats]`: there whenever `fused` is. */
  readonly leads: LeadOffsets;
}

/**
 * Boundaries of one heart have much in common: each beat's is the weighted median over leads, drawn to the median beat where it is near
 * it; each lead's is the beat's and a part of what this lead usually differs by. An error of one lead in one beat disappears.
 *
 * @param weights how clearly each lead shows the wave, `[leads][beats]`
 */
export function agreeOnOffsets(offsets: LeadOffsets, weights: LeadOffsets, trust: Trust): AgreedOffsets {
  const beats = offsets[0]?.length ?? 0;
  const perBeat = Float64Array.from({ length: beats }, (_, b) => weightedMedian(offsets, weights, b));
  const usual = medianOf(perBeat);
  const fused = perBeat.map((offset) => {
    const difference = offset - usual;
    return Math.abs(difference) <= trust.usual ? usual + trust.beat * difference : offset;
  });
  const leads = offsets.map((lead) => {
    const own = medianOf(lead.map((offset, b) => offset - (perBeat[b] as number)));
    const shift = Number.isNaN(own) ? 0 : trust.lead * own;
    return fused.map((offset) => offset + shift);
  });
  return { fused, leads };
}

/** The median over leads of one beat, each lead with its weight; NaN where no lead has a value. */
export function weightedMedian(offsets: LeadOffsets, weights: LeadOffsets, beat: number): number {
  const found: { offset: number; weight: number }[] = [];
  let total = 0;
  for (let l = 0; l < offsets.length; l++) {
    const [offset, weight] = [offsets[l]?.[beat] as number, weights[l]?.[beat] as number];
    if (Number.isNaN(offset) || !(weight > 0)) continue;
    found.push({ offset, weight });
    total += weight;
  }
  found.sort((a, b) => a.offset - b.offset);
  let sum = 0;
  for (const { offset, weight } of found) {
    sum += weight;
    if (2 * sum >= total) return offset;
  }
  return Number.NaN;
}

/** Of the values that are there; NaN where none is. */
export function medianOf(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? Number.NaN : (sorted[(sorted.length - 1) >> 1] as number);
}
