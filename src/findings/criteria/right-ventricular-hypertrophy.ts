import { all, compare, exceeds, given } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { axis, interval, waveHeight } from './ecg-quantities.ts';
import { largest, sum } from './quantities.ts';
import { SOURCES } from './sources.table.ts';

/** Right ventricular hypertrophy, where no bundle branch block changes the amplitudes. */
export const rightVentricularHypertrophy: readonly Criterion[] = [
  {
    id: 'sokolow-lyon-right',
    name: 'Sokolow–Lyon for the right ventricle: R V1 + S V5 or V6 > 1.05 mV',
    source: SOURCES.sokolowLyonRight,
    condition: (ecg) => {
      const s = largest('S V5 or V6', waveHeight(ecg, 's', 'V5'), waveHeight(ecg, 's', 'V6'));
      return narrow(ecg, compare(sum('R V1 + S V5 or V6', waveHeight(ecg, 'r', 'V1'), s), '>', 1.05));
    },
  },
  {
    id: 'dominant-r-v1',
    name: 'R V1 ≥ 0.7 mV and higher than S, QRS axis > 90°',
    source: SOURCES.sokolowLyonRight,
    condition: (ecg) => {
      const r = waveHeight(ecg, 'r', 'V1');
      const dominant = all(compare(r, '≥', 0.7), exceeds(r, waveHeight(ecg, 's', 'V1')));
      return narrow(ecg, all(dominant, compare(axis(ecg, 'qrsDeg', 'QRS axis'), '>', 90)));
    },
  },
];

const narrow = (ecg: MeasuredEcg, condition: ReturnType<typeof compare>) =>
  given(compare(interval(ecg, 'qrsMs', 'QRS'), '<', 120), 'to QRS < 120 ms', condition);
