import { checkLabelledProbabilities } from './labelled-scores.ts';

/**
 * Mean negative log-likelihood of the labels in nats (binary cross-entropy). Probabilities are kept 2⁻⁵² away from 0
 * and 1, as in scikit-learn for float64, so one certain mistake costs 36 nats and not infinity.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`
 * @returns `undefined` for no records
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a probability lies outside [0, 1]
 * @example
 * logLoss([0, 1], [0.5, 0.5]) // => 0.693147
 */
export function logLoss(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number | undefined {
  checkLabelledProbabilities('logLoss', labels, probabilities);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += recordLogLoss(labels[i] as number, probabilities[i] as number);
  return labels.length === 0 ? undefined : sum / labels.length;
}

/** `logLoss` of one record. */
export function recordLogLoss(label: number, probability: number): number {
  const p = Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
  return label === 1 ? -Math.log(p) : -Math.log1p(-p);
}
