import { all, any, type Condition, compare, exceeds, given, is, not, unless } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { inLead, interval, qrsShape, waveDuration, waveHeight } from './ecg-quantities.ts';
import { unusualActivation } from './intraventricular-conduction.ts';
import { inTwoLeads } from './leads-of-the-heart.ts';
import { SOURCES } from './sources.table.ts';

/** Q waves and their equivalents after an infarction, and R that does not grow over the chest. */
export const qWaves: readonly Criterion[] = [
  {
    id: 'q-anteroseptal',
    name: 'Q > 20 ms or QS in V2 or V3',
    source: SOURCES.infarction,
    condition: (ecg) =>
      usualActivation(ecg, any(...['V2', 'V3'].map((lead) => any(isQs(ecg, lead), wideQ(ecg, lead, '>', 20))))),
  },
  {
    id: 'q-lateral',
    name: 'Q ≥ 30 ms and ≥ 0.1 mV or QS in two contiguous leads of I, aVL, V4–V6',
    source: SOURCES.infarction,
    condition: (ecg) =>
      usualActivation(
        ecg,
        inTwoLeads('lateral', (lead) => pathologicalQ(ecg, lead)),
      ),
  },
  {
    id: 'q-inferior',
    name: 'Q ≥ 30 ms and ≥ 0.1 mV or QS in two leads of II, III, aVF',
    source: SOURCES.infarction,
    condition: (ecg) =>
      usualActivation(
        ecg,
        inTwoLeads('inferior', (lead) => pathologicalQ(ecg, lead)),
      ),
  },
  {
    id: 'r-posterior',
    name: 'R > 40 ms and R/S > 1 in V1 and V2 with T upright, QRS < 120 ms',
    source: SOURCES.infarction,
    condition: (ecg) =>
      given(
        compare(interval(ecg, 'qrsMs', 'QRS'), '<', 120),
        'where QRS < 120 ms',
        all(posteriorR(ecg, 'V1'), posteriorR(ecg, 'V2')),
      ),
  },
  // R that falls from V2 to V3 is reversed progression, another sign, and left out: Zema MJ, Kligfield P, Arch Intern Med 1982;142:1145.
  {
    id: 'poor-r-progression',
    name: 'R V3 ≤ 0.3 mV and R V2 ≤ R V3',
    source: SOURCES.poorRProgression,
    condition: (ecg) => {
      const r3 = waveHeight(ecg, 'r', 'V3');
      return usualActivation(ecg, all(compare(r3, '≤', 0.3), not(exceeds(waveHeight(ecg, 'r', 'V2'), r3))));
    },
  },
];

function pathologicalQ(ecg: MeasuredEcg, lead: string): Condition {
  return any(isQs(ecg, lead), all(wideQ(ecg, lead, '≥', 30), compare(waveHeight(ecg, 'q', lead), '≥', 0.1)));
}

const isQs = (ecg: MeasuredEcg, lead: string) => is(qrsShape(ecg, lead), 'QS');

const wideQ = (ecg: MeasuredEcg, lead: string, relation: '>' | '≥', ms: number) =>
  compare(waveDuration(ecg, 'q', lead), relation, ms);

function posteriorR(ecg: MeasuredEcg, lead: string): Condition {
  return all(
    compare(waveDuration(ecg, 'r', lead), '>', 40),
    exceeds(waveHeight(ecg, 'r', lead), waveHeight(ecg, 's', lead)),
    compare(inLead(ecg, lead, 'tMv', 'T'), '>', 0),
  );
}

/** QS in V1 to V3 belongs to left bundle branch block, Q waves to pre-excitation and pacing. */
function usualActivation(ecg: MeasuredEcg, condition: Condition): Condition {
  return unless(unusualActivation(ecg), 'in left bundle branch block, pre-excitation or paced rhythm', condition);
}
