import type { CriterionResult, CriterionValue } from '../findings/index.ts';

/** Values that are shown of one criterion; `--json` has all. */
const SHOWN_VALUES = 4;

/** ECG criteria for people: those that are met with their values, then how many could not be judged, by reason. */
export function criteriaLines(criteria: readonly CriterionResult[]): readonly string[] {
  const met = criteria.filter((criterion) => criterion.met);
  const lines = met.flatMap(({ name, values }) => [`● ${name}`, `    ${valuesText(values)}`]);
  return ['', `ECG criteria: ${met.length} of ${criteria.length} met`, ...lines, ...notJudgedLines(criteria)];
}

function valuesText(values: readonly CriterionValue[]): string {
  const texts = [...new Set(values.filter(({ value }) => value !== undefined).map(valueText))];
  const rest = texts.length - SHOWN_VALUES;
  return rest <= 0 ? texts.join(', ') : `${texts.slice(0, SHOWN_VALUES).join(', ')} and ${rest} more`;
}

function valueText({ name, value, unit }: CriterionValue): string {
  if (typeof value !== 'number') return `${name}: ${value}`;
  const digits = unit === 'mV' ? 2 : Number.isInteger(value) || unit === 'ms' || unit === '°' ? 0 : 1;
  return `${name} ${value.toFixed(digits)}${unit === undefined ? '' : unit === '°' ? unit : ` ${unit}`}`;
}

function notJudgedLines(criteria: readonly CriterionResult[]): readonly string[] {
  const namesByReason = new Map<string, string[]>();
  for (const { id, met, reason } of criteria) {
    if (met === undefined && reason !== undefined)
      namesByReason.set(reason, [...(namesByReason.get(reason) ?? []), id]);
  }
  if (namesByReason.size === 0) return [];
  return ['not judged', ...[...namesByReason].map(([reason, names]) => `  ${names.join(', ')}: ${reason}`)];
}
