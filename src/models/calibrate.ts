import { adjustToPrevalence, applyCalibration } from '../evaluate/index.ts';
import type { ClassDecision } from './model-card.ts';

/**
 * The calibrated probability of a raw one by the class's decision, at the prevalence that the decision names; as it is where there is no
 * calibration.
 */
export function calibrate(raw: number, decision: ClassDecision | undefined): number {
  const calibration = decision?.calibration;
  if (decision === undefined || calibration === undefined) return raw;
  const probability = applyCalibration(calibration, raw);
  const fitted = fittedPrevalence(decision);
  if (decision.prevalence === undefined || fitted === undefined) return probability;
  return adjustToPrevalence(probability, fitted, decision.prevalence);
}

/** Share of records with the class among those of the calibration; `undefined` where the card does not tell, or all or none had it. */
export function fittedPrevalence({ positives, records }: ClassDecision): number | undefined {
  return records === undefined || positives === 0 || positives >= records ? undefined : positives / records;
}
