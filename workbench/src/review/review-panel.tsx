import { reviewState } from 'einthoven/findings';
import { STATEMENTS } from 'einthoven/statements';
import { type FormEvent, useId, useState } from 'react';
import type { Judgement } from '../line/tasks.ts';
import { ExportMenu } from './export-menu.tsx';
import { opinionsAmong, type ReviewEntry } from './review-entry.ts';
import type { Review } from './use-review.ts';

interface ReviewPanelProps {
  readonly review: Review;
  readonly judgement: Judgement;
  /** Sends the record to the server, where its review is then kept; absent where that cannot be. */
  readonly onKeep?: (() => Promise<void>) | undefined;
}

/** The review of the record: who reads, what is added, what was said so far, and its export. */
export function ReviewPanel({ review, judgement, onKeep }: ReviewPanelProps) {
  const id = useId();
  const { entries, place, reader, setReader, add, failure } = review;
  const isNamed = reader.trim() !== '';
  const submit = (action: 'add' | 'comment') => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('text')).trim();
    if (text === '') return;
    add(action === 'add' ? { action, statement: text } : { action, statement: null, comment: text });
    form.reset();
  };
  return (
    <section className="panel" aria-labelledby="review-title">
      <h3 id="review-title">
        Review <small>{reviewState(opinionsAmong(entries))}</small>
      </h3>
      {failure !== undefined && <p className="warning">{failure}</p>}
      <div className="fields">
        <label htmlFor={`${id}-reader`}>Reader</label>
        <input
          id={`${id}-reader`}
          value={reader}
          autoComplete="name"
          maxLength={100}
          placeholder="name or initials"
          readOnly={setReader === undefined}
          onChange={({ target }) => setReader?.(target.value)}
        />
      </div>
      <p className="muted">Kept {place}.</p>
      {onKeep !== undefined && <KeepButton onKeep={onKeep} />}
      <form className="fields" onSubmit={submit('add')}>
        <label htmlFor={`${id}-add`}>Add finding</label>
        <input
          id={`${id}-add`}
          name="text"
          list={`${id}-codes`}
          pattern="[\w\/\(\)\-]{1,64}"
          placeholder="statement, e.g. AFIB"
          disabled={!isNamed}
        />
        <datalist id={`${id}-codes`}>
          {STATEMENTS.map(({ code, description }) => (
            <option key={code} value={code}>
              {description}
            </option>
          ))}
        </datalist>
        <button type="submit" disabled={!isNamed}>
          Add
        </button>
      </form>
      <form className="fields" onSubmit={submit('comment')}>
        <label htmlFor={`${id}-comment`}>Comment</label>
        <textarea id={`${id}-comment`} name="text" rows={2} maxLength={5000} disabled={!isNamed} />
        <button type="submit" disabled={!isNamed}>
          Keep
        </button>
      </form>
      {entries.length > 0 && (
        <ol className="history" aria-label="History of the review">
          {entries.map((entry) => (
            <li key={`${entry.at} ${entry.action} ${entry.statement}`}>
              <b>{entry.author}</b> {saying(entry)}{' '}
              <time dateTime={entry.at}>{new Date(entry.at).toLocaleString()}</time>
            </li>
          ))}
        </ol>
      )}
      <ExportMenu judgement={judgement} entries={entries} />
    </section>
  );
}

function KeepButton({ onKeep }: { readonly onKeep: () => Promise<void> }) {
  const [status, setStatus] = useState<'idle' | 'working' | { readonly failure: string }>('idle');
  const keep = () => {
    setStatus('working');
    onKeep().catch(({ message }: Error) => setStatus({ failure: `The server does not keep it: ${message}` }));
  };
  return (
    <>
      <p className="buttons">
        <button type="button" disabled={status === 'working'} onClick={keep}>
          Keep this record on the server
        </button>
      </p>
      {typeof status === 'object' && (
        <p className="warning" role="alert">
          {status.failure}
        </p>
      )}
      <p className="muted">Its review begins anew there; what was said here stays in this browser.</p>
    </>
  );
}

/** An entry in words. */
function saying({ action, statement, comment, edit }: ReviewEntry): string {
  switch (action) {
    case 'confirm':
      return `confirms ${statement}`;
    case 'reject':
      return `rejects ${statement}`;
    case 'add':
      return `adds ${statement}`;
    case 'comment':
      return `comments: ${comment}`;
    case 'adjudicate-present':
      return `adjudicates ${statement} as present`;
    case 'adjudicate-absent':
      return `adjudicates ${statement} as absent`;
    case 'edit-fiducial':
      return `moves ${edit?.fiducial} from ${edit?.previousMs.toFixed(0)} to ${edit?.editedMs.toFixed(0)} ms (measured ${edit?.measuredMs.toFixed(0)})`;
  }
}
