import { compare } from './conditions.ts';
import type { Criterion } from './criterion.ts';
import { interval } from './ecg-quantities.ts';
import { SOURCES } from './sources.table.ts';

/** From the atria to the ventricles. */
export const atrioventricularConduction: readonly Criterion[] = [
  {
    id: 'prolonged-pr',
    name: 'PR interval above 200 ms',
    source: SOURCES.bradycardia,
    condition: (ecg) => compare(interval(ecg, 'prMs', 'PR'), '>', 200),
  },
];
