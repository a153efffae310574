import type { CriterionUnit } from '../criterion-result.ts';

/** A number that criteria look at, or why there is none. */
export interface Quantity {
  readonly name: string;
  readonly value: number | undefined;
  readonly unit?: CriterionUnit;
  /** Leads that it was measured in; none where it is a matter of all leads. */
  readonly leads: readonly string[];
  /** Why there is no value. */
  readonly reason?: string;
  /** That the reason names the parts that it is about already. */
  readonly isCombined?: true;
}

/** The sum, known where all parts are. */
export function sum(name: string, ...parts: readonly Quantity[]): Quantity {
  return combine(name, parts, (values) => values.reduce((total, value) => total + value, 0));
}

/** The first less the second, known where both are. */
export function difference(name: string, a: Quantity, b: Quantity): Quantity {
  return combine(name, [a, b], ([x = 0, y = 0]) => x - y);
}

/** The product, known where both are. */
export function product(name: string, unit: CriterionUnit, a: Quantity, b: Quantity): Quantity {
  return { ...combine(name, [a, b], ([x = 0, y = 0]) => x * y), unit };
}

/** The quotient, a bare number, known where both are and the divisor is not 0. */
export function ratio(name: string, a: Quantity, b: Quantity): Quantity {
  const { unit: _, ...found } = combine(name, [a, b], ([x = 0, y = 0]) => x / y);
  if (found.value === undefined || Number.isFinite(found.value)) return found;
  return { ...found, value: undefined, reason: `${b.name} is 0` };
}

/** The largest, known where all are, and with its leads. */
export function largest(name: string, ...parts: readonly Quantity[]): Quantity {
  const whole = combine(name, parts, (values) => Math.max(...values));
  const leads = parts.find(({ value }) => value !== undefined && value === whole.value)?.leads ?? whole.leads;
  return { ...whole, leads };
}

function combine(name: string, parts: readonly Quantity[], join: (values: readonly number[]) => number): Quantity {
  const [first] = parts;
  const leads = [...new Set(parts.flatMap((part) => part.leads))];
  const known = { name, leads, ...(first?.unit !== undefined && { unit: first.unit }) };
  const values = parts.flatMap(({ value }) => value ?? []);
  if (values.length === parts.length) return { ...known, value: join(values) };
  return { ...known, value: undefined, reason: reasonsOf(parts), isCombined: true };
}

/** Why something has no value, of all that have none: names by reason. */
export function reasonsOf(missing: readonly Pick<Quantity, 'name' | 'reason' | 'isCombined'>[]): string {
  const namesByReason = new Map<string, Set<string>>();
  for (const { name, reason, isCombined } of missing) {
    if (reason === undefined) continue;
    const names = namesByReason.get(reason) ?? new Set();
    namesByReason.set(reason, isCombined ? names : names.add(name));
  }
  return [...namesByReason]
    .map(([reason, names]) => (names.size === 0 ? reason : `${[...names].join(', ')}: ${reason}`))
    .join('; ');
}
