import type { QueuedRecord } from './review-store.ts';

/** A row of the queue: a record, and how it is opened. */
export interface QueueRow extends Omit<QueuedRecord, 'at'> {
  /** Absent where it was not judged yet. */
  readonly at?: string;
  /** Absent where its files must be opened again first. */
  readonly open?: () => void;
}

interface QueueTableProps {
  readonly caption: string;
  readonly rows: readonly QueueRow[];
  /** Whether the queue tells labels, or readers. */
  readonly column: 'labels' | 'readers';
}

/** Records and the state of their review. */
export function QueueTable({ caption, rows, column }: QueueTableProps) {
  return (
    <table className="figures queue-table">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Record</th>
          <th scope="col">Review</th>
          <th scope="col">Found present</th>
          <th scope="col">{column === 'labels' ? 'Labels' : 'Readers'}</th>
          <th scope="col">{column === 'labels' ? 'Came in' : 'Judged'}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, open, state, present, at, ...row }) => (
          <tr key={id}>
            <th scope="row">
              {open === undefined ? (
                name
              ) : (
                <button type="button" className="link" onClick={open}>
                  {name}
                </button>
              )}
            </th>
            <td>{state}</td>
            <td>{present.join(' ') || '–'}</td>
            <td>{row[column]?.join(', ') || '–'}</td>
            <td>{at === undefined ? 'not yet' : new Date(at).toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
