import { knownValues } from './criterion-result.ts';
import type { ResultsById } from './decide-by-criteria.ts';
import type { Agreement, CriteriaEvidence, Decision, Finding, ModelEvidence } from './finding.ts';

/** What model and criteria make of a class together. */
export type Joined = Pick<Finding, 'decision' | 'evidence' | 'agreement' | 'reasons' | 'leads'>;

/**
 * Joins what model and criteria say of a class, by the rules that `decide` tells.
 *
 * @param modelLeads that the model relies on
 */
export function joinEvidence(
  model: ModelEvidence | undefined,
  criteria: CriteriaEvidence | undefined,
  modelLeads: readonly string[],
  results: ResultsById,
): Joined {
  const agreement = agreementOf(model?.decision, criteria?.decision);
  const [decision, by] = weigh(agreement, model, criteria);
  const leads = by === 'model' ? modelLeads : by === 'criteria' ? criteriaLeads(criteria, results) : [];
  return {
    decision,
    evidence: { ...(model && { model }), ...(criteria && { criteria }) },
    agreement,
    reasons: [...(model?.reason ? [model.reason] : []), ...criteriaReasons(agreement, model, criteria, results)],
    leads,
  };
}

function agreementOf(model: Decision = 'undetermined', criteria: Decision = 'undetermined'): Agreement {
  if (model === 'undetermined') return criteria === 'undetermined' ? 'undecided' : 'criteria-only';
  if (criteria === 'undetermined') return 'model-only';
  return model === criteria ? 'agree' : 'conflict';
}

/** The decision, and whose it is. */
function weigh(
  agreement: Agreement,
  model: ModelEvidence | undefined,
  criteria: CriteriaEvidence | undefined,
): readonly [Decision, 'model' | 'criteria' | 'nobody'] {
  const isDefined = criteria?.role === 'definition';
  if (agreement === 'criteria-only' && isDefined) return [criteria.decision, 'criteria'];
  if (agreement === 'agree' || agreement === 'model-only' || (agreement === 'conflict' && !isDefined)) {
    return [model?.decision ?? 'undetermined', 'model'];
  }
  return ['undetermined', 'nobody'];
}

/** Leads of the criteria that decide, where they could be measured. */
function criteriaLeads(criteria: CriteriaEvidence | undefined, results: ResultsById): readonly string[] {
  const deciding = criteria?.results.filter(({ met }) => met === (criteria.decision === 'present')) ?? [];
  const measured = deciding.flatMap(({ id }) => knownValues(results.get(id)?.values ?? []));
  return [...new Set(measured.flatMap(({ leads }) => leads))];
}

function criteriaReasons(
  agreement: Agreement,
  model: ModelEvidence | undefined,
  criteria: CriteriaEvidence | undefined,
  results: ResultsById,
): readonly string[] {
  if (criteria === undefined) return [];
  const named = (met: boolean | undefined) =>
    criteria.results.flatMap((one) => (one.met === met ? (results.get(one.id) ?? []) : []));
  const names = named(criteria.results.some(({ met }) => met)).map(({ name }) => name);
  switch (agreement) {
    case 'conflict':
      return [
        `${model?.decision} by the model, but ${criteria.decision} by criteria: ${names.join('; ')} – ${
          criteria.results.some(({ met }) => met) ? 'met' : 'not met'
        }`,
      ];
    case 'criteria-only':
      return criteria.role === 'definition' ? [] : [`supported by what does not decide it alone: ${names.join('; ')}`];
    default:
      if (criteria.role === 'support') return [];
      return named(undefined).map(({ name, reason }) => `not judged: ${name} (${reason})`);
  }
}
