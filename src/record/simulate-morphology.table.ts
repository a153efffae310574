import { stretchWave, type Wave } from './simulate-wave.ts';

/**
 * The waves of one kind of beat. The times of P and of QRS have any origin: they are placed by their onsets. Those of the others
 * count from the onset of QRS and hold for 60 beats/min.
 */
export interface Morphology {
  readonly p: Wave;
  readonly qrs: Wave;
  readonly st: Wave;
  readonly t: Wave;
  /** Stimulus of a pacemaker, before QRS. */
  readonly spike?: Wave;
  /** PR interval where it is another than `prIntervalMs`. */
  readonly prMs?: number;
}

/**
 * A healthy adult. QRS and T are fitted to the median of the 74 normal beats (statement NORM with likelihood ≥ 80) among the
 * first hundred 500 Hz recordings of PTB-XL 1.0.3 (Wagner et al. 2020, CC BY 4.0), projected on Dower's axes by least squares,
 * then rounded and given a septal Q, which the median smears; T is brought from their median rate of 69/min to 60/min. P is not
 * fitted, as PR differs between people: a right atrial front forwards and down, a left one 34 ms later backwards and to the left.
 */
const normal: Morphology = {
  p: [
    { x: 0.05, y: 0.075, z: -0.05, atMs: 0, widthMs: 18 },
    { x: 0.08, y: 0.06, z: 0.045, atMs: 34, widthMs: 20 },
  ],
  qrs: [
    { x: -0.15, y: -0.06, z: -0.12, atMs: -21, widthMs: 8 },
    { x: -0.1, y: -0.1, z: -0.52, atMs: -9, widthMs: 11 },
    { x: 1.28, y: 0.85, z: 0.87, atMs: -2, widthMs: 9 },
    { x: 0.24, y: 0.02, z: -0.16, atMs: 5, widthMs: 5 },
    { x: -0.18, y: -0.03, z: 0.57, atMs: 12, widthMs: 12 },
  ],
  st: [{ x: 0.02, y: 0.01, z: -0.06, atMs: 150, widthMs: 40 }],
  t: [
    { x: 0.18, y: 0.06, z: -0.16, atMs: 270, widthMs: 46 },
    { x: 0.19, y: 0.12, z: -0.03, atMs: 313, widthMs: 33 },
  ],
};

/** An ST segment that is level from J to the rise of T, as two overlapping pulses of this dipole. */
function levelSt(x: number, y: number, z: number): Wave {
  return [
    { x, y, z, atMs: 110, widthMs: 28 },
    { x, y, z, atMs: 175, widthMs: 36 },
  ];
}

/**
 * Kinds of beats by what they are an example of. Each is made to fulfil the criteria of the source beside it; sizes and times
 * within them are chosen, not fitted.
 */
export const morphologies = {
  normal,

  /**
   * Surawicz B et al., AHA/ACCF/HRS recommendations part III, Circulation 2009;119:e235: QRS ≥ 120 ms, broad notched R in I, aVL,
   * V5 and V6 without q, whose later peak is the higher one (R peak time > 60 ms in V5 and V6), QS or rS in V1, ST and T against QRS.
   */
  'left-bundle-branch-block': {
    p: normal.p,
    qrs: [
      { x: 0.02, y: 0.02, z: -0.12, atMs: 5, widthMs: 7 },
      { x: 0.6, y: 0.32, z: 0.4, atMs: 38, widthMs: 15 },
      { x: 0.5, y: 0.15, z: 0.8, atMs: 68, widthMs: 16 },
      { x: 0.85, y: 0.13, z: 0.6, atMs: 98, widthMs: 14 },
    ],
    st: levelSt(-0.08, -0.01, -0.12),
    t: [
      { x: -0.15, y: 0.02, z: -0.25, atMs: 285, widthMs: 50 },
      { x: -0.2, y: -0.03, z: -0.2, atMs: 330, widthMs: 36 },
    ],
  },

  /** Surawicz 2009: QRS ≥ 120 ms, rSR′ in V1 with R′ above r, S in I and V6 broader than R, T against the end of QRS in V1. */
  'right-bundle-branch-block': {
    p: normal.p,
    qrs: [
      { x: -0.15, y: -0.06, z: -0.12, atMs: -21, widthMs: 8 },
      { x: -0.1, y: -0.1, z: -0.52, atMs: -9, widthMs: 11 },
      { x: 1.28, y: 0.85, z: 0.75, atMs: -2, widthMs: 9 },
      { x: 0, y: -0.03, z: 0.2, atMs: 14, widthMs: 11 },
      { x: -0.45, y: 0.02, z: -0.5, atMs: 46, widthMs: 16 },
      { x: -0.25, y: 0, z: -0.25, atMs: 72, widthMs: 13 },
    ],
    st: [],
    t: [
      { x: 0.2, y: 0.07, z: 0.06, atMs: 300, widthMs: 46 },
      { x: 0.2, y: 0.12, z: 0.06, atMs: 343, widthMs: 33 },
    ],
  },

  /** Surawicz 2009: axis −45° to −90°, qR in aVL, rS in II, III and aVF, QRS < 120 ms. */
  'left-anterior-fascicular-block': {
    ...normal,
    qrs: [
      { x: -0.12, y: 0.3, z: -0.15, atMs: -22, widthMs: 8 },
      { x: 0.1, y: 0.05, z: -0.45, atMs: -8, widthMs: 10 },
      { x: 0.8, y: -0.4, z: 0.6, atMs: 2, widthMs: 11 },
      { x: 0.15, y: -0.6, z: 0.55, atMs: 18, widthMs: 12 },
    ],
  },

  /** Surawicz 2009: axis 90° to 180°, rS in I and aVL, qR in III and aVF, QRS < 120 ms. */
  'left-posterior-fascicular-block': {
    ...normal,
    qrs: [
      { x: 0.35, y: -0.22, z: -0.2, atMs: -22, widthMs: 8 },
      { x: 0.15, y: 0.1, z: -0.45, atMs: -8, widthMs: 10 },
      { x: 0.1, y: 0.95, z: 0.65, atMs: 2, widthMs: 11 },
      { x: -0.75, y: 0.55, z: 0.4, atMs: 18, widthMs: 12 },
    ],
  },

  /** Surawicz 2009: PR < 120 ms, slurred beginning of QRS (delta wave), QRS ≥ 120 ms, secondary changes of T. */
  'wolff-parkinson-white': {
    p: stretchWave(normal.p, 0.85),
    prMs: 95,
    qrs: [
      { x: 0.16, y: 0.14, z: -0.1, atMs: -48, widthMs: 12 },
      { x: 0.26, y: 0.22, z: -0.2, atMs: -28, widthMs: 12 },
      { x: 1.15, y: 0.8, z: 0.55, atMs: -2, widthMs: 11 },
      { x: -0.15, y: -0.05, z: 0.5, atMs: 18, widthMs: 13 },
    ],
    st: levelSt(-0.05, -0.04, 0.02),
    t: [{ x: -0.12, y: -0.08, z: -0.12, atMs: 310, widthMs: 46 }],
  },

  /**
   * Hancock EW et al., AHA/ACCF/HRS recommendations part V, Circulation 2009;119:e251: S V1 + R V5 ≥ 3.5 mV (Sokolow–Lyon), ST
   * depression and T inversion in the leads with tall R (strain).
   */
  'left-ventricular-hypertrophy': {
    p: normal.p,
    qrs: normal.qrs.map((pulse) => ({ ...pulse, x: 1.55 * pulse.x, z: 1.55 * pulse.z, widthMs: 1.1 * pulse.widthMs })),
    st: levelSt(-0.09, -0.01, -0.05),
    t: [
      { x: -0.14, y: 0.02, z: -0.2, atMs: 275, widthMs: 46 },
      { x: -0.16, y: -0.01, z: -0.14, atMs: 318, widthMs: 33 },
    ],
  },

  /** Thygesen K et al., Fourth universal definition, Circulation 2018;138:e618: QS and ST elevation at J ≥ 0.2 mV in V2–V3. */
  'anterior-infarction': {
    p: normal.p,
    qrs: [
      { x: -0.1, y: -0.05, z: 0.3, atMs: -20, widthMs: 9 },
      { x: 1.0, y: 0.8, z: 0.85, atMs: -2, widthMs: 10 },
      { x: -0.12, y: -0.03, z: 0.4, atMs: 14, widthMs: 12 },
    ],
    st: levelSt(0.06, 0, -0.24),
    t: [
      { x: 0.15, y: 0.05, z: -0.3, atMs: 265, widthMs: 46 },
      { x: 0.16, y: 0.08, z: -0.2, atMs: 310, widthMs: 33 },
    ],
  },

  /** Thygesen 2018: Q ≥ 30 ms and ≥ 0.1 mV and ST elevation ≥ 0.1 mV in II, III and aVF; depression in aVL against it. */
  'inferior-infarction': {
    p: normal.p,
    qrs: [
      { x: -0.1, y: -0.35, z: -0.15, atMs: -22, widthMs: 11 },
      { x: -0.05, y: -0.15, z: -0.5, atMs: -9, widthMs: 11 },
      { x: 1.2, y: 0.65, z: 0.85, atMs: 0, widthMs: 9 },
      { x: -0.15, y: -0.03, z: 0.55, atMs: 13, widthMs: 12 },
    ],
    st: levelSt(-0.06, 0.2, 0.04),
    t: [
      { x: 0.05, y: 0.16, z: -0.06, atMs: 265, widthMs: 46 },
      { x: 0.08, y: 0.18, z: 0, atMs: 310, widthMs: 33 },
    ],
  },

  /** Thygesen 2018: Q ≥ 30 ms and ≥ 0.1 mV and ST elevation ≥ 0.1 mV in I, aVL, V5 and V6; depression in III against it. */
  'lateral-infarction': {
    p: normal.p,
    qrs: [
      { x: -0.4, y: 0.05, z: -0.08, atMs: -22, widthMs: 11 },
      { x: -0.2, y: -0.05, z: -0.5, atMs: -9, widthMs: 11 },
      { x: 1.1, y: 0.6, z: 0.8, atMs: 0, widthMs: 9 },
      { x: -0.15, y: -0.03, z: 0.5, atMs: 13, widthMs: 12 },
    ],
    st: levelSt(0.2, -0.1, 0.05),
    t: [
      { x: 0.26, y: 0, z: -0.04, atMs: 265, widthMs: 46 },
      { x: 0.24, y: 0.03, z: 0, atMs: 310, widthMs: 33 },
    ],
  },

  /** Thygesen 2018: horizontal ST depression ≥ 0.05 mV in neighbouring leads; here II and V4–V6, with elevation in aVR. */
  'ischaemic-st-depression': {
    ...normal,
    st: levelSt(-0.12, -0.08, 0.04),
    t: [
      { x: 0.1, y: 0.04, z: -0.08, atMs: 280, widthMs: 40 },
      { x: 0.1, y: 0.07, z: -0.02, atMs: 315, widthMs: 30 },
    ],
  },

  /** Rautaharju PM et al., AHA/ACCF/HRS recommendations part IV, Circulation 2009;119:e241: QTc ≥ 460 ms; here 520 ms. */
  'long-qt': { ...normal, t: stretchWave(normal.t, 1.316) },

  /**
   * Littmann L, Gibbs MA. Electrocardiographic manifestations of severe hyperkalemia. J Electrocardiol 2018;51:814–817: tall
   * narrow T, P low and wide, PR and QRS prolonged.
   */
  hyperkalaemia: {
    p: stretchWave(normal.p, 1.25).map((pulse) => ({ ...pulse, x: 0.4 * pulse.x, y: 0.4 * pulse.y, z: 0.4 * pulse.z })),
    prMs: 220,
    qrs: stretchWave(normal.qrs, 1.5),
    st: [],
    t: [
      { x: 0.3, y: 0.2, z: -0.3, atMs: 275, widthMs: 24 },
      { x: 0.35, y: 0.3, z: -0.25, atMs: 300, widthMs: 20 },
    ],
  },
} as const satisfies Readonly<Record<string, Morphology>>;
