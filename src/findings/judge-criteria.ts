import { atrioventricularConduction } from './criteria/atrioventricular-conduction.ts';
import type { Criterion, MeasuredEcg } from './criteria/criterion.ts';
import { reasonsOf } from './criteria/quantities.ts';
import type { CriterionResult } from './criterion-result.ts';

const CRITERIA: readonly Criterion[] = [...atrioventricularConduction];

/**
 * Judges every ECG criterion of the package on a measured record. What a criterion needs and cannot have, since a lead, sex or age is missing
 * or quality refused a lead, makes it `undefined` with that reason, unless the rest decides it already.
 */
export function judgeCriteria(ecg: MeasuredEcg): readonly CriterionResult[] {
  return CRITERIA.map(({ id, name, source, condition }) => {
    const { met, values } = condition(ecg);
    if (met !== undefined) return { id, name, source, met, values };
    return { id, name, source, met, reason: reasonsOf(values), values };
  });
}
