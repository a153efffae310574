/** Where a criterion comes from. */
export interface CriterionSource {
  /** Authors, title or document, journal, year, volume and page. */
  readonly citation: string;
  readonly year: number;
  /** Without `https://doi.org/`; absent where there is none or it is not known. */
  readonly doi?: string;
}

/** Units of what criteria look at; absent for words, counts and ratios. */
export type CriterionUnit = 'mV' | 'ms' | '°' | '/min' | 'mV·ms' | 'mV/s' | 'years' | '%';

/** What a value was compared with: it has to be larger, smaller, … than `value`. */
export interface CriterionLimit {
  readonly relation: '<' | '≤' | '>' | '≥' | '=' | '≠';
  readonly value: number | string;
}

/** One value that a criterion looked at. */
export interface CriterionValue {
  /** As a reader of ECGs would say it: `S V1`, `PR`, `QTc (Fridericia)`. */
  readonly name: string;
  /** `undefined` where it could not be measured, with `reason`. */
  readonly value: number | string | undefined;
  readonly unit?: CriterionUnit;
  /** Leads that it was measured in; none where it is a matter of all leads, as intervals and rhythm are. */
  readonly leads: readonly string[];
  /** Absent where it is shown, but compared as part of another value. */
  readonly limit?: CriterionLimit;
  /** Whether it keeps to the limit; `undefined` where there is no limit or no value. */
  readonly met: boolean | undefined;
  readonly reason?: string;
  /** That the reason names what it is about already. */
  readonly isCombined?: true;
}

/** What a criterion says about a record. */
export interface CriterionResult {
  /** For programs, in kebab-case: `sokolow-lyon`. */
  readonly id: string;
  /** For people, with its limits. */
  readonly name: string;
  readonly source: CriterionSource;
  /** `undefined` where it cannot be judged: a lead, a measurement, sex or age is missing, or quality refused the lead. */
  readonly met: boolean | undefined;
  /** Why it cannot be judged; absent where it was. */
  readonly reason?: string;
  /** That it cannot since it is about other hearts: what it is asked only in presence of is known to be absent. */
  readonly isNotApplicable?: true;
  /** In the order in which the criterion names them. */
  readonly values: readonly CriterionValue[];
}

/** The values that were measured: only these, and their leads, can have decided anything. */
export function knownValues(values: readonly CriterionValue[]): readonly CriterionValue[] {
  return values.filter(({ value }) => value !== undefined);
}
