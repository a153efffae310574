import { statement, statementTerm } from '../statements/index.ts';
import { CRITERIA_OF_FINDINGS } from './criteria-of-findings.table.ts';
import type { CriterionResult } from './criterion-result.ts';
import { criteriaEvidence } from './decide-by-criteria.ts';
import type { Finding } from './finding.ts';
import { joinEvidence } from './join-evidence.ts';

/** Findings from ECG criteria alone, without a model: on every statement, and on what this package names beyond, that criteria speak for. */
export function findingsByCriteria(criteria: readonly CriterionResult[]): readonly Finding[] {
  const results = new Map(criteria.map((result) => [result.id, result]));
  return Object.keys(CRITERIA_OF_FINDINGS).flatMap((code) => {
    const evidence = criteriaEvidence(code, results);
    if (evidence === undefined) return [];
    return {
      class: code,
      description: statement(code)?.description ?? statementTerm(code)?.name,
      probability: undefined,
      calibrated: false,
      threshold: undefined,
      ...joinEvidence(undefined, evidence, [], results),
    };
  });
}
