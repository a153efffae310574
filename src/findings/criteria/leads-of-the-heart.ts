import { knownValues } from '../criterion-result.ts';
import { any, atLeast, type Condition } from './conditions.ts';

/** The leads that look at a wall of the heart. */
export const TERRITORIES = {
  anteroseptal: ['V1', 'V2', 'V3', 'V4'],
  lateral: ['I', 'aVL', 'V5', 'V6'],
  inferior: ['II', 'III', 'aVF'],
} as const;

/**
 * Leads that are contiguous: groups of the fourth universal definition of myocardial infarction (Thygesen K et al., Circulation 2018;138:e618); of the chest
 * leads, neighbours.
 */
const CONTIGUOUS = {
  anteroseptal: [
    ['V1', 'V2'],
    ['V2', 'V3'],
    ['V3', 'V4'],
  ],
  lateral: [
    ['I', 'aVL'],
    ['V5', 'V6'],
    ['V4', 'V5'],
  ],
  inferior: [
    ['II', 'aVF'],
    ['III', 'aVF'],
    ['II', 'III'],
  ],
} as const satisfies Readonly<Record<keyof typeof TERRITORIES, readonly (readonly [string, string])[]>>;

/** A wall of the heart. */
export type Territory = keyof typeof TERRITORIES;

/** Whether it is so in two contiguous leads of a territory; leads that are not known are shown only where they matter. */
export function inTwoLeads(territory: Territory, condition: (lead: string) => Condition): Condition {
  const byLead = new Map<string, Condition>();
  const of = (lead: string) => {
    const found = byLead.get(lead) ?? condition(lead);
    byLead.set(lead, found);
    return found;
  };
  const pairs = CONTIGUOUS[territory].map(([a, b]) => atLeast(2, [of(a), of(b)]));
  const { met } = any(...pairs);
  const values = shown(pairs, byLead);
  return { met, values: met === undefined ? values : knownValues(values) };
}

/** The values of the leads in pairs that hold, or of all leads where none does; each once. */
function shown(pairs: readonly Condition[], byLead: ReadonlyMap<string, Condition>): Condition['values'] {
  const held = new Set(pairs.flatMap(({ met, values }) => (met === true ? values : [])));
  const all = [...byLead.values()].flatMap(({ values }) => values);
  return held.size > 0 ? all.filter((value) => held.has(value)) : all;
}
