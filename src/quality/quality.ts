import type { LeadReversal } from '../record/index.ts';

/** What is wrong with a lead or a record, for programs. */
export type QualityReasonCode =
  | 'too-short'
  | 'missing-samples'
  | 'flat'
  | 'lead-off'
  | 'saturation'
  | 'clipping'
  | 'wander'
  | 'mains'
  | 'muscle'
  | 'spikes'
  | 'no-beats'
  | 'unit'
  | 'sampling-rate'
  | 'limb-identity'
  | 'lead-reversal'
  | 'pacing'
  | 'missing-leads';

/** One thing that is wrong, or worth knowing. */
export interface QualityReason {
  readonly code: QualityReasonCode;
  /** In words, with the value and its unit: `mains hum of 50 Hz, 0.12 mV rms`. */
  readonly text: string;
}

/** What a signal may be used for: each needs something else of it. */
export type Use = 'rhythm' | 'intervals' | 'st' | 'voltage' | 'model';

/** The quality of one lead. */
export interface LeadQuality {
  /** 1 is clean, 0 unusable. */
  readonly score: number;
  readonly acceptable: boolean;
  readonly reasons: readonly QualityReason[];
  readonly usableFor: Readonly<Record<Use, boolean>>;
}

/** The quality of a record. */
export interface Quality {
  /** Whether a cardiologist would accept the record for diagnosis, by the threshold learnt from CinC 2011. */
  readonly acceptable: boolean;
  /** Probability that the record is acceptable; `undefined` where it cannot be told, with a reason. */
  readonly score: number | undefined;
  readonly reasons: readonly QualityReason[];
  /** By lead name, every lead of the record. */
  readonly leads: Readonly<Record<string, LeadQuality>>;
  /** Cables that seem interchanged; `undefined` where none do or it could not be judged. */
  readonly reversal: LeadReversal | undefined;
  readonly usableFor: Readonly<Record<Use, boolean>>;
}
