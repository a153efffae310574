import type { Condition } from './conditions.ts';
import type { MeasuredEcg } from './criterion.ts';

/**
 * A condition whose limit differs between the sexes. Where the sex is not stated it is known only where both would say the same.
 *
 * @param condition for one limit
 */
export function bySex<Limit>(
  { patient }: MeasuredEcg,
  limits: { readonly male: Limit; readonly female: Limit },
  condition: (limit: Limit) => Condition,
): Condition {
  if (patient.sex !== undefined) return condition(limits[patient.sex]);
  return whicheverPatient('the sex is not stated', condition(limits.male), condition(limits.female));
}

/** A condition whose limit differs below and from an age on, in years; as `bySex` where the age is not stated. */
export function byAge<Limit>(
  { patient }: MeasuredEcg,
  fromYears: number,
  limits: { readonly below: Limit; readonly from: Limit },
  condition: (limit: Limit) => Condition,
): Condition {
  if (patient.ageYears !== undefined) return condition(patient.ageYears < fromYears ? limits.below : limits.from);
  return whicheverPatient('the age is not stated', condition(limits.below), condition(limits.from));
}

/** What holds of a patient of whom either may be true. */
function whicheverPatient(reason: string, one: Condition, other: Condition): Condition {
  if (one.met === other.met) return one;
  const unknown = { name: 'which limit applies', value: undefined, leads: [], met: undefined, reason };
  return { met: undefined, values: [unknown, ...one.values] };
}
