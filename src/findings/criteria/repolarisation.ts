import { all, any, type Condition, compare, exceeds, unless } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { inLead, interval, waveHeight } from './ecg-quantities.ts';
import { inTwoLeads, TERRITORIES, type Territory } from './leads-of-the-heart.ts';
import { leftVentricularVoltage } from './left-ventricular-hypertrophy.ts';
import { byAge, bySex } from './patient-limits.ts';
import { perEcg } from './per-ecg.ts';
import { atrialFlutter, pacing } from './rate-and-rhythm.ts';
import { SOURCES } from './sources.table.ts';

const territories = Object.keys(TERRITORIES) as readonly Territory[];

const IN_V2_V3 = ', in V2–V3 ≥ 0.2 mV in men (≥ 0.25 mV below 40 years), ≥ 0.15 mV in women';

/** Changes of ST and T by the wall of the heart that the leads look at. A single ECG does not tell whether they are new. */
export const repolarisation: readonly Criterion[] = [
  ...territories.map(
    (territory): Criterion => ({
      id: `st-elevation-${territory}`,
      name: `ST elevation at J in two contiguous ${territory} leads: ≥ 0.1 mV${territory === 'anteroseptal' ? IN_V2_V3 : ''}`,
      source: SOURCES.infarction,
      condition: (ecg) =>
        withoutConfounders(
          ecg,
          inTwoLeads(territory, (lead) => elevated(ecg, lead)),
        ),
    }),
  ),
  ...territories.map(
    (territory): Criterion => ({
      id: `st-depression-${territory}`,
      name: `ST depression ≥ 0.05 mV, horizontal or falling, in two contiguous ${territory} leads`,
      source: SOURCES.infarction,
      condition: (ecg) =>
        withoutConfounders(
          ecg,
          inTwoLeads(territory, (lead) => depressed(ecg, lead)),
        ),
    }),
  ),
  ...territories.map(
    (territory): Criterion => ({
      id: `t-inversion-${territory}`,
      name: `T inversion > 0.1 mV in two contiguous ${territory} leads with R higher than S`,
      source: SOURCES.infarction,
      condition: (ecg) =>
        withoutConfounders(
          ecg,
          inTwoLeads(territory, (lead) => inverted(ecg, lead)),
        ),
    }),
  ),
  {
    id: 'flat-t',
    name: 'T within ±0.1 mV in two contiguous leads of I, aVL (where R > 0.3 mV) and V4–V6',
    source: SOURCES.repolarisation,
    condition: (ecg) => inTwoLeads('lateral', (lead) => flat(ecg, lead)),
  },
];

/**
 * The limits hold in the absence of left ventricular hypertrophy and bundle branch block (heading of table 2 of the definition), and mean nothing in paced
 * beats; flutter waves go on beneath ST and T and move them.
 */
function withoutConfounders(ecg: MeasuredEcg, condition: Condition): Condition {
  return unless(
    confounders(ecg),
    'where QRS ≥ 120 ms, in left ventricular voltage, paced rhythm or atrial flutter',
    condition,
  );
}

const confounders = perEcg((ecg) =>
  any(compare(interval(ecg, 'qrsMs', 'QRS'), '≥', 120), leftVentricularVoltage(ecg), pacing(ecg), atrialFlutter(ecg)),
);

function elevated(ecg: MeasuredEcg, lead: string): Condition {
  const st = inLead(ecg, lead, 'stJMv', 'ST (J)');
  if (lead !== 'V2' && lead !== 'V3') return compare(st, '≥', 0.1);
  const ofMen = byAge(ecg, 40, { below: 0.25, from: 0.2 }, (limit) => compare(st, '≥', limit));
  const ofWomen = compare(st, '≥', 0.15);
  return bySex(ecg, { male: ofMen, female: ofWomen }, (condition) => condition);
}

/** Horizontal or falling: as deep 80 ms after J as the limit wants it at J. */
function depressed(ecg: MeasuredEcg, lead: string): Condition {
  return all(
    compare(inLead(ecg, lead, 'stJMv', 'ST (J)'), '≤', -0.05),
    compare(inLead(ecg, lead, 'stJ80Mv', 'ST (J + 80 ms)'), '≤', -0.05),
  );
}

function inverted(ecg: MeasuredEcg, lead: string): Condition {
  return all(
    compare(inLead(ecg, lead, 'tMv', 'T'), '<', -0.1),
    exceeds(waveHeight(ecg, 'r', lead), waveHeight(ecg, 's', lead)),
  );
}

function flat(ecg: MeasuredEcg, lead: string): Condition {
  const t = inLead(ecg, lead, 'tMv', 'T');
  const within = all(compare(t, '<', 0.1), compare(t, '>', -0.1));
  return lead === 'aVL' ? all(compare(waveHeight(ecg, 'r', 'aVL'), '>', 0.3), within) : within;
}
