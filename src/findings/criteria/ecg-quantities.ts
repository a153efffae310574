import type { LeadMeasurements } from '../../features/index.ts';
import type { CriterionUnit } from '../criterion-result.ts';
import type { Description } from './conditions.ts';
import type { MeasuredEcg } from './criterion.ts';
import type { Quantity } from './quantities.ts';

type Groups = MeasuredEcg['measurements'];
/** Fields of a group of measurements that hold a value of one type. */
type FieldsOf<T, Value> = {
  [Name in keyof T]-?: T[Name] extends Value | undefined ? (Name extends 'notMeasured' ? never : Name) : never;
}[keyof T] &
  string;

interface NotMeasured {
  readonly notMeasured: Readonly<Partial<Record<string, string>>>;
}

/** One of the global intervals, ms. */
export function interval(
  { measurements }: MeasuredEcg,
  field: FieldsOf<Groups['intervals'], number>,
  name: string,
): Quantity {
  return numberIn(measurements.intervals, field, name, 'ms');
}

/** A number of the rhythm. */
export function rhythm(
  { measurements }: MeasuredEcg,
  field: FieldsOf<Groups['rhythm'], number>,
  name: string,
  unit?: CriterionUnit,
): Quantity {
  return numberIn(measurements.rhythm, field, name, unit);
}

/** Beats of the ventricles per minute: of the median interval in a regular rhythm, otherwise of the mean. */
export function rate(ecg: MeasuredEcg): Quantity {
  const isRegular = ecg.measurements.rhythm.regularity === 'regular';
  return rhythm(ecg, isRegular ? 'rateBpm' : 'meanRateBpm', 'rate', '/min');
}

/** What the rhythm is like, in words. */
export function rhythmWord(
  { measurements }: MeasuredEcg,
  field: 'regularity' | 'ectopicPattern',
  name: string,
): Description {
  return wordIn(measurements.rhythm, field, name);
}

/** What P waves are like, in words. */
export function atriaWord(
  { measurements }: MeasuredEcg,
  field: 'pPresence' | 'pQrsRelation',
  name: string,
): Description {
  return wordIn(measurements.atria, field, name);
}

/** What goes on in the atria, in numbers. */
export function atria(
  { measurements }: MeasuredEcg,
  field: FieldsOf<Groups['atria'], number>,
  name: string,
  unit?: CriterionUnit,
): Quantity {
  return numberIn(measurements.atria, field, name, unit);
}

/** What conduction is like, in numbers. */
export function conduction(
  { measurements }: MeasuredEcg,
  field: FieldsOf<Groups['conduction'], number>,
  name: string,
  unit?: CriterionUnit,
): Quantity {
  return numberIn(measurements.conduction, field, name, unit);
}

/** A frontal axis, degrees in (−180, 180]. */
export function axis({ measurements }: MeasuredEcg, field: 'pDeg' | 'qrsDeg' | 'tDeg', name: string): Quantity {
  const limbLeads = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'].filter((lead) => measurements.leads[lead] !== undefined);
  return numberIn(measurements.axes, field, name, '°', limbLeads);
}

/** By the end of a field's name. */
const UNITS: readonly (readonly [RegExp, CriterionUnit])[] = [
  [/MvMs$/, 'mV·ms'],
  [/Mv$/, 'mV'],
  [/Ms$/, 'ms'],
];

/** A number that was measured in one lead. */
export function inLead(
  { measurements }: MeasuredEcg,
  lead: string,
  field: FieldsOf<LeadMeasurements, number>,
  name: string,
): Quantity {
  const found = measurements.leads[lead];
  const label = `${name} ${lead}`;
  if (found === undefined) return { name: label, value: undefined, leads: [lead], reason: `there is no lead ${lead}` };
  return numberIn(found, field, label, UNITS.find(([end]) => end.test(field))?.[1], [lead]);
}

/** The same where a part of P that is not there counts as 0, as long as P was measured. */
export function pPart(
  ecg: MeasuredEcg,
  lead: string,
  field: 'pTerminalMv' | 'pTerminalMs' | 'pTerminalForceMvMs',
  name: string,
): Quantity {
  const found = inLead(ecg, lead, field, name);
  return found.value === undefined && ecg.measurements.leads[lead]?.pMv !== undefined ? known(found, 0) : found;
}

/** The height of R, the depth of S or Q, … of a lead as a positive number of mV: 0 where QRS was measured and has no such wave. */
export function waveHeight(ecg: MeasuredEcg, wave: 'q' | 'r' | 's' | 'rPrime', lead: string): Quantity {
  return absolute(orAbsent(ecg, lead, inLead(ecg, lead, `${wave}Mv`, WAVES[wave])));
}

/** How long Q, R or S of a lead lasts, ms: 0 where QRS was measured and has no such wave. */
export function waveDuration(ecg: MeasuredEcg, wave: 'q' | 'r' | 's', lead: string): Quantity {
  return orAbsent(ecg, lead, inLead(ecg, lead, `${wave}Ms`, `${WAVES[wave]} duration`));
}

const WAVES = { q: 'Q', r: 'R', s: 'S', rPrime: 'R′' } as const;

/** The letters of QRS in a lead. */
export function qrsShape({ measurements }: MeasuredEcg, lead: string): Description {
  const name = `QRS in ${lead}`;
  const found = measurements.leads[lead];
  if (found === undefined) return { name, value: undefined, leads: [lead], reason: `there is no lead ${lead}` };
  return { ...wordIn(found, 'qrsShape', name), leads: [lead] };
}

/** 0 for a wave that QRS, which was measured, does not have: its letters are known. */
function orAbsent({ measurements }: MeasuredEcg, lead: string, quantity: Quantity): Quantity {
  if (quantity.value !== undefined || measurements.leads[lead]?.qrsShape === undefined) return quantity;
  return known(quantity, 0);
}

function known({ reason: _, ...quantity }: Quantity, value: number): Quantity {
  return { ...quantity, value };
}

function absolute(quantity: Quantity): Quantity {
  return quantity.value === undefined ? quantity : { ...quantity, value: Math.abs(quantity.value) };
}

function numberIn<T extends NotMeasured>(
  group: T,
  field: keyof T & string,
  name: string,
  unit: CriterionUnit | undefined,
  leads: readonly string[] = [],
): Quantity {
  const value = group[field] as number | undefined;
  return { name, value, leads, ...(unit && { unit }), ...(value === undefined && { reason: why(group, field) }) };
}

function wordIn<T extends NotMeasured>(group: T, field: keyof T & string, name: string): Description {
  const value = group[field] as string | undefined;
  return { name, value, ...(value === undefined && { reason: why(group, field) }) };
}

function why({ notMeasured }: NotMeasured, field: string): string {
  return notMeasured[field] ?? 'it was not measured';
}
