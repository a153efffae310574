import { EcgError } from '../errors.ts';
import { confusionAtPoint, pointAtThreshold } from './confusion.ts';
import { checkLabelledProbabilities } from './labelled-scores.ts';
import { operatingPoints } from './operating-points.ts';

/** What it is worth to act on a model at one threshold probability. */
export interface DecisionCurvePoint {
  /** Probability from which on one would act: whoever acts at 0.1 holds a missed case to be nine times as bad as a needless act. */
  readonly threshold: number;
  /** Of acting where the model's probability reaches the threshold. */
  readonly netBenefit: number;
  /** Of acting on every record. Acting on none has 0. */
  readonly netBenefitOfAll: number;
}

/** 0.01, 0.02 … 0.99. */
const THRESHOLDS = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/**
 * Decision curve of one class (Vickers & Elkin 2006): net benefit, true positives less false ones weighted by the odds of the threshold,
 * per record. A model is worth using at thresholds where its net benefit exceeds both that of acting on all and 0.
 *
 * @param labels 0 or 1, `[records]`
 * @param probabilities calibrated, in [0, 1], `[records]`
 * @param thresholds within (0, 1); by default 0.01, 0.02 … 0.99
 * @throws EcgError `invalid-argument` when lengths differ or are 0, a label is not 0 or 1, a value is out of range
 * @example
 * decisionCurve([0, 0, 1, 1], [0.1, 0.4, 0.3, 0.9], [0.2])[0] // => { threshold: 0.2, netBenefit: 0.4375, netBenefitOfAll: 0.375 }
 */
export function decisionCurve(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  thresholds: readonly number[] = THRESHOLDS,
): readonly DecisionCurvePoint[] {
  checkLabelledProbabilities('decisionCurve', labels, probabilities);
  const records = labels.length;
  if (records === 0) throw new EcgError('invalid-argument', 'decisionCurve: needs a record, got none');
  const points = operatingPoints(labels, probabilities);
  const positives = points.truePositives.at(-1) as number;
  return thresholds.map((threshold) => {
    if (!(threshold > 0 && threshold < 1)) {
      const rule = 'thresholds must lie within (0, 1)';
      throw new EcgError('invalid-argument', `decisionCurve: ${rule}, got ${threshold}`, { threshold });
    }
    const odds = threshold / (1 - threshold);
    const { truePositives, falsePositives } = confusionAtPoint(points, pointAtThreshold(points, threshold));
    return {
      threshold,
      netBenefit: (truePositives - falsePositives * odds) / records,
      netBenefitOfAll: (positives - (records - positives) * odds) / records,
    };
  });
}
