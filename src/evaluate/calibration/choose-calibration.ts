import { recordLogLoss } from '../log-loss.ts';
import { CALIBRATION_METHODS, type CalibrationMethod } from './calibration.ts';
import { crossFittedProbabilities } from './cross-fit.ts';

/** A method, and what each was worth on records that it was not fitted on. */
export interface CalibrationChoice {
  readonly method: CalibrationMethod;
  /** Mean log loss in nats after cross-fitting. */
  readonly logLoss: Readonly<Record<CalibrationMethod, number>>;
}

/**
 * The method whose cross-fitted log loss is the lowest, but Platt scaling unless another is better by more than one standard error of
 * the mean paired difference over records: with a few hundred records the order of methods is mostly chance, and two parameters stray
 * least. (The one-standard-error rule of Breiman et al. 1984, for calibrations.)
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`
 * @param partOf part of each record; records of one patient belong into one part (`dealGroups`)
 * @throws EcgError `invalid-argument` as `fitCalibration`
 */
export function chooseCalibration(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  partOf: ArrayLike<number>,
): CalibrationChoice {
  const losses = CALIBRATION_METHODS.map((method) => {
    const calibrated = crossFittedProbabilities(method, labels, probabilities, partOf);
    return { method, losses: calibrated.map((p, i) => recordLogLoss(labels[i] as number, p)) };
  });
  const [platt, ...others] = losses as [(typeof losses)[number], ...typeof losses];
  const better = others
    .filter((other) => isClearlyLower(other.losses, platt.losses))
    .sort((x, y) => mean(x.losses) - mean(y.losses));
  return {
    method: better[0]?.method ?? platt.method,
    logLoss: Object.fromEntries(losses.map((one) => [one.method, mean(one.losses)])) as CalibrationChoice['logLoss'],
  };
}

function isClearlyLower(losses: Float64Array, reference: Float64Array): boolean {
  const gains = losses.map((loss, i) => (reference[i] as number) - loss);
  const gain = mean(gains);
  const variance = gains.reduce((sum, x) => sum + (x - gain) ** 2, 0) / (gains.length - 1);
  return gain > Math.sqrt(variance / gains.length);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
