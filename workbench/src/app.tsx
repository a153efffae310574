import { DISCLAIMER } from 'einthoven';
import packageJson from 'einthoven/package.json' with { type: 'json' };
import { useEffect, useState } from 'react';
import { DatasetsPage } from './datasets/datasets-page.tsx';
import type { Line } from './line/line.ts';
import { OpenMenu } from './open/open-menu.tsx';
import { Paging } from './open/paging.tsx';
import type { FoundRecords, RecordFiles } from './open/record-files.ts';
import { StartPage } from './open/start-page.tsx';
import { useDrop } from './open/use-drop.ts';
import { PageLinks, usePage } from './pages.tsx';
import { RecordPage } from './record/record-page.tsx';
import { QueuePage } from './review/queue-page.tsx';
import { ThemeMenu } from './style/theme-menu.tsx';

/** The workbench: what was opened, and its pages. */
export function App({ line }: { readonly line: Line }) {
  const [records, setRecords] = useState<readonly RecordFiles[]>([]);
  const [place, setPlace] = useState(0);
  const [complaint, setComplaint] = useState<string>();
  const [page, goTo] = usePage();
  const open = ({ records: found, complaint: why }: FoundRecords) => {
    setComplaint(why);
    if (found.length === 0) return;
    // Samples join what is open already, so that they can be compared; files begin anew.
    const isSample = found.every(({ kind }) => kind === 'sample');
    const kept = isSample ? records.filter(({ name }) => !found.some((one) => one.name === name)) : [];
    setRecords([...kept, ...found]);
    setPlace(kept.length);
    goTo('record');
  };
  const show = (chosen: number) => {
    setPlace(chosen);
    goTo('record');
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
        {records.length > 1 && <Paging place={place} names={records.map(({ name }) => name)} onPlace={setPlace} />}
        <ThemeMenu />
      </header>
      <main id="main" tabIndex={-1}>
        {complaint !== undefined && (
          <p className="complaint" role="alert">
            {complaint}
          </p>
        )}
        {page === 'queue' && <QueuePage records={records} onOpen={show} />}
        {page === 'datasets' && <DatasetsPage />}
        {page === 'record' && current === undefined && <StartPage onOpen={open} />}
        {page === 'record' && current !== undefined && (
          <RecordPage
            key={keyOf(current)}
            line={line}
            files={current}
            others={records.filter((one) => one !== current)}
          />
        )}
      </main>
      <footer className="foot">
        <strong>{DISCLAIMER}</strong> Version {packageJson.version}. Records are read and judged in this browser.
      </footer>
    </div>
  );
}

let count = 0;
const keys = new WeakMap<RecordFiles, number>();

/** Each opening of a record begins its page anew. */
function keyOf(files: RecordFiles): number {
  const key = keys.get(files) ?? ++count;
  keys.set(files, key);
  return key;
}
