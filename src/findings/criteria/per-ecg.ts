import type { Condition } from './conditions.ts';
import type { MeasuredEcg } from './criterion.ts';

/** A condition that several criteria ask about, judged once for each measured ECG. */
export function perEcg(condition: (ecg: MeasuredEcg) => Condition): (ecg: MeasuredEcg) => Condition {
  const judged = new WeakMap<MeasuredEcg, Condition>();
  return (ecg) => {
    const found = judged.get(ecg) ?? condition(ecg);
    judged.set(ecg, found);
    return found;
  };
}
