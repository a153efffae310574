import type { EvidenceBundle } from 'einthoven/report';
import { useState } from 'react';
import type { Explaining } from '../explanation/use-explanation.ts';
import type { Review } from '../review/use-review.ts';
import { FindingRow } from './finding-row.tsx';
import { type BundledFinding, Mark } from './mark.tsx';

/** Statements that are less probable than this are shown on demand. */
const SHOWN_PROBABILITY = 0.1;

const LEVELS = [
  ['superclass', 'Superclasses'],
  ['statement', 'Statements'],
  ['named', 'By criteria alone'],
  ['subclass', 'Subclasses'],
] as const;

interface FindingsPanelProps {
  readonly bundle: EvidenceBundle;
  readonly review: Review;
  readonly explaining: Explaining;
}

/** What is decided about the record: classes with probability, confidence set and evidence. */
export function FindingsPanel({ bundle, review, explaining }: FindingsPanelProps) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = bundle.findings.filter((finding) => showsAll || isNotable(finding));
  return (
    <section className="panel findings" aria-labelledby="findings-title">
      <h3 id="findings-title">Findings</h3>
      <p className="legend">
        <span>
          <Mark decision="present" /> present
        </span>
        <span>
          <Mark decision="undetermined" /> undetermined
        </span>
        <span>
          <Mark decision="absent" /> absent
        </span>
      </p>
      {LEVELS.map(([level, title]) => {
        const rows = shown.filter((finding) => finding.level === level);
        return rows.length === 0 ? null : (
          <div key={level}>
            <h4>{title}</h4>
            <ul className="finding-list">
              {rows.map((finding) => (
                <FindingRow
                  key={finding.class}
                  finding={finding}
                  criteria={bundle.criteria}
                  review={review}
                  explaining={explaining}
                />
              ))}
            </ul>
          </div>
        );
      })}
      <button type="button" className="link" aria-pressed={showsAll} onClick={() => setShowsAll(!showsAll)}>
        {showsAll ? 'Show what is notable' : `Show all ${bundle.findings.length}`}
      </button>
    </section>
  );
}

/** Superclasses, what is present, and what could be. */
function isNotable({ level, decision, probability = 0, agreement }: BundledFinding): boolean {
  if (level === 'superclass' || agreement === 'conflict') return true;
  if (level === 'subclass') return false;
  return decision === 'present' || (decision === 'undetermined' && probability >= SHOWN_PROBABILITY);
}
