/**
 * How often a 95 % percentile bootstrap interval of an AUC holds the truth, by number of positives: the figures in the docstring of
 * `evaluatePredictions`. No test; run by `npx tsx test/evaluate/interval-coverage.ts` (minutes).
 *
 * Scores are N(d, 1) for positives and N(0, 1) for negatives, so AUC = Φ(d / √2) (Bamber 1975); d = 1.8124 gives 0.9.
 */
import { bootstrapIntervals } from '../../src/evaluate/index.ts';
import { operatingPointsOfResamples } from '../../src/evaluate/operating-points.ts';
import { rocAucOf } from '../../src/evaluate/roc-auc.ts';
import { createRandom } from '../../src/random.ts';

const separation = 1.8124;
const truth = 0.9;
const dataSets = 300;
const random = createRandom(7);

function intervalHoldsTruth(records: number, positives: number): boolean {
  const labels = Uint8Array.from({ length: records }, (_, i) => (i < positives ? 1 : 0));
  const scores = Float64Array.from(labels, (label) => label * separation + random.normal());
  const pointsOf = operatingPointsOfResamples(labels, scores);
  const statistic = (multiplicities: Uint16Array) => {
    const auc = rocAucOf(pointsOf(multiplicities));
    return auc === undefined ? undefined : [auc];
  };
  const [intervals] = bootstrapIntervals(records, [statistic], { random, resamples: 400 });
  return intervals?.some(([low, high]) => low <= truth && truth <= high) === true;
}

for (const records of [254, 2158]) {
  for (const positives of [1, 2, 3, 5, 10, 20, 50]) {
    let held = 0;
    for (let i = 0; i < dataSets; i++) held += intervalHoldsTruth(records, positives) ? 1 : 0;
    console.log(`${records} records, ${positives} positives: ${((100 * held) / dataSets).toFixed(1)} %`);
  }
}
