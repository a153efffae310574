import { STANDARD_LEADS } from '../../record/index.ts';
import { all, any, type Condition, compare, unless } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { inLead, interval } from './ecg-quantities.ts';
import { unusualActivation } from './intraventricular-conduction.ts';
import { SOURCES } from './sources.table.ts';

/**
 * Hints at a high potassium. The source describes tall T, wide QRS and long PR, and gives no limits; most patients with a high potassium show none of
 * them. The limits of T are ours: round ones, that of the chest leads high enough for young men, whose T in V2 and V3 often exceeds 1 mV.
 */
export const hyperkalaemia: readonly Criterion[] = [
  {
    id: 'tall-t',
    name: 'T > 0.5 mV in a limb lead or > 1.5 mV in a chest lead',
    source: SOURCES.hyperkalaemia,
    condition: tallT,
  },
  {
    id: 'hyperkalaemia-hint',
    name: 'tall T with a wide QRS (≥ 120 ms) or a long PR (> 200 ms)',
    source: SOURCES.hyperkalaemia,
    condition: (ecg) =>
      unless(
        unusualActivation(ecg),
        'in left bundle branch block, pre-excitation or paced rhythm',
        all(
          tallT(ecg),
          any(compare(interval(ecg, 'qrsMs', 'QRS'), '≥', 120), compare(interval(ecg, 'prMs', 'PR'), '>', 200)),
        ),
      ),
  },
];

function tallT(ecg: MeasuredEcg): Condition {
  return any(
    ...STANDARD_LEADS.map((lead) => compare(inLead(ecg, lead, 'tMv', 'T'), '>', lead.startsWith('V') ? 1.5 : 0.5)),
  );
}
