import type { LeadIndices } from './lead-indices.ts';

/** One kind of badness of a lead, from its indices and the record's height in mV. */
type Badness = (lead: LeadIndices, heightMv: number) => number;

/**
 * The indices of a lead that the learnt decision looks at, each turned so that more is worse, and free of the unit: voltages count
 * in heights of the record (`recordHeight`), so that a wrong gain does not change the decision.
 */
export const badness = {
  /** Share of the time in which nothing moves. */
  flat: (lead) => lead.flatShare,
  /** Longest stretch in which nothing moves, s. */
  flatStretch: (lead) => lead.longestFlatSec,
  /** Time cut off at the limits of the amplifier, s. */
  clipped: (lead) => lead.clippedSec,
  /** Distance from zero, heights. */
  offset: (lead, height) => Math.abs(lead.offsetMv) / height,
  /** Noise above 40 Hz, heights. */
  noise: (lead, height) => lead.highFrequencyMv / height,
  /** Noise above 40 Hz in the worst second, heights. */
  burst: (lead, height) => lead.burstMv / height,
  /** Noise above 40 Hz against the lead's own height. */
  ownNoise: (lead) => ratio(lead.highFrequencyMv, lead.heightMv),
  /** Baseline wander, heights. */
  wander: (lead, height) => lead.wanderMv / height,
  /** Baseline wander against the lead's own height. */
  ownWander: (lead) => ratio(lead.wanderMv, lead.heightMv),
  /** Largest step of the baseline, heights. */
  step: (lead, height) => lead.stepMv / height,
  /** Largest jump from one sample to the next, heights. */
  jump: (lead, height) => lead.jumpMv / height,
  /** From the lowest to the highest value, heights. */
  range: (lead, height) => (lead.maxMv - lead.minMv) / height,
  /** Lowness of the waves, heights. */
  low: (lead, height) => 1 - lead.heightMv / height,
  /** The highest second against the usual one. */
  uneven: (lead) => lead.heightRatio,
  /** Share of the seconds that are far higher than the usual one. */
  tall: (lead) => lead.tallShare,
  /** Share of the seconds that are far lower than the usual one. */
  quiet: (lead) => lead.quietShare,
  /** Lack of peaks: 1 for a square wave, 0 for infinitely narrow peaks. */
  peakless: (lead) => 1 / Math.max(1, lead.kurtosis),
  /** Share of the power at 5–40 Hz that lies above QRS. */
  fast: (lead) => 1 - lead.qrsPowerShare,
  /** Share of the power up to 40 Hz that lies below 1 Hz. */
  slow: (lead) => 1 - lead.baselinePowerShare,
  /** Disagreement with the complexes of all leads. */
  disagreeing: (lead) => 1 - lead.agreement,
  /** Unlikeness of the usual complex to their mean. */
  unlike: (lead) => 1 - lead.templateCorrelation,
  /** Share of the complexes that are unlike their mean. */
  unlikeShare: (lead) => lead.unlikeShare,
  /** What differs from the mean complex, against it. */
  unrepeated: (lead) => 1 / (1 + lead.templateRatio),
} as const satisfies Readonly<Record<string, Badness>>;

/** The name of a kind of badness. */
export type BadnessName = keyof typeof badness;

function ratio(part: number, whole: number): number {
  return part / (whole + 1e-6);
}
