import type { CriteriaEvidence } from './finding.ts';

/** Which criteria speak for a finding: any of them that is met. */
export interface FindingCriteria {
  readonly role: CriteriaEvidence['role'];
  readonly criteria: readonly string[];
  /** Of findings that are no SCP statement. */
  readonly description?: string;
}

/** By SCP statement, or by a name of this package where there is no such statement. */
export const CRITERIA_OF_FINDINGS: Readonly<Record<string, FindingCriteria>> = {
  '1AVB': { role: 'definition', criteria: ['prolonged-pr'] },
  LPR: { role: 'definition', criteria: ['prolonged-pr'] },
};
