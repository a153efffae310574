import type { ReviewState } from 'einthoven/findings';
import { useEffect, useState } from 'react';
import type { RecordFiles } from '../open/record-files.ts';
import type { Server } from '../server/server.ts';
import { QueueFilter } from './queue-filter.tsx';
import { type QueueRow, QueueTable } from './queue-table.tsx';
import type { QueuedRecord, QueueSearch, ReviewStore } from './review-store.ts';
import { ServerQueue } from './server-queue.tsx';

interface QueuePageProps {
  /** Records that are open. */
  readonly records: readonly RecordFiles[];
  readonly browser: ReviewStore;
  /** The server and its reviews, where there is one. */
  readonly served?: { readonly server: Server; readonly store: ReviewStore } | undefined;
  /** Shows a record that is open. */
  readonly onShow: (record: RecordFiles) => void;
  /** Opens one that lies on the server. */
  readonly onOpen: (record: RecordFiles) => void;
}

/** Records by the state of their review: those on the server, and those that are open or were judged in this browser. */
export function QueuePage({ records, browser, served, onShow, onOpen }: QueuePageProps) {
  return (
    <div className="queues">
      <h2>Review queue</h2>
      {served !== undefined && <ServerQueue {...served} onOpen={onOpen} />}
      <BrowserQueue records={records.filter(({ kind }) => kind !== 'stored')} store={browser} onShow={onShow} />
    </div>
  );
}

interface BrowserQueueProps {
  readonly records: readonly RecordFiles[];
  readonly store: ReviewStore;
  readonly onShow: (record: RecordFiles) => void;
}

function BrowserQueue({ records, store, onShow }: BrowserQueueProps) {
  const [search, setSearch] = useState<QueueSearch>({});
  const [found, setFound] = useState<{ judged: readonly QueuedRecord[]; fitting: readonly QueuedRecord[] }>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let isLatest = true;
    Promise.all([store.find({}), store.find(search)]).then(
      ([all, fitting]) => isLatest && setFound({ judged: all.records, fitting: fitting.records }),
      (error: Error) => isLatest && setFailure(`Reviews cannot be read: ${error.message}`),
    );
    return () => {
      isLatest = false;
    };
  }, [store, search]);

  const { judged = [], fitting = [] } = found ?? {};
  // What was not judged yet is unreviewed, and nothing was found in it.
  const showsUnjudged = (search.state ?? 'unreviewed') === 'unreviewed' && search.finding === undefined;
  const rows = [
    ...judgedRows(fitting, records, onShow),
    ...(showsUnjudged ? unjudgedRows(judged, records, onShow) : []),
  ].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <section className="panel" aria-labelledby="browser-queue-title">
      <h3 id="browser-queue-title">In this browser</h3>
      {failure !== undefined && <p role="alert">{failure}</p>}
      <QueueFilter search={search} hasLabels={false} onSearch={setSearch} />
      {rows.length === 0 ? (
        <p className="muted">No record fits. Open files or a folder to fill the queue.</p>
      ) : (
        <QueueTable caption="Records and the state of their review" rows={rows} column="readers" />
      )}
      <p className="muted">
        These reviews are kept in this browser. To read a record of an earlier visit again, open its files.
      </p>
    </section>
  );
}

/** Disputed ones first, then those that nobody has read. */
const ORDER: readonly ReviewState[] = ['disputed', 'unreviewed', 'reviewed', 'adjudicated'];

/** A record that is open and one that was judged are the same by their name. */
const baseName = (name: string) => name.replace(/^.*\//, '');

function judgedRows(
  judged: readonly QueuedRecord[],
  records: readonly RecordFiles[],
  onShow: (record: RecordFiles) => void,
): readonly QueueRow[] {
  return judged.map((one) => {
    const record = records.find(({ name }) => baseName(name) === one.name);
    return { ...one, ...(record !== undefined && { open: () => onShow(record) }) };
  });
}

function unjudgedRows(
  judged: readonly QueuedRecord[],
  records: readonly RecordFiles[],
  onShow: (record: RecordFiles) => void,
): readonly QueueRow[] {
  const names = new Set(judged.map(({ name }) => name));
  return records
    .filter(({ name }) => !names.has(baseName(name)))
    .map((record) => {
      return { id: record.name, name: record.name, state: 'unreviewed', present: [], open: () => onShow(record) };
    });
}
