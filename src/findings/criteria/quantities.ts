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
}

/** Why something has no value, of all that have none: names by reason. */
export function reasonsOf(missing: readonly { readonly name: string; readonly reason?: string }[]): string {
  const namesByReason = new Map<string, string[]>();
  for (const { name, reason } of missing) {
    if (reason !== undefined) namesByReason.set(reason, [...(namesByReason.get(reason) ?? []), name]);
  }
  return [...namesByReason].map(([reason, names]) => `${[...new Set(names)].join(', ')}: ${reason}`).join('; ');
}
