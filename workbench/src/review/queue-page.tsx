import { REVIEW_STATES, type ReviewState, reviewState } from 'einthoven/findings';
import { useEffect, useState } from 'react';
import type { RecordFiles } from '../open/record-files.ts';
import { type KnownRecord, opinionsAmong, type ReviewEntry } from './review-entry.ts';
import { reviewStore } from './use-review.ts';

interface QueuePageProps {
  /** Records that are open. */
  readonly records: readonly RecordFiles[];
  readonly onOpen: (place: number) => void;
}

/** The records that are open or were judged here, by the state of their review. */
export function QueuePage({ records, onOpen }: QueuePageProps) {
  const [known, setKnown] = useState<readonly KnownRecord[]>([]);
  const [entries, setEntries] = useState<readonly ReviewEntry[]>([]);
  const [failure, setFailure] = useState<string>();
  const [shown, setShown] = useState<ReviewState | 'all'>('all');
  useEffect(() => {
    reviewStore()
      .then(async (store) => {
        setKnown(await store.knownRecords());
        setEntries(await store.allEntries());
      })
      .catch((error: Error) => setFailure(`Reviews cannot be read: ${error.message}`));
  }, []);

  const rows = queueRows(records, known, entries);
  const visible = rows.filter(({ state }) => shown === 'all' || state === shown);
  return (
    <section className="panel queue" aria-labelledby="queue-title">
      <h2 id="queue-title">Review queue</h2>
      {failure !== undefined && <p role="alert">{failure}</p>}
      <div className="fields">
        <label htmlFor="queue-state">Show</label>
        <select id="queue-state" value={shown} onChange={({ target }) => setShown(target.value as ReviewState | 'all')}>
          <option value="all">all ({rows.length})</option>
          {REVIEW_STATES.map((state) => (
            <option key={state} value={state}>
              {state} ({rows.filter((row) => row.state === state).length})
            </option>
          ))}
        </select>
      </div>
      {visible.length === 0 ? (
        <p className="muted">No record is in this state. Open files or a folder to fill the queue.</p>
      ) : (
        <table className="figures queue-table">
          <caption className="unseen">Records and the state of their review</caption>
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Review</th>
              <th scope="col">Found present</th>
              <th scope="col">Readers</th>
              <th scope="col">Judged</th>
            </tr>
          </thead>
          <tbody>
            {visible.map(({ key, name, place, state, present, readers, judgedAt }) => (
              <tr key={key}>
                <th scope="row">
                  {place === undefined ? (
                    name
                  ) : (
                    <button type="button" className="link" onClick={() => onOpen(place)}>
                      {name}
                    </button>
                  )}
                </th>
                <td>{state}</td>
                <td>{present}</td>
                <td>{readers}</td>
                <td>{judgedAt === undefined ? 'not yet' : new Date(judgedAt).toLocaleString()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="muted">
        Reviews are kept in this browser. To read a record of an earlier visit again, open its files.
      </p>
    </section>
  );
}

interface QueueRow {
  readonly key: string;
  readonly name: string;
  /** Among the open records; absent where the record is not open. */
  readonly place?: number;
  readonly state: ReviewState;
  readonly present: string;
  readonly readers: string;
  readonly judgedAt?: string;
}

/** Disputed ones first, then those that nobody has read. A record that is open and one that was judged are the same by their name. */
function queueRows(
  records: readonly RecordFiles[],
  known: readonly KnownRecord[],
  entries: readonly ReviewEntry[],
): readonly QueueRow[] {
  const judged = known.map((one): QueueRow => {
    const own = entries.filter(({ record }) => record === one.sha256);
    const place = records.findIndex(({ name }) => baseName(name) === one.name);
    return {
      key: one.sha256,
      name: one.name,
      ...(place >= 0 && { place }),
      state: reviewState(opinionsAmong(own)),
      present: one.present.join(' ') || '–',
      readers: [...new Set(own.map(({ author }) => author))].join(', ') || '–',
      judgedAt: one.judgedAt,
    };
  });
  const names = new Set(known.map(({ name }) => name));
  const unjudged = records.flatMap(({ name }, place): QueueRow[] =>
    names.has(baseName(name)) ? [] : [{ key: name, name, place, state: 'unreviewed', present: '–', readers: '–' }],
  );
  const order: readonly ReviewState[] = ['disputed', 'unreviewed', 'reviewed', 'adjudicated'];
  return [...judged, ...unjudged].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

const baseName = (name: string) => name.replace(/^.*\//, '');
