/**
 * From when on something is said about a signal. Chosen on simulated faults and on recordings of PTB-XL and LUDB (`npx tsx
 * runs/verify.ts --only quality` tells how often each fires); whether a record is acceptable is learnt and does not depend on them.
 */
export const limits = {
  /** Shortest record about which anything is said. */
  leastSec: 1,
  /** Shortest record whose acceptability is told: the verdicts were given on 10 s. */
  leastSecForDecision: 5,
  /** A line that does not move for so long is no pause of the heart: at 30/min clean lines rest 1.4 s. */
  flatSec: 3,
  /** A lead is flat, too, when it never leaves so narrow a band. */
  flatMv: 0.01,
  /** Skin and electrodes leave offsets of some mV where nothing blocks them; recorders that do have none. */
  offsetMv: 5,
  /** Together at the end of the scale, entered or left by a step. */
  clippedSec: 0.012,
  /** Clipping that lasts so long is saturation. */
  saturatedSec: 0.2,
  /** Root mean square of the baseline. */
  wanderMv: 0.15,
  /** ST is not measured on a baseline that moves more than half of the 0.1 mV that matter there. */
  wanderForStMv: 0.1,
  /** Root mean square of hum. */
  humMv: 0.015,
  /** Root mean square above 40 Hz, without hum. */
  muscleMv: 0.03,
  /** The same in the worst second. */
  burstMv: 0.06,
  /** Noise that hides the ends of waves, as a share of the lead's height. */
  noiseForIntervals: 0.08,
  /** Step of the baseline within 0.4 s, in mV and in heights of the lead. */
  stepMv: 0.6,
  stepHeights: 0.8,
  /** Lone jumps per 10 s. */
  jumps: 2,
  /** A lead without beats: its complexes do not stand out of what is left without them. */
  beatRatio: 0.5,
  beatCorrelation: 0.35,
  /** Rhythm can be read where this share of the complexes is found in the lead. */
  agreementForRhythm: 0.7,
  /** Usual height of a record in mV: outside, the unit is another one. */
  leastHeightMv: 0.02,
  greatestHeightMv: 20,
  /** Root mean square of what Einthoven's and Goldberger's identities leave, in mV and in heights of the record. */
  identityMv: 0.1,
  identityHeights: 0.1,
  /** The same of the waves as a share of the augmented lead, from so many mV: 2 for an inverted lead, up to 1.35 in LUDB, whose leads leave much. */
  identityShare: 1.5,
  identityLeastMv: 0.01,
} as const;
