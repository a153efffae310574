import { STANDARD_LEADS } from '../../record/index.ts';
import { all, any, type Condition, compare, given, pointsAtLeast } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { inLead, waveHeight } from './ecg-quantities.ts';
import { completeLeftBundleBranchBlock } from './intraventricular-conduction.ts';
import { type Quantity, ratio } from './quantities.ts';
import { pacing } from './rate-and-rhythm.ts';
import { SOURCES } from './sources.table.ts';

/** Acute infarction in left bundle branch block or ventricular pacing, where ST is always changed. */
export const sgarbossa: readonly Criterion[] = [
  {
    id: 'sgarbossa',
    name: 'Sgarbossa: 3 points or more (5 for concordant ST elevation ≥ 0.1 mV, 3 for ST depression ≥ 0.1 mV in V1–V3, 2 for discordant ST elevation ≥ 0.5 mV)',
    source: SOURCES.sgarbossa,
    condition: (ecg) =>
      inLeftBundleBranchBlock(
        ecg,
        pointsAtLeast('Sgarbossa points', 3, [
          [5, concordantElevation(ecg)],
          [3, concordantDepression(ecg)],
          [2, any(...STANDARD_LEADS.map((lead) => all(negativeQrs(ecg, lead), compare(st(ecg, lead), '≥', 0.5))))],
        ]),
      ),
  },
  {
    id: 'smith-modified-sgarbossa',
    name: 'Smith-modified Sgarbossa: concordant ST elevation or V1–V3 depression ≥ 0.1 mV, or ST elevation ≥ 0.1 mV and ≥ 25 % of the depth of S',
    source: SOURCES.smith,
    condition: (ecg) =>
      inLeftBundleBranchBlock(
        ecg,
        any(
          concordantElevation(ecg),
          concordantDepression(ecg),
          ...STANDARD_LEADS.map((lead) =>
            all(
              negativeQrs(ecg, lead),
              compare(st(ecg, lead), '≥', 0.1),
              compare(ratio(`ST over S ${lead}`, st(ecg, lead), waveHeight(ecg, 's', lead)), '≥', 0.25),
            ),
          ),
        ),
      ),
  },
];

const st = (ecg: MeasuredEcg, lead: string): Quantity => inLead(ecg, lead, 'stJMv', 'ST (J)');

function inLeftBundleBranchBlock(ecg: MeasuredEcg, condition: Condition): Condition {
  const premise = any(completeLeftBundleBranchBlock(ecg), pacing(ecg));
  return given(premise, 'in left bundle branch block or ventricular pacing', condition);
}

function concordantElevation(ecg: MeasuredEcg): Condition {
  return any(
    ...STANDARD_LEADS.map((lead) =>
      all(compare(inLead(ecg, lead, 'qrsAreaMvMs', 'QRS area'), '>', 0), compare(st(ecg, lead), '≥', 0.1)),
    ),
  );
}

function concordantDepression(ecg: MeasuredEcg): Condition {
  return any(...['V1', 'V2', 'V3'].map((lead) => compare(st(ecg, lead), '≤', -0.1)));
}

const negativeQrs = (ecg: MeasuredEcg, lead: string) => compare(inLead(ecg, lead, 'qrsAreaMvMs', 'QRS area'), '<', 0);
