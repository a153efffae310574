import type { Measurements } from '../../features/index.ts';
import type { PatientFacts } from '../../record/index.ts';
import type { CriterionSource } from '../criterion-result.ts';
import type { Condition } from './conditions.ts';

/** What criteria judge: a measured record and what is known of the patient. */
export interface MeasuredEcg {
  readonly measurements: Measurements;
  readonly patient: PatientFacts;
}

/** A published criterion as a question to a measured ECG. */
export interface Criterion {
  readonly id: string;
  readonly name: string;
  readonly source: CriterionSource;
  readonly condition: (ecg: MeasuredEcg) => Condition;
}
