import { STANDARD_LEADS } from '../../record/index.ts';
import { deepTerminalP } from './atrial-enlargement.ts';
import { all, any, type Condition, compare, pointsAtLeast, unless } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { axis, inLead, interval, waveHeight } from './ecg-quantities.ts';
import { preExcitation } from './intraventricular-conduction.ts';
import { bySex } from './patient-limits.ts';
import { perEcg } from './per-ecg.ts';
import { largest, product, type Quantity, sum } from './quantities.ts';
import { pacing } from './rate-and-rhythm.ts';
import { SOURCES } from './sources.table.ts';

const LIMB_LEADS = STANDARD_LEADS.slice(0, 6);

const CORNELL_MV = { male: 2.8, female: 2.0 };

/** What is added to the Cornell voltage of women before the product, as its authors do. */
const CORNELL_PRODUCT_FEMALE_MV = 0.6;

const CRITERIA: readonly Criterion[] = [
  {
    id: 'sokolow-lyon',
    name: 'Sokolow–Lyon: S V1 + R V5 or V6 ≥ 3.5 mV',
    source: SOURCES.sokolowLyon,
    condition: (ecg) => compare(sokolowLyon(ecg), '≥', 3.5),
  },
  {
    id: 'sokolow-lyon-avl',
    name: 'R aVL ≥ 1.1 mV',
    source: SOURCES.sokolowLyon,
    condition: (ecg) => compare(waveHeight(ecg, 'r', 'aVL'), '≥', 1.1),
  },
  {
    id: 'cornell-voltage',
    name: 'Cornell voltage: R aVL + S V3 > 2.8 mV in men, > 2.0 mV in women',
    source: SOURCES.cornell,
    condition: (ecg) => bySex(ecg, CORNELL_MV, (limit) => compare(cornell(ecg), '>', limit)),
  },
  {
    id: 'cornell-product',
    name: 'Cornell product: R aVL + S V3 (+ 0.6 mV in women) times QRS > 244 mV·ms',
    source: SOURCES.cornellProduct,
    condition: (ecg) =>
      bySex(ecg, { male: 0, female: CORNELL_PRODUCT_FEMALE_MV }, (added) => {
        const voltage = plus(cornell(ecg), added);
        return compare(product('Cornell product', 'mV·ms', voltage, interval(ecg, 'qrsMs', 'QRS')), '>', 244);
      }),
  },
  {
    id: 'peguero-lo-presti',
    name: 'Peguero–Lo Presti: deepest S + S V4 ≥ 2.8 mV in men, ≥ 2.3 mV in women',
    source: SOURCES.pegueroLoPresti,
    condition: (ecg) => {
      const deepest = largest('deepest S', ...STANDARD_LEADS.map((lead) => waveHeight(ecg, 's', lead)));
      const total = sum('deepest S + S V4', deepest, waveHeight(ecg, 's', 'V4'));
      return bySex(ecg, { male: 2.8, female: 2.3 }, (limit) => compare(total, '≥', limit));
    },
  },
  {
    id: 'romhilt-estes',
    name: 'Romhilt–Estes: 5 points or more (4: probable)',
    source: SOURCES.romhiltEstes,
    condition: romhiltEstes,
  },
];

/**
 * Left ventricular hypertrophy by voltage, by voltage and duration, and by points. Their limits are of hearts that are activated by their bundle
 * branches: paced and pre-excited beats have other voltages.
 */
export const leftVentricularHypertrophy: readonly Criterion[] = CRITERIA.map((criterion) => ({
  ...criterion,
  condition: (ecg) =>
    unless(any(pacing(ecg), preExcitation(ecg)), 'in paced rhythm or pre-excitation', criterion.condition(ecg)),
}));

/** Whether the usual voltage criteria are met, for criteria that are not judged then. */
export const leftVentricularVoltage = perEcg((ecg) =>
  any(
    compare(sokolowLyon(ecg), '≥', 3.5),
    bySex(ecg, CORNELL_MV, (limit) => compare(cornell(ecg), '>', limit)),
  ),
);

function sokolowLyon(ecg: MeasuredEcg): Quantity {
  const lateral = largest('R V5 or V6', waveHeight(ecg, 'r', 'V5'), waveHeight(ecg, 'r', 'V6'));
  return sum('S V1 + R V5 or V6', waveHeight(ecg, 's', 'V1'), lateral);
}

function cornell(ecg: MeasuredEcg): Quantity {
  return sum('R aVL + S V3', waveHeight(ecg, 'r', 'aVL'), waveHeight(ecg, 's', 'V3'));
}

function plus(quantity: Quantity, added: number): Quantity {
  return quantity.value === undefined ? quantity : { ...quantity, value: quantity.value + added };
}

/**
 * ST and T against QRS count as without digitalis, of which a record does not tell. The authors do not say in which leads: here V5 or V6, with ST
 * below the level before QRS and T inverted where QRS is positive.
 */
function romhiltEstes(ecg: MeasuredEcg): Condition {
  const high = (wave: 'r' | 's', lead: string, limitMv: number) => compare(waveHeight(ecg, wave, lead), '≥', limitMv);
  const voltage = any(
    ...LIMB_LEADS.flatMap((lead) => [high('r', lead, 2), high('s', lead, 2)]),
    ...['V1', 'V2'].map((lead) => high('s', lead, 3)),
    ...['V5', 'V6'].map((lead) => high('r', lead, 3)),
  );
  const strain = ['V5', 'V6'].map((lead) =>
    all(
      compare(inLead(ecg, lead, 'qrsAreaMvMs', 'QRS area'), '>', 0),
      compare(inLead(ecg, lead, 'stJ60Mv', 'ST (J + 60 ms)'), '<', 0),
      compare(inLead(ecg, lead, 'tMv', 'T'), '<', 0),
    ),
  );
  const late = ['V5', 'V6'].map((lead) => compare(inLead(ecg, lead, 'rPeakTimeMs', 'R peak time'), '≥', 50));
  return pointsAtLeast('Romhilt–Estes points', 5, [
    [3, voltage],
    [3, any(...strain)],
    [3, deepTerminalP(ecg)],
    [2, compare(axis(ecg, 'qrsDeg', 'QRS axis'), '≤', -30)],
    [1, compare(interval(ecg, 'qrsMs', 'QRS'), '≥', 90)],
    [1, any(...late)],
  ]);
}
