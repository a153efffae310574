/**
 * The boundaries and peaks of one beat's waves, in samples of the record unless said otherwise; `undefined` where a wave does not exist
 * or cannot be told. Those that are there are ordered: pOn < pPeak < pOff ≤ qrsOn < rPeak < qrsOff ≤ tOn < tPeak < tOff; only in
 * simulated beats, whose waves are each known by themselves, may neighbours overlap.
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

/** A beat without waves. */
export const NO_WAVES: WaveFiducials = {
  pOn: undefined,
  pPeak: undefined,
  pOff: undefined,
  qrsOn: undefined,
  rPeak: undefined,
  qrsOff: undefined,
  tOn: undefined,
  tPeak: undefined,
  tOff: undefined,
};
