import { useEffect, useState } from 'react';
import type { RecordFiles } from '../open/record-files.ts';
import type { Server } from '../server/server.ts';
import { QueueFilter } from './queue-filter.tsx';
import { QueueTable } from './queue-table.tsx';
import type { QueuePart, QueueSearch, ReviewStore } from './review-store.ts';

interface ServerQueueProps {
  readonly server: Server;
  readonly store: ReviewStore;
  readonly onOpen: (record: RecordFiles) => void;
}

/** The records that lie on the server, newest first. */
export function ServerQueue({ server, store, onOpen }: ServerQueueProps) {
  const [search, setSearch] = useState<QueueSearch>({});
  const [found, setFound] = useState<QueuePart>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let isLatest = true;
    store.find(search).then(
      ({ records, ...rest }) => {
        if (!isLatest) return;
        setFailure(undefined);
        setFound((before) =>
          search.before === undefined
            ? { records, ...rest }
            : { records: [...(before?.records ?? []), ...records], ...rest },
        );
      },
      (error: Error) => isLatest && setFailure(`The server's records cannot be listed: ${error.message}`),
    );
    return () => {
      isLatest = false;
    };
  }, [store, search]);

  const rows = (found?.records ?? []).map((record) => {
    const { id, name } = record;
    return { ...record, open: () => onOpen({ kind: 'stored', name, id, key: server.key }) };
  });
  return (
    <section className="panel" aria-labelledby="server-queue-title">
      <h3 id="server-queue-title">On the server</h3>
      {failure !== undefined && <p role="alert">{failure}</p>}
      <QueueFilter search={search} hasLabels onSearch={(next) => setSearch({ ...next, before: undefined })} />
      {found !== undefined && rows.length === 0 && <p className="muted">No record fits.</p>}
      {rows.length > 0 && (
        <QueueTable caption="Records on the server and the state of their review" rows={rows} column="labels" />
      )}
      {found?.next !== undefined && (
        <p className="buttons">
          <button type="button" onClick={() => setSearch({ ...search, before: found.next })}>
            Show more
          </button>
        </p>
      )}
      <p className="muted">
        You read as {server.reader}. What is present is said by the model alone until the server is first asked for a
        diagnosis.
      </p>
    </section>
  );
}
