import { type BootstrapOptions, bootstrapIntervals, type Interval, type Statistic } from '../bootstrap.ts';
import { calibrationError } from '../calibration-error.ts';
import { checkPredictions, classColumn, type Predictions } from '../predictions.ts';
import type { CalibrationMethod } from './calibration.ts';
import { crossFittedProbabilities } from './cross-fit.ts';

/**
 * Calibrated probabilities, each part of the records calibrated by a fit on all others, class by class: what a calibration is
 * worth on records that it did not see. Where nothing can be fitted (no positive among the others), the scores stay as they are.
 *
 * @param partOf the part of each record, `[records]`
 * @returns `[records × classes]`
 * @throws EcgError `invalid-argument` as `checkPredictions`
 */
export function calibrateAcrossParts(
  predictions: Predictions,
  partOf: ArrayLike<number>,
  method: CalibrationMethod = 'platt',
): Float64Array {
  checkPredictions('calibrateAcrossParts', predictions);
  const { classes, labels, scores } = predictions;
  const calibrated = Float64Array.from(scores);
  classes.forEach((_, c) => {
    const truth = classColumn(labels, classes.length, c);
    const probabilities = classColumn(scores, classes.length, c);
    crossFittedProbabilities(method, truth, probabilities, partOf).forEach((p, i) => {
      calibrated[i * classes.length + c] = p;
    });
  });
  return calibrated;
}

/** Calibration error of one class. */
export interface ClassCalibration {
  readonly class: string;
  readonly positives: number;
  readonly ece: number | undefined;
  /**
   * Percentile bootstrap. Each resample adds noise of its own to every bin, so the interval lies higher than the figure: read its upper
   * end as a bound.
   */
  readonly eceInterval: Interval | undefined;
}

/**
 * Calibration error of every class with its bootstrap interval, all classes on the same draws.
 *
 * @throws EcgError `invalid-argument` as `checkPredictions`, and on scores that are no probabilities
 */
export function classCalibrations(predictions: Predictions, options: BootstrapOptions): readonly ClassCalibration[] {
  const records = checkPredictions('classCalibrations', predictions);
  const { classes, labels, scores } = predictions;
  const columns = classes.map((_, c) => ({
    truth: classColumn(labels, classes.length, c),
    probabilities: classColumn(scores, classes.length, c),
  }));
  const statistics = columns.map(({ truth, probabilities }): Statistic => {
    return (multiplicities) => {
      const drawn = Array.from({ length: records }, (_, i) => i).flatMap((i) =>
        new Array<number>(multiplicities[i] as number).fill(i),
      );
      const ece = calibrationError(
        drawn.map((i) => truth[i] as number),
        drawn.map((i) => probabilities[i] as number),
      );
      return ece === undefined ? undefined : [ece];
    };
  });
  const intervals = bootstrapIntervals(records, statistics, options);
  return columns.map(({ truth, probabilities }, c) => ({
    class: classes[c] as string,
    positives: truth.reduce((sum, label) => sum + label, 0),
    ece: calibrationError(truth, probabilities),
    eceInterval: intervals[c]?.[0],
  }));
}
