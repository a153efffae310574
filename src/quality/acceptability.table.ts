/**
 * When a lead makes people reject a record, learnt from the 399 verdicts of `cinc2011` in 40 rounds. Written by
 * `npx tsx runs/quality-thresholds.ts`; its rows are pairs of a threshold and the log-odds that a lead above it has more.
 */
export const acceptability = {
  /** Log-odds of a lead that is above no threshold. */
  start: -6.96,
  /** A record is acceptable from this probability on that no lead makes anybody reject it. */
  leastProbability: 0.5,
  steps: {
    flat: [
      [0.18, 0.912],
      [0.38, 0.932],
    ],
    burst: [[0.4, 1.004]],
    ownNoise: [[0.054, 0.913]],
    peakless: [
      [0.19, 0.572],
      [0.27, 0.437],
    ],
    fast: [[0.62, 0.198]],
    slow: [
      [0.12, 0.112],
      [0.68, 0.506],
    ],
    disagreeing: [
      [0, 0.279],
      [0.1, 0.24],
      [0.76, 0.616],
    ],
    unlike: [[0.28, 0.473]],
    unlikeShare: [
      [0.33, 0.796],
      [0.65, 0.503],
    ],
    unrepeated: [[0.73, 2.674]],
  },
} as const;
