import { STANDARD_LEADS } from '../../record/index.ts';
import { all, any, type Condition, compare } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { inLead, waveHeight } from './ecg-quantities.ts';
import { SOURCES } from './sources.table.ts';

const LIMB_LEADS = STANDARD_LEADS.slice(0, 6);
const CHEST_LEADS = STANDARD_LEADS.slice(6);

/** QRS that is small or large as a whole. */
export const qrsVoltage: readonly Criterion[] = [
  {
    id: 'low-limb-voltage',
    name: 'QRS < 0.5 mV from peak to peak in every limb lead',
    source: SOURCES.minnesota,
    condition: (ecg) => allBelow(ecg, LIMB_LEADS, 0.5),
  },
  {
    id: 'low-chest-voltage',
    name: 'QRS < 1.0 mV from peak to peak in every chest lead',
    source: SOURCES.minnesota,
    condition: (ecg) => allBelow(ecg, CHEST_LEADS, 1),
  },
  {
    id: 'high-left-r',
    name: 'R > 2.6 mV in V5 or V6, > 2.0 mV in I, II, III or aVF, or > 1.2 mV in aVL (code 3-1)',
    source: SOURCES.minnesota,
    condition: (ecg) =>
      any(
        ...['V5', 'V6'].map((lead) => compare(waveHeight(ecg, 'r', lead), '>', 2.6)),
        ...['I', 'II', 'III', 'aVF'].map((lead) => compare(waveHeight(ecg, 'r', lead), '>', 2)),
        compare(waveHeight(ecg, 'r', 'aVL'), '>', 1.2),
      ),
  },
];

function allBelow(ecg: MeasuredEcg, leads: readonly string[], limitMv: number): Condition {
  return all(...leads.map((lead) => compare(inLead(ecg, lead, 'qrsPeakToPeakMv', 'QRS'), '<', limitMv)));
}
