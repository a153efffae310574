import type { ClassDecision } from '../models/index.ts';
import type { Quality } from '../quality/index.ts';
import type { ConfidenceSet, ModelEvidence } from './finding.ts';

/** Why nothing may be concluded from the model, which sees all of its leads at once, with the first fault of each; `undefined` where it may. */
export function modelRefusal({ usableFor, reasons, leads }: Quality): string | undefined {
  if (usableFor.model) return undefined;
  const ofLeads = Object.entries(leads).flatMap(([name, lead]) =>
    lead.usableFor.model ? [] : lead.reasons.slice(0, 1).map(({ text }) => `${name}: ${text}`),
  );
  const why = [...reasons.map(({ text }) => text), ...ofLeads].join('; ');
  return `the model's answer is not used, as the record is not fit for it${why && `: ${why}`}`;
}

/** What a model says of a class: by its threshold, and only where the confidence set, if there is one, says the same. */
export function modelEvidence(
  probability: number,
  fit: ClassDecision | undefined,
  confidenceSet: ConfidenceSet | undefined,
  refusal: string | undefined,
): ModelEvidence {
  if (refusal !== undefined) return { decision: 'undetermined', reason: refusal };
  if (fit?.threshold === undefined) {
    const reason = fit ? `only ${fit.positives} validation records had it` : 'the model has no threshold for it';
    return { decision: 'undetermined', reason };
  }
  const decision = probability >= fit.threshold ? 'present' : 'absent';
  if (confidenceSet === undefined) return { decision };
  const { level, decisions } = confidenceSet;
  const [only] = decisions;
  if (decisions.length === 1 && only === decision) return { decision };
  const plausible = decisions.join(' and ') || 'neither';
  return { decision: 'undetermined', reason: `at a confidence of ${100 * level} %, ${plausible} are plausible` };
}
