import { bootstrapIntervals, type Statistic } from '../../src/evaluate/index.ts';
import { operatingPointsOfResamples } from '../../src/evaluate/operating-points.ts';
import { rocAucOf } from '../../src/evaluate/roc-auc.ts';
import { createRandom } from '../../src/random.ts';

/** What is simulated, how often, and the level of the intervals. */
export interface CoverageOptions {
  readonly records: number;
  readonly positives: number;
  readonly dataSets: number;
  readonly level: number;
}

/**
 * How often a percentile bootstrap interval of an AUC holds the truth. The docstring of `evaluatePredictions` tells its values for
 * 300 data sets at 95 %.
 *
 * Scores are N(1.8124, 1) for positives and N(0, 1) for negatives, so the true AUC is Φ(1.8124 / √2) = 0.9 (Bamber 1975).
 */
export function intervalCoverage({ records, positives, dataSets, level }: CoverageOptions): number {
  const random = createRandom(7);
  let held = 0;
  for (let i = 0; i < dataSets; i++) {
    const labels = Uint8Array.from({ length: records }, (_, record) => (record < positives ? 1 : 0));
    const scores = Float64Array.from(labels, (label) => 1.8124 * label + random.normal());
    const [intervals] = bootstrapIntervals(records, [aucStatistic(labels, scores)], { random, level, resamples: 400 });
    if (intervals?.some(([low, high]) => low <= 0.9 && high >= 0.9)) held++;
  }
  return held / dataSets;
}

/** AUC as `bootstrapIntervals` asks for it. */
export function aucStatistic(labels: ArrayLike<number>, scores: ArrayLike<number>): Statistic {
  const pointsOf = operatingPointsOfResamples(labels, scores);
  return (multiplicities) => {
    const auc = rocAucOf(pointsOf(multiplicities));
    return auc === undefined ? undefined : [auc];
  };
}
