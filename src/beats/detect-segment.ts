import { sortShapes } from './beat-shapes.ts';
import type { BeatClass } from './beats.ts';
import { classifyBeats } from './classify-beats.ts';
import { fuseEnvelopes } from './fuse-envelopes.ts';
import { locatePeaks } from './locate-peaks.ts';
import { spikeBefore } from './pacing-spikes.ts';
import { pickBeats } from './pick-beats.ts';
import { qrsEnvelopes } from './qrs-envelope.ts';

/** The beats of some minutes of a record. */
export interface SegmentBeats {
  /** In samples of the segment, ascending. */
  readonly rPeaks: readonly number[];
  /** Of each. */
  readonly classes: readonly BeatClass[];
  /** The usual shape, for the part that follows. */
  readonly usualShape: Float64Array | undefined;
  /** By lead, in the order given: whether it could be used anywhere. */
  readonly used: readonly boolean[];
}

/**
 * Finds and classes the beats of leads that are short enough to be looked at as a whole.
 *
 * @param leads of one length; NaN where samples are missing
 * @param familiar the usual shape of the part of the record before
 */
export function detectSegment(leads: readonly Float32Array[], fs: number, familiar?: Float64Array): SegmentBeats {
  const envelopes = qrsEnvelopes(leads, fs);
  const fused = fuseEnvelopes(envelopes);
  const used = fused.leads.map(({ weight }) => weight.some((share) => share > 0));
  const rPeaks = locatePeaks(leads, fs, envelopes, fused, pickBeats(fused));
  const step = fs / fused.fs;
  const shapes = sortShapes(
    envelopes,
    fused,
    rPeaks.map((r) => Math.round((r + 0.5) / step - 0.5)),
  );
  const spikes = rPeaks.map((r) => spikeBefore(leads, fs, r));
  return { rPeaks, ...classifyBeats({ rPeaks, shapes, spikes, familiar }), used };
}
