import { EcgError } from '../errors.ts';
import { indexOutsideUnitInterval } from './labelled-scores.ts';
import { checkPredictions, type Predictions } from './predictions.ts';
import { bestF1Threshold } from './thresholds.ts';

/**
 * Class-centric F-max: the best F1 that any threshold reaches for one class. An upper bound, since the threshold is
 * chosen on the records that are judged; `bestF1Threshold` tells the threshold.
 *
 * @param labels 0 or 1, `[records]`
 * @param scores any numbers but NaN, `[records]`
 * @returns a value in (0, 1]; `undefined` without a positive
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score is NaN
 * @example
 * classFMax([0, 1, 0, 1], [0.1, 0.4, 0.5, 0.8]) // => 0.8
 */
export function classFMax(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  return bestF1Threshold(labels, scores)?.f1;
}

/**
 * Record-centric F-max ("sample-centric" in the PTB-XL benchmarks, "protein-centric" in CAFA): at one threshold for all
 * classes, precision averaged over the records with at least one call, recall averaged over all records, their harmonic
 * mean, and the best of it over the thresholds 0, 0.01 … 1.
 *
 * The variant of Strodthoff et al. 2021 after Radivojac et al. 2013. Records without any label have no recall and are
 * left out altogether (PTB-XL's tasks have none).
 *
 * @returns a value in [0, 1]; `undefined` when no record has a label
 * @throws EcgError `invalid-argument` on predictions that `checkPredictions` refuses, and on scores outside [0, 1]
 * @example
 * recordFMax({ classes: ['MI', 'CD'], labels: [1, 0, 1, 1], scores: [0.9, 0.6, 0.8, 0.3] }) // => 0.857143
 */
export function recordFMax(predictions: Predictions): number | undefined {
  checkPredictions('recordFMax', predictions);
  const outside = indexOutsideUnitInterval(predictions.scores);
  if (outside !== undefined) {
    const score = predictions.scores[outside];
    throw new EcgError('invalid-argument', `recordFMax: scores must lie in [0, 1], got ${score}`, { score });
  }
  let best: number | undefined;
  for (let step = 0; step <= 100; step++) {
    // As np.arange(0, 1.01, 0.01) rounds, which `step / 100` does not always.
    const f1 = recordF1(predictions, step * 0.01);
    if (f1 !== undefined && !(best !== undefined && best >= f1)) best = f1;
  }
  return best;
}

/** F1 of the mean precision and mean recall of records; `undefined` when no record with a label has a call. */
function recordF1({ classes, labels, scores }: Predictions, threshold: number): number | undefined {
  let recallSum = 0;
  let precisionSum = 0;
  let labelledRecords = 0;
  let calledRecords = 0;
  for (let start = 0; start < labels.length; start += classes.length) {
    let positives = 0;
    let calls = 0;
    let hits = 0;
    for (let i = start; i < start + classes.length; i++) {
      const called = (scores[i] as number) >= threshold ? 1 : 0;
      positives += labels[i] as number;
      calls += called;
      hits += called * (labels[i] as number);
    }
    if (positives === 0) continue;
    labelledRecords++;
    recallSum += hits / positives;
    if (calls === 0) continue;
    calledRecords++;
    precisionSum += hits / calls;
  }
  if (calledRecords === 0) return undefined;
  const precision = precisionSum / calledRecords;
  const recall = recallSum / labelledRecords;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
