import { compare, given } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { interval } from './ecg-quantities.ts';
import { bySex } from './patient-limits.ts';
import { SOURCES } from './sources.table.ts';

/** QT, corrected by Fridericia's formula; only where QRS does not lengthen it. */
export const qtInterval: readonly Criterion[] = [
  {
    id: 'prolonged-qtc',
    name: 'QTc ≥ 450 ms in men, ≥ 460 ms in women',
    source: SOURCES.repolarisation,
    condition: (ecg) =>
      narrow(
        ecg,
        bySex(ecg, { male: 450, female: 460 }, (limit) => compare(qtc(ecg), '≥', limit)),
      ),
  },
  {
    id: 'qtc-500',
    name: 'QTc ≥ 500 ms',
    source: SOURCES.ventricularArrhythmia,
    condition: (ecg) => narrow(ecg, compare(qtc(ecg), '≥', 500)),
  },
  {
    id: 'short-qtc',
    name: 'QTc ≤ 390 ms',
    source: SOURCES.repolarisation,
    condition: (ecg) => compare(qtc(ecg), '≤', 390),
  },
];

const qtc = (ecg: MeasuredEcg) => interval(ecg, 'qtcFridericiaMs', 'QTc (Fridericia)');

const narrow = (ecg: MeasuredEcg, condition: ReturnType<typeof compare>) =>
  given(compare(interval(ecg, 'qrsMs', 'QRS'), '<', 120), 'to QRS < 120 ms', condition);
