import type { Wave } from './simulate-wave.ts';

/**
 * The waves of one kind of beat. The times of P and of QRS have any origin: they are placed by their onsets. Those of ST and T
 * count from the onset of QRS and hold for 60 beats/min.
 */
export interface Morphology {
  readonly p: Wave;
  readonly qrs: Wave;
  readonly st: Wave;
  readonly t: Wave;
}

/**
 * A healthy adult. QRS and T are fitted to the median of the 74 normal beats (statement NORM with likelihood ≥ 80) among the
 * first hundred 500 Hz recordings of PTB-XL 1.0.3 (Wagner et al. 2020, CC BY 4.0), projected on Dower's axes by least squares
 * and then rounded; T is brought from their median rate of 69/min to 60/min. P is not fitted, as PR differs between people and
 * the median smears it: a right atrial front forwards and down, a left one 30 ms later backwards and to the left.
 */
export const normalMorphology: Morphology = {
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
