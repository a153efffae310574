import { fuseEnvelopes } from './fuse-envelopes.ts';
import { locatePeaks } from './locate-peaks.ts';
import { pickBeats } from './pick-beats.ts';
import { qrsEnvelope } from './qrs-envelope.ts';

/** The R peaks of some minutes of a record. */
export interface SegmentPeaks {
  /** In samples of the segment, ascending. */
  readonly rPeaks: readonly number[];
  /** By lead, in the order given: whether it could be used anywhere. */
  readonly used: readonly boolean[];
}

/**
 * Finds the R peaks of leads that are short enough to be looked at as a whole.
 *
 * @param leads of one length; NaN where samples are missing
 */
export function detectSegment(leads: readonly Float32Array[], fs: number): SegmentPeaks {
  const fused = fuseEnvelopes(leads.map((lead) => qrsEnvelope(lead, fs)));
  const used = fused.leads.map(({ weight }) => weight.some((share) => share > 0));
  return { rPeaks: locatePeaks(leads, fs, fused, pickBeats(fused)), used };
}
