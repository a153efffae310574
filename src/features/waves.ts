/**
 * The boundaries and peaks of one beat's waves, in samples of the record; `undefined` where a wave does not exist or cannot be told.
 * Those that are there are ordered: pOn < pPeak < pOff ≤ qrsOn < rPeak < qrsOff ≤ tOn < tPeak < tOff.
 */
export interface WaveFiducials {
  readonly pOn: number | undefined;
  readonly pPeak: number | undefined;
  readonly pOff: number | undefined;
  readonly qrsOn: number | undefined;
  readonly rPeak: number | undefined;
  readonly qrsOff: number | undefined;
  readonly tOn: number | undefined;
  readonly tPeak: number | undefined;
  readonly tOff: number | undefined;
}

/** One beat in one lead, with the parts of its QRS: the first negative, a negative after R, a second positive deflection. */
export interface LeadWaves extends WaveFiducials {
  readonly qPeak: number | undefined;
  readonly sPeak: number | undefined;
  readonly rPrimePeak: number | undefined;
}

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
