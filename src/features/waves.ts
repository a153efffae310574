import { NO_WAVES, type WaveFiducials } from '../record/index.ts';

/** One beat in one lead, with the parts of its QRS: the first negative, a negative after R, a second positive deflection. */
export interface LeadWaves extends WaveFiducials {
  readonly qPeak: number | undefined;
  readonly sPeak: number | undefined;
  readonly rPrimePeak: number | undefined;
}

/** A beat that a lead does not show. */
export const NO_LEAD_WAVES: LeadWaves = { ...NO_WAVES, qPeak: undefined, sPeak: undefined, rPrimePeak: undefined };

/**
 * The waves of a record. Entry i of every lead and of `fused` is the same beat, so all arrays are equally long. A P wave that is not
 * conducted has an entry of its own, in which only P is there.
 */
export interface Delineation {
  /** Hz, as the record's. */
  readonly fs: number;
  /** By lead name, the leads that were delineated. */
  readonly leads: Readonly<Record<string, readonly LeadWaves[]>>;
  /** Over all leads: global boundaries of QRS and T, outlying leads left out; of P the median over the leads. */
  readonly fused: readonly WaveFiducials[];
  /** Leads that were not delineated, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Why there is no entry, in words; absent when there is one. */
  readonly reason?: string;
}
