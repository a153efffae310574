import type { Morphology } from './simulate-morphology.table.ts';
import type { Wave } from './simulate-wave.ts';

/** P from low in the atria: upwards, negative in II, III and aVF. */
export const ectopicP: Wave = [
  { x: 0.05, y: -0.08, z: -0.04, atMs: 0, widthMs: 15 },
  { x: 0.05, y: -0.07, z: 0.03, atMs: 26, widthMs: 16 },
];

/**
 * Beats that do not come down the conduction system: QRS ≥ 120 ms, ST and T against it (Surawicz B et al., Circulation
 * 2009;119:e235). Their P is not used.
 */
export const ventricularMorphologies = {
  /** From the right ventricular outflow tract, the commonest origin: left bundle branch pattern, axis downwards. */
  premature: {
    p: [],
    qrs: [
      { x: 0.05, y: 0.25, z: -0.1, atMs: 8, widthMs: 10 },
      { x: 0.35, y: 0.95, z: 0.75, atMs: 45, widthMs: 18 },
      { x: 0.3, y: 0.75, z: 0.9, atMs: 80, widthMs: 18 },
    ],
    st: [{ x: -0.05, y: -0.1, z: -0.1, atMs: 170, widthMs: 35 }],
    t: [
      { x: -0.12, y: -0.25, z: -0.3, atMs: 290, widthMs: 50 },
      { x: -0.1, y: -0.2, z: -0.2, atMs: 335, widthMs: 38 },
    ],
  },
  /** From the left ventricle: right bundle branch pattern, axis upwards. */
  escape: {
    p: [],
    qrs: [
      { x: -0.2, y: -0.2, z: -0.35, atMs: 25, widthMs: 15 },
      { x: -0.35, y: -0.75, z: -0.6, atMs: 60, widthMs: 18 },
      { x: -0.3, y: -0.6, z: -0.4, atMs: 95, widthMs: 18 },
    ],
    st: [],
    t: [
      { x: 0.15, y: 0.2, z: 0.2, atMs: 310, widthMs: 50 },
      { x: 0.12, y: 0.2, z: 0.15, atMs: 355, widthMs: 38 },
    ],
  },
  /** Paced at the apex of the right ventricle: stimulus, then left bundle branch pattern with the axis upwards. */
  paced: {
    p: [],
    spike: [{ x: 0.6, y: 1.2, z: -0.3, atMs: -6, widthMs: 0.8 }],
    qrs: [
      { x: 0.1, y: -0.3, z: 0.15, atMs: 12, widthMs: 12 },
      { x: 0.35, y: -0.85, z: 0.7, atMs: 50, widthMs: 18 },
      { x: 0.5, y: -0.6, z: 0.8, atMs: 90, widthMs: 18 },
    ],
    st: [{ x: -0.05, y: 0.1, z: -0.1, atMs: 180, widthMs: 35 }],
    t: [
      { x: -0.12, y: 0.22, z: -0.28, atMs: 300, widthMs: 50 },
      { x: -0.1, y: 0.2, z: -0.2, atMs: 345, widthMs: 38 },
    ],
  },
} as const satisfies Readonly<Record<string, Morphology>>;
