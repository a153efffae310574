/**
 * What is concluded about a record: present, absent, or undetermined, with evidence and reasons. `judgeCriteria` asks published ECG
 * criteria of a measured record (`criteria/`, a file per family); `decide` joins them with a model's probabilities. The words that
 * findings are made of are in `statements/`. What readers say of findings adds up to a state by `reviewState`.
 */
export type { MeasuredEcg } from './criteria/criterion.ts';
export type {
  CriterionLimit,
  CriterionResult,
  CriterionSource,
  CriterionUnit,
  CriterionValue,
} from './criterion-result.ts';
export { type DecisionEvidence, decide } from './decide.ts';
export type {
  Agreement,
  ConfidenceSet,
  CriteriaEvidence,
  Decision,
  Finding,
  Findings,
  ModelEvidence,
} from './finding.ts';
export { findingsByCriteria } from './findings-by-criteria.ts';
export { criterionName, judgeCriteria } from './judge-criteria.ts';
export {
  type Opinion,
  REVIEW_ACTIONS,
  REVIEW_STATES,
  type ReviewAction,
  type ReviewState,
  reviewState,
} from './review-state.ts';
