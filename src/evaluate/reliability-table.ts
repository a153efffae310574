import { EcgError } from '../errors.ts';
import { checkLabelledProbabilities } from './labelled-scores.ts';

/** Records whose probability lies in one bin: what was said, and what was so. */
export interface ReliabilityBin {
  /** Lower edge, belongs to the bin. */
  readonly from: number;
  /** Upper edge, belongs to the next bin (1 belongs to the last). */
  readonly to: number;
  /** Records in the bin. */
  readonly n: number;
  /** Mean probability of the bin's records; `undefined` in an empty bin. */
  readonly meanProbability: number | undefined;
  /** Share of positives among the bin's records; `undefined` in an empty bin. */
  readonly observed: number | undefined;
}

/**
 * The numbers behind a reliability diagram: equal-width bins over the probability of the positive label.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities in [0, 1], `[records]`
 * @param bins number of bins; 15 as in Guo et al. 2017
 * @returns all bins in ascending order, empty ones too
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a probability lies outside [0, 1], or
 *   `bins` is no positive integer
 * @example
 * const [, upper] = reliabilityTable([0, 1, 1], [0.1, 0.75, 1], 2);
 * upper // => { from: 0.5, to: 1, n: 2, meanProbability: 0.875, observed: 1 }
 */
export function reliabilityTable(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 15,
): readonly ReliabilityBin[] {
  checkLabelledProbabilities('reliabilityTable', labels, probabilities);
  if (!Number.isInteger(bins) || bins < 1) {
    throw new EcgError('invalid-argument', `reliabilityTable: bins must be a positive integer, got ${bins}`, { bins });
  }
  const n = new Float64Array(bins);
  const sumOfProbabilities = new Float64Array(bins);
  const positives = new Float64Array(bins);
  for (let i = 0; i < labels.length; i++) {
    const p = probabilities[i] as number;
    const bin = Math.min(Math.floor(p * bins), bins - 1);
    n[bin] = (n[bin] as number) + 1;
    sumOfProbabilities[bin] = (sumOfProbabilities[bin] as number) + p;
    positives[bin] = (positives[bin] as number) + (labels[i] as number);
  }
  return Array.from(n, (count, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    n: count,
    meanProbability: count === 0 ? undefined : (sumOfProbabilities[bin] as number) / count,
    observed: count === 0 ? undefined : (positives[bin] as number) / count,
  }));
}
