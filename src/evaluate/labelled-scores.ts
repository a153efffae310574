import { EcgError } from '../errors.ts';

/**
 * Refuses what no figure of one class can be measured on: unequal lengths, a label that is neither 0 nor 1, a NaN
 * score.
 *
 * @param caller name of the calling function, for the message
 * @throws EcgError `invalid-argument`
 */
export function checkLabelledScores(caller: string, labels: ArrayLike<number>, scores: ArrayLike<number>): void {
  if (labels.length !== scores.length) {
    throw new EcgError(
      'invalid-argument',
      `${caller}: labels and scores must be equally many, got ${labels.length} labels and ${scores.length} scores`,
      { labels: labels.length, scores: scores.length },
    );
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label !== 0 && label !== 1) {
      throw new EcgError('invalid-argument', `${caller}: labels must be 0 or 1, got ${label} at record ${i}`, {
        record: i,
        label,
      });
    }
    if (Number.isNaN(scores[i])) {
      throw new EcgError('invalid-argument', `${caller}: scores must be numbers, got NaN at record ${i}`, {
        record: i,
      });
    }
  }
}

/**
 * As `checkLabelledScores`, for figures that read the scores as probabilities.
 *
 * @throws EcgError `invalid-argument`, also when a value lies outside [0, 1]
 */
export function checkLabelledProbabilities(
  caller: string,
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): void {
  checkLabelledScores(caller, labels, probabilities);
  const record = indexOutsideUnitInterval(probabilities);
  if (record !== undefined) {
    const value = probabilities[record];
    throw new EcgError(
      'invalid-argument',
      `${caller}: probabilities must lie in [0, 1], got ${value} at record ${record}`,
      { record, value },
    );
  }
}

/** Index of the first value that is no probability, `undefined` when all lie in [0, 1]. */
export function indexOutsideUnitInterval(values: ArrayLike<number>): number | undefined {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= 1)) return i;
  }
  return undefined;
}

/** Number of labels that are 1. */
export function countPositives(labels: ArrayLike<number>): number {
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i] as number;
  return positives;
}
