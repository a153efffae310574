import type { CriterionValue } from '../criterion-result.ts';
import type { Quantity } from './quantities.ts';

/** Whether something is so in a record, `undefined` where that is not known, and the values that tell. */
export interface Condition {
  readonly met: boolean | undefined;
  readonly values: readonly CriterionValue[];
}

/** Whether a number keeps to a limit. */
export function compare(quantity: Quantity, relation: '<' | '≤' | '>' | '≥', limit: number): Condition {
  const { value } = quantity;
  const met = value === undefined ? undefined : keeps(value, relation, limit);
  return { met, values: [{ ...quantity, limit: { relation, value: limit }, met }] };
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
