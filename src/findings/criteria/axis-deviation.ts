import { all, compare } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { axis } from './ecg-quantities.ts';
import { SOURCES } from './sources.table.ts';

const qrsAxis = (ecg: MeasuredEcg) => axis(ecg, 'qrsDeg', 'QRS axis');

/** Deviation of the frontal QRS axis in adults. */
export const axisDeviation: readonly Criterion[] = [
  {
    id: 'left-axis-deviation',
    name: 'QRS axis beyond −30°, to −90°',
    source: SOURCES.conduction,
    condition: (ecg) => all(compare(qrsAxis(ecg), '<', -30), compare(qrsAxis(ecg), '≥', -90)),
  },
  {
    id: 'right-axis-deviation',
    name: 'QRS axis beyond 90°, to 180°',
    source: SOURCES.conduction,
    condition: (ecg) => compare(qrsAxis(ecg), '>', 90),
  },
  {
    id: 'extreme-axis-deviation',
    name: 'QRS axis between −90° and −180°',
    source: SOURCES.conduction,
    condition: (ecg) => compare(qrsAxis(ecg), '<', -90),
  },
];
