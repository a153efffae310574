import type { EvidenceBundle } from 'einthoven/report';
import { useId, useState } from 'react';
import { ExplanationOf } from '../explanation/explanation-of.tsx';
import type { Explaining } from '../explanation/use-explanation.ts';
import { percent } from '../figures.ts';
import { FindingReview } from '../review/finding-review.tsx';
import { settled } from '../review/review-entry.ts';
import type { Review } from '../review/use-review.ts';
import { CriterionValues } from './criteria-panel.tsx';
import { type BundledFinding, Mark } from './mark.tsx';

interface FindingRowProps {
  readonly finding: BundledFinding;
  readonly criteria: EvidenceBundle['criteria'];
  readonly review: Review;
  readonly explaining: Explaining;
}

/** One finding on a line, and behind it what it rests on. */
export function FindingRow({ finding, criteria, review, explaining }: FindingRowProps) {
  const outcome = settled(review.entries, finding.class);
  const [isOpen, setIsOpen] = useState(false);
  const details = useId();
  return (
    <li className={`finding finding-${finding.decision}`}>
      <button type="button" aria-expanded={isOpen} aria-controls={details} onClick={() => setIsOpen(!isOpen)}>
        <Mark decision={finding.decision} />
        <span className="finding-name">
          <strong>{finding.class}</strong> {finding.description}
          <span className="unseen">, {finding.decision}</span>
          {outcome !== undefined && (
            <span className="settled">
              {outcome === (finding.decision === 'present') ? 'confirmed' : `read as ${outcome ? 'present' : 'absent'}`}
            </span>
          )}
        </span>
        <Probability finding={finding} />
      </button>
      <div id={details} className="finding-details" hidden={!isOpen}>
        {isOpen && (
          <>
            <Evidence finding={finding} criteria={criteria} />
            <ExplanationOf finding={finding} explaining={explaining} />
            <FindingReview statement={finding.class} review={review} />
          </>
        )}
      </div>
    </li>
  );
}

/** The probability as a figure and a bar, with a tick at the threshold. */
function Probability({ finding: { probability, threshold } }: { readonly finding: BundledFinding }) {
  if (probability === undefined) return <span className="probability">criteria</span>;
  return (
    <span className="probability">
      <span className="bar-of" aria-hidden="true">
        <span style={{ width: `${100 * probability}%` }} />
        {threshold !== undefined && <i style={{ left: `${100 * threshold}%` }} />}
      </span>
      <span className="unseen">probability </span>
      {percent(probability)}
    </span>
  );
}

const AGREEMENTS = {
  agree: 'Model and criteria agree',
  conflict: 'Model and criteria contradict each other',
  'model-only': 'Decided by the model',
  'criteria-only': 'Decided by criteria',
  undecided: 'Neither model nor criteria decide',
} as const;

function Evidence({ finding, criteria }: Pick<FindingRowProps, 'finding' | 'criteria'>) {
  const { probability, threshold, calibrated, confidenceSet, agreement, reasons, leads, criteriaRole } = finding;
  const asked = criteria.filter(({ id }) => finding.criteria.includes(id));
  const unjudged = finding.criteria.filter((id) => !criteria.some((one) => one.id === id));
  return (
    <>
      <dl>
        <dt>Decision</dt>
        <dd>
          {finding.decision}. {AGREEMENTS[agreement]}.
        </dd>
        {probability !== undefined && (
          <>
            <dt>Probability</dt>
            <dd>
              {percent(probability)}
              {calibrated ? ', calibrated' : ', not calibrated'}
              {threshold === undefined ? '; no threshold could be chosen' : `; present from ${percent(threshold)}`}
            </dd>
          </>
        )}
        {confidenceSet !== undefined && (
          <>
            <dt>Plausible at {percent(confidenceSet.level)}</dt>
            <dd>{confidenceSet.decisions.join(' or ') || 'neither: it is like no record that was learnt from'}</dd>
          </>
        )}
        {leads.length > 0 && (
          <>
            <dt>Leads</dt>
            <dd>{leads.length === 12 ? 'all twelve' : leads.join(', ')}</dd>
          </>
        )}
      </dl>
      {reasons.length > 0 && (
        <ul className="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {asked.length > 0 && (
        <>
          <h5>{criteriaRole === 'definition' ? 'Criteria that define it' : 'Criteria that speak for it'}</h5>
          {asked.map((criterion) => (
            <div key={criterion.id} className="asked">
              <p>
                <span className={criterion.met ? 'met' : 'unmet'}>{criterion.met ? 'met' : 'not met'}</span>{' '}
                {criterion.name}
              </p>
              <CriterionValues values={criterion.values} />
            </div>
          ))}
        </>
      )}
      {unjudged.length > 0 && <p className="muted">Not judged: {unjudged.join(', ')}.</p>}
    </>
  );
}
