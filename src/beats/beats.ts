/**
 * What kind of heartbeat it is, as far as the median beat and the rhythm need to know. `normal` is whatever the ventricles do as a rule
 * (sinus beats, bundle-branch block, atrial fibrillation); `unclassified` could not be told.
 */
export type BeatClass = 'normal' | 'supraventricular' | 'ventricular' | 'paced' | 'unclassified';

/** One heartbeat of the ventricles. */
export interface Beat {
  /** Sample of the R peak: the largest deflection of QRS, of either sign. */
  readonly sample: number;
  readonly beatClass: BeatClass;
}

/** The heartbeats of a record, in the order of time. */
export interface Beats {
  /** Hz, as the record's. */
  readonly fs: number;
  /** Samples per lead of the record. */
  readonly length: number;
  /** Leads that were looked at; those that are flat, missing or saturated are left out. */
  readonly leads: readonly string[];
  readonly beats: readonly Beat[];
  /** Why there is no beat, in words; absent when there is one. */
  readonly reason?: string;
}
