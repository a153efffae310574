import type { Random } from '../../random.ts';
import { applyCalibration, type CalibrationMethod, fitCalibration } from './calibration.ts';

/**
 * Divides groups (patients) among parts at random, as evenly as their number allows: the part of each record, from 0.
 *
 * @param groups group of each record, `[records]`
 */
export function dealGroups(groups: ArrayLike<number | string>, parts: number, random: Random): Int32Array {
  const shuffled = random.shuffle([...new Set(Array.from(groups))]);
  const partOf = new Map(shuffled.map((group, i) => [group, i % parts]));
  return Int32Array.from({ length: groups.length }, (_, i) => partOf.get(groups[i] as number | string) as number);
}

/**
 * Answers for every part of the records by what the records of all other parts teach.
 *
 * @param partOf part of each record, `[records]`
 * @param learn what the given records teach
 * @param apply the answer for one record
 * @returns one answer per record
 */
export function crossFit<Fit, Answer>(
  partOf: ArrayLike<number>,
  learn: (records: readonly number[]) => Fit,
  apply: (fitted: Fit, record: number) => Answer,
): Answer[] {
  const records = Array.from({ length: partOf.length }, (_, i) => i);
  const answers = new Array<Answer>(records.length);
  for (const part of new Set(Array.from(partOf))) {
    const fitted = learn(records.filter((i) => partOf[i] !== part));
    for (const i of records) if (partOf[i] === part) answers[i] = apply(fitted, i);
  }
  return answers;
}

/**
 * Probabilities of one class, each part calibrated by a fit on all others. Where nothing can be fitted (no positive among the others),
 * they stay as they are.
 */
export function crossFittedProbabilities(
  method: CalibrationMethod,
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  partOf: ArrayLike<number>,
): Float64Array {
  const calibrated = crossFit(
    partOf,
    (records) =>
      fitCalibration(
        method,
        records.map((i) => labels[i] as number),
        records.map((i) => probabilities[i] as number),
      ),
    (calibration, i) => {
      const p = probabilities[i] as number;
      return calibration === undefined ? p : applyCalibration(calibration, p);
    },
  );
  return Float64Array.from(calibrated);
}
