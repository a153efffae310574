import type { IntervalValues } from '../../features/index.ts';
import type { CriterionUnit } from '../criterion-result.ts';
import type { MeasuredEcg } from './criterion.ts';
import type { Quantity } from './quantities.ts';

/** Fields of a group of measurements that are numbers. */
type Numbers<T> = { [Name in keyof T]: T[Name] extends number ? Name : never }[keyof T];

/** One of the global intervals, ms. */
export function interval({ measurements }: MeasuredEcg, field: Numbers<IntervalValues>, name: string): Quantity {
  return fromGroup(measurements.intervals, field, name, 'ms');
}

function fromGroup<T extends { readonly notMeasured: Readonly<Partial<Record<string, string>>> }>(
  group: T,
  field: keyof T & string,
  name: string,
  unit: CriterionUnit | undefined,
  leads: readonly string[] = [],
): Quantity {
  const value = group[field] as number | undefined;
  const reason = value === undefined ? (group.notMeasured[field] ?? 'not measured') : undefined;
  return { name, value, leads, ...(unit && { unit }), ...(reason !== undefined && { reason }) };
}
