import type { CriterionLimit, CriterionValue } from '../criterion-result.ts';
import type { Quantity } from './quantities.ts';

/** Whether something is so in a record, `undefined` where that is not known, and the values that tell. */
export interface Condition {
  readonly met: boolean | undefined;
  readonly values: readonly CriterionValue[];
  /** Of `given`, where its premise is known not to hold. */
  readonly isNotApplicable?: true;
}

type Relation = CriterionLimit['relation'];

const OPPOSITE: Readonly<Record<Relation, Relation>> = { '<': '≥', '≥': '<', '>': '≤', '≤': '>', '=': '≠', '≠': '=' };

/** Whether a number keeps to a limit. */
export function compare(quantity: Quantity, relation: '<' | '≤' | '>' | '≥', limit: number): Condition {
  const { value } = quantity;
  const met = value === undefined ? undefined : keeps(value, relation, limit);
  return { met, values: [{ ...quantity, limit: { relation, value: limit }, met }] };
}

/** Whether a number is larger than another one. */
export function exceeds(quantity: Quantity, other: Quantity): Condition {
  if (other.value !== undefined) return compare(quantity, '>', other.value);
  return { met: undefined, values: [quantity, other].map((one) => ({ ...one, met: undefined })) };
}

function keeps(value: number, relation: '<' | '≤' | '>' | '≥', limit: number): boolean {
  switch (relation) {
    case '<':
      return value < limit;
    case '≤':
      return value <= limit;
    case '>':
      return value > limit;
    case '≥':
      return value >= limit;
  }
}

/** Something that is said in words: of a record, or of some leads. */
export interface Description {
  readonly name: string;
  /** `undefined` where it cannot be told, with `reason`. */
  readonly value: string | undefined;
  readonly leads?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}

/** Whether a description is `wanted`, or one of them. */
export function is({ name, value, leads = [], reason }: Description, ...wanted: readonly string[]): Condition {
  const met = value === undefined ? undefined : wanted.includes(value);
  const limit = { relation: '=', value: wanted.join(' or ') } as const;
  return { met, values: [{ name, value, leads, limit, met, ...(met === undefined && reason && { reason }) }] };
}

/** Whether all are so; not where one is known not to be, whose values are then all that is shown: nothing rests on the others. */
export function all(...conditions: readonly Condition[]): Condition {
  const failed = conditions.find(({ met }) => met === false);
  if (failed) return failed;
  const values = conditions.flatMap((condition) => condition.values);
  return { met: conditions.some(({ met }) => met === undefined) ? undefined : true, values };
}

/** Whether at least one is so; shows only those that are, where there are. */
export function any(...conditions: readonly Condition[]): Condition {
  return atLeast(1, conditions);
}

/** Whether at least so many are so; shows only those that are, where they are enough, and only known ones, where those forbid it. */
export function atLeast(count: number, conditions: readonly Condition[]): Condition {
  const held = conditions.filter(({ met }) => met === true);
  if (held.length >= count) return { met: true, values: held.flatMap(({ values }) => values) };
  const possible = held.length + conditions.filter(({ met }) => met === undefined).length;
  const met = possible >= count ? undefined : false;
  const telling = conditions.filter((condition) => met === undefined || condition.met !== undefined);
  return { met, values: telling.flatMap(({ values }) => values) };
}

/** Whether it is not so; limits are turned round, so that what they say stays true. */
export function not({ met, values }: Condition): Condition {
  return {
    met: met === undefined ? undefined : !met,
    values: values.map((value) => ({
      ...value,
      ...(value.limit && { limit: { ...value.limit, relation: OPPOSITE[value.limit.relation] } }),
      met: value.met === undefined ? undefined : !value.met,
    })),
  };
}

/** The condition where a premise holds; not to be judged where it does not, or is not known itself. */
export function given(premise: Condition, where: string, condition: Condition): Condition {
  if (premise.met === true) return condition;
  const none = notJudged(`it is judged ${where} only`, premise);
  return premise.met === false ? { ...none, isNotApplicable: true } : none;
}

/** The condition but where an exception is known to hold: there it is not to be judged. */
export function unless(exception: Condition, where: string, condition: Condition): Condition {
  return exception.met === true ? notJudged(`it is not judged ${where}`, exception) : condition;
}

function notJudged(reason: string, { values }: Condition): Condition {
  return {
    met: undefined,
    values: [{ name: 'not judged', value: undefined, leads: [], met: undefined, reason }, ...values],
  };
}

/** A number of points that a condition is worth. */
export type Points = readonly [points: number, condition: Condition];

/** Whether points add up to a limit; known also where some conditions are not, as long as they could not change it. */
export function pointsAtLeast(name: string, limit: number, scored: readonly Points[]): Condition {
  const total = (met: boolean | undefined) =>
    scored.reduce((sum, [points, condition]) => sum + (condition.met === met ? points : 0), 0);
  const sure = total(true);
  const met = sure >= limit ? true : sure + total(undefined) < limit ? false : undefined;
  const value: CriterionValue = { name, value: sure, leads: [], limit: { relation: '≥', value: limit }, met };
  const shown = scored.filter(([, condition]) => condition.met !== false || met === false);
  return { met, values: [value, ...shown.flatMap(([, condition]) => condition.values)] };
}
