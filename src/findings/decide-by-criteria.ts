import { classMembers, STATEMENTS, type Task } from '../statements/index.ts';
import { CRITERIA_OF_FINDINGS } from './criteria-of-findings.table.ts';
import type { CriterionResult } from './criterion-result.ts';
import type { CriteriaEvidence, Decision } from './finding.ts';

/** Results of criteria by their id. */
export type ResultsById = ReadonlyMap<string, CriterionResult>;

/** What criteria say of a statement or of a finding of this package; `undefined` where there are none for it. */
export function criteriaEvidence(code: string, results: ResultsById): CriteriaEvidence | undefined {
  const rule = CRITERIA_OF_FINDINGS[code];
  if (rule === undefined) return undefined;
  const asked = rule.criteria.flatMap((id) => results.get(id) ?? []);
  if (asked.length === 0) return undefined;
  return {
    role: rule.role,
    decision: decisionOf(rule.role, asked),
    results: asked.map(({ id, met }) => ({ id, met })),
  };
}

/** Present where one is met; absent where it is a definition of which nothing is met and nothing unknown. */
function decisionOf(role: CriteriaEvidence['role'], results: readonly CriterionResult[]): Decision {
  if (results.some(({ met }) => met === true)) return 'present';
  return role === 'definition' && results.every(({ met }) => met === false) ? 'absent' : 'undetermined';
}

/**
 * What criteria say of a class of a task: of a statement as above; of a group, that it is present where one of its statements is. A normal
 * ECG is contradicted by every other diagnosis that its criteria define and find.
 */
export function classEvidence(task: Task, className: string, results: ResultsById): CriteriaEvidence | undefined {
  if (className === 'NORM') return gathered('absent', diagnosesBesideNormal(results));
  if (task !== 'subdiagnostic' && task !== 'superdiagnostic') return criteriaEvidence(className, results);
  return gathered(
    'present',
    classMembers(task, className).flatMap((code) => criteriaEvidence(code, results) ?? []),
  );
}

function diagnosesBesideNormal(results: ResultsById): readonly CriteriaEvidence[] {
  const codes = STATEMENTS.flatMap(({ code, superclass }) => (superclass && superclass !== 'NORM' ? [code] : []));
  return codes.flatMap((code) => criteriaEvidence(code, results) ?? []).filter(({ role }) => role === 'definition');
}

/** That a group is present, or absent, where one of these is present; otherwise they say nothing. */
function gathered(decision: 'present' | 'absent', members: readonly CriteriaEvidence[]): CriteriaEvidence | undefined {
  if (members.length === 0) return undefined;
  const present = members.filter((member) => member.decision === 'present');
  const met = new Map(present.flatMap(({ results }) => results.filter((one) => one.met).map((one) => [one.id, one])));
  return { role: 'support', decision: present.length > 0 ? decision : 'undetermined', results: [...met.values()] };
}
