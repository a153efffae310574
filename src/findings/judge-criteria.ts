import { atrialEnlargement } from './criteria/atrial-enlargement.ts';
import { atrioventricularConduction } from './criteria/atrioventricular-conduction.ts';
import { axisDeviation } from './criteria/axis-deviation.ts';
import type { Criterion, MeasuredEcg } from './criteria/criterion.ts';
import { hyperkalaemia } from './criteria/hyperkalaemia.ts';
import { intraventricularConduction } from './criteria/intraventricular-conduction.ts';
import { leftVentricularHypertrophy } from './criteria/left-ventricular-hypertrophy.ts';
import { qWaves } from './criteria/q-waves.ts';
import { qrsVoltage } from './criteria/qrs-voltage.ts';
import { qtInterval } from './criteria/qt-interval.ts';
import { reasonsOf } from './criteria/quantities.ts';
import { rateAndRhythm } from './criteria/rate-and-rhythm.ts';
import { repolarisation } from './criteria/repolarisation.ts';
import { rightVentricularHypertrophy } from './criteria/right-ventricular-hypertrophy.ts';
import { sgarbossa } from './criteria/sgarbossa.ts';
import type { CriterionResult } from './criterion-result.ts';

/** Every criterion, family by family. */
const CRITERIA: readonly Criterion[] = [
  ...rateAndRhythm,
  ...atrioventricularConduction,
  ...intraventricularConduction,
  ...axisDeviation,
  ...qtInterval,
  ...atrialEnlargement,
  ...leftVentricularHypertrophy,
  ...rightVentricularHypertrophy,
  ...qrsVoltage,
  ...qWaves,
  ...repolarisation,
  ...sgarbossa,
  ...hyperkalaemia,
];

/** The limits are those of adults. */
const ADULT_YEARS = 16;

/** The English name of a criterion; `undefined` where there is none of that id. */
export function criterionName(id: string): string | undefined {
  return CRITERIA.find((one) => one.id === id)?.name;
}

/**
 * Judges every ECG criterion of the package on a measured record. What a criterion needs and cannot have, since a lead, sex or age is missing
 * or quality refused a lead, makes it `undefined` with that reason, unless the rest decides it already. The limits are those of adults: below
 * 16 years no criterion is judged; where no age is stated the patient is taken for an adult.
 */
export function judgeCriteria(ecg: MeasuredEcg): readonly CriterionResult[] {
  const { ageYears } = ecg.patient;
  const tooYoung =
    ageYears !== undefined && ageYears < ADULT_YEARS
      ? `the limits are those of adults, the patient is ${ageYears} years old`
      : undefined;
  return CRITERIA.map(({ id, name, source, condition }) => {
    if (tooYoung !== undefined) return { id, name, source, met: undefined, reason: tooYoung, values: [] };
    const { met, values, isNotApplicable } = condition(ecg);
    const why = met === undefined && { reason: reasonsOf(values), ...(isNotApplicable && { isNotApplicable }) };
    return { id, name, source, met, ...why, values };
  });
}
