import { DISCLAIMER } from 'einthoven';
import packageJson from 'einthoven/package.json' with { type: 'json' };
import { useEffect, useMemo, useState } from 'react';
import { DatasetsPage } from './datasets/datasets-page.tsx';
import type { Line } from './line/line.ts';
import { OpenMenu } from './open/open-menu.tsx';
import { Paging } from './open/paging.tsx';
import type { FoundRecords, RecordFiles } from './open/record-files.ts';
import { StartPage } from './open/start-page.tsx';
import { useDrop } from './open/use-drop.ts';
import { PageLinks, usePage } from './pages.tsx';
import { RecordPage } from './record/record-page.tsx';
import { browserReviews } from './review/browser-reviews.ts';
import { QueuePage } from './review/queue-page.tsx';
import { serverReviews } from './review/server-reviews.ts';
import { keepOnServer } from './server/server.ts';
import { useServer } from './server/use-server.ts';
import { ThemeMenu } from './style/theme-menu.tsx';

/** The workbench: what was opened, and its pages. */
export function App({ line, serverKey }: { readonly line: Line; readonly serverKey: string | undefined }) {
  const [records, setRecords] = useState<readonly RecordFiles[]>([]);
  const [place, setPlace] = useState(0);
  const [complaint, setComplaint] = useState<string>();
  const [page, goTo] = usePage();
  const { server, failure } = useServer(serverKey);
  const served = useMemo(() => server && { server, store: serverReviews(server) }, [server]);
  const open = ({ records: found, complaint: why }: FoundRecords) => {
    setComplaint(why);
    if (found.length === 0) return;
    // Samples and records of the server join what is open already, so that they can be compared; files begin anew.
    const joins = found.every(({ kind }) => kind !== 'wfdb');
    const kept = joins ? records.filter((known) => !found.some((one) => isSame(one, known))) : [];
    setRecords([...kept, ...found]);
    setPlace(kept.length);
    goTo('record');
  };
  const show = (record: RecordFiles) => {
    setPlace(records.indexOf(record));
    goTo('record');
  };
  const keep = async (files: RecordFiles & { kind: 'wfdb' }, key: string) => {
    const stored = await keepOnServer(key, files);
    setRecords((known) => known.map((one) => (one === files ? stored : one)));
  };
  const isOver = useDrop(open);
  const current = records[place];
  useEffect(() => {
    document.title = current === undefined ? 'Einthoven workbench' : `${current.name} – Einthoven workbench`;
  }, [current]);

  return (
    <div className={isOver ? 'workbench is-over' : 'workbench'}>
      <header className="bar">
        <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
          Skip to content
        </button>
        <h1 className="brand">
          Einthoven <span>workbench</span>
        </h1>
        <PageLinks page={page} />
        <OpenMenu onOpen={open} />
        {records.length > 1 && (
          <Paging
            place={place}
            records={records.map((record) => ({ key: keyOf(record), name: record.name }))}
            onPlace={setPlace}
          />
        )}
        <ThemeMenu />
      </header>
      <main id="main" tabIndex={-1}>
        {complaint !== undefined && (
          <p className="complaint" role="alert">
            {complaint}
          </p>
        )}
        {failure !== undefined && (
          <p className="complaint" role="alert">
            {failure}
          </p>
        )}
        {page === 'queue' && (
          <QueuePage
            records={records}
            browser={browserReviews}
            served={served}
            onShow={show}
            onOpen={(record) => open({ records: [record] })}
          />
        )}
        {page === 'datasets' && <DatasetsPage />}
        {page === 'record' && current === undefined && <StartPage onOpen={open} />}
        {page === 'record' && current !== undefined && (
          <RecordPage
            key={keyOf(current)}
            line={line}
            files={current}
            others={records.filter((one) => one !== current)}
            store={(current.kind === 'stored' ? served?.store : undefined) ?? browserReviews}
            onKeep={server?.mayWrite && current.kind === 'wfdb' ? () => keep(current, server.key) : undefined}
          />
        )}
      </main>
      <footer className="foot">
        <strong>{DISCLAIMER}</strong> Version {packageJson.version}. Records are read and judged in this browser.
      </footer>
    </div>
  );
}

function isSame(one: RecordFiles, other: RecordFiles): boolean {
  return one.kind === 'stored' && other.kind === 'stored' ? one.id === other.id : one.name === other.name;
}

let count = 0;
const keys = new WeakMap<RecordFiles, number>();

/** Each opening of a record begins its page anew. */
function keyOf(files: RecordFiles): number {
  const key = keys.get(files) ?? ++count;
  keys.set(files, key);
  return key;
}
