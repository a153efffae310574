import { logit } from '../logit.ts';
import { applyBeta, type BetaCalibration, fitBeta } from './beta.ts';
import { applyIsotonic, fitIsotonic, type IsotonicCalibration } from './isotonic.ts';
import { applyPlatt, fitPlatt, type PlattScaling } from './platt.ts';

/** How probabilities are made honest, simplest first. */
export const CALIBRATION_METHODS = ['platt', 'beta', 'isotonic'] as const;

/** Name of a method of calibration. */
export type CalibrationMethod = (typeof CALIBRATION_METHODS)[number];

/** A calibration of one class by any of the methods. */
export type Calibration =
  | ({ readonly method: 'platt' } & PlattScaling)
  | ({ readonly method: 'beta' } & BetaCalibration)
  | ({ readonly method: 'isotonic' } & IsotonicCalibration);

/**
 * Fits a calibration of one class. Platt scaling takes the logit of the probabilities.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`
 * @returns `undefined` where the method has nothing to learn from (`fitPlatt`, `fitBeta`, `fitIsotonic`)
 * @throws EcgError `invalid-argument` as the method
 */
export function fitCalibration(
  method: CalibrationMethod,
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): Calibration | undefined {
  switch (method) {
    case 'platt': {
      const logits = Float64Array.from(probabilities, (p) => logit(p));
      return named(method, fitPlatt(labels, logits));
    }
    case 'beta':
      return named(method, fitBeta(labels, probabilities));
    case 'isotonic':
      return named(method, fitIsotonic(labels, probabilities));
  }
}

/** The calibrated probability of one probability. */
export function applyCalibration(calibration: Calibration, probability: number): number {
  switch (calibration.method) {
    case 'platt':
      return applyPlatt(calibration, logit(probability));
    case 'beta':
      return applyBeta(calibration, probability);
    case 'isotonic':
      return applyIsotonic(calibration, probability);
  }
}

function named<M extends CalibrationMethod, F extends object>(method: M, fit: F | undefined) {
  return fit === undefined ? undefined : { method, ...fit };
}
