import { settled, verdictsOn } from './review-entry.ts';
import type { Review } from './use-review.ts';

/** What readers say of one finding, and what this reader may say. Readers that differ are adjudicated by a third. */
export function FindingReview({ statement, review }: { readonly statement: string; readonly review: Review }) {
  const { entries, reader, add } = review;
  const verdicts = verdictsOn(entries, statement);
  const own = verdicts.get(reader.trim());
  const isNamed = reader.trim() !== '';
  const isDisputed = new Set(verdicts.values()).size > 1;
  const outcome = settled(entries, statement);
  return (
    <div className="finding-review">
      <div className="buttons">
        <button
          type="button"
          disabled={!isNamed}
          aria-pressed={own === true}
          onClick={() => add({ action: 'confirm', statement })}
        >
          Confirm
        </button>
        <button
          type="button"
          disabled={!isNamed}
          aria-pressed={own === false}
          onClick={() => add({ action: 'reject', statement })}
        >
          Reject
        </button>
        {isDisputed && (
          <>
            <button type="button" disabled={!isNamed} onClick={() => add({ action: 'adjudicate-present', statement })}>
              Adjudicate: present
            </button>
            <button type="button" disabled={!isNamed} onClick={() => add({ action: 'adjudicate-absent', statement })}>
              Adjudicate: absent
            </button>
          </>
        )}
      </div>
      {!isNamed && <p className="muted">Name the reader under Review to confirm or reject.</p>}
      {verdicts.size > 0 && (
        <p>
          {[...verdicts].map(([author, isPresent]) => `${author}: ${isPresent ? 'present' : 'absent'}`).join('; ')}
          {isDisputed && outcome === undefined && <strong> – disputed</strong>}
          {isDisputed && outcome !== undefined && <strong> – adjudicated {outcome ? 'present' : 'absent'}</strong>}
        </p>
      )}
    </div>
  );
}
