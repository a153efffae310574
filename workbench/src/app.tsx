import { DISCLAIMER } from 'einthoven';
import packageJson from 'einthoven/package.json' with { type: 'json' };
import { useState } from 'react';
import type { Line } from './line/line.ts';
import { OpenMenu } from './open/open-menu.tsx';
import type { FoundRecords, RecordFiles } from './open/record-files.ts';
import { StartPage } from './open/start-page.tsx';
import { useDrop } from './open/use-drop.ts';
import { RecordPage } from './record/record-page.tsx';

/** The workbench: what was opened, and the page of one record. */
export function App({ line }: { readonly line: Line }) {
  const [records, setRecords] = useState<readonly RecordFiles[]>([]);
  const [place, setPlace] = useState(0);
  const [complaint, setComplaint] = useState<string>();
  const open = ({ records: found, complaint: why }: FoundRecords) => {
    setComplaint(why);
    if (found.length === 0) return;
    setRecords(found);
    setPlace(0);
  };
  const isOver = useDrop(open);
  const current = records[place];

  return (
    <div className={isOver ? 'workbench is-over' : 'workbench'}>
      <header className="bar">
        <a className="skip" href="#main">
          Skip to content
        </a>
        <h1 className="brand">
          Einthoven <span>workbench</span>
        </h1>
        <OpenMenu onOpen={open} />
        {records.length > 1 && <Paging place={place} count={records.length} onPlace={setPlace} />}
      </header>
      <main id="main" tabIndex={-1}>
        {complaint !== undefined && (
          <p className="complaint" role="alert">
            {complaint}
          </p>
        )}
        {current === undefined ? (
          <StartPage onOpen={open} />
        ) : (
          <RecordPage key={keyOf(current)} line={line} files={current} />
        )}
      </main>
      <footer className="foot">
        <strong>{DISCLAIMER}</strong> Version {packageJson.version}. Records are read and judged in this browser and are
        sent nowhere.
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

interface PagingProps {
  readonly place: number;
  readonly count: number;
  readonly onPlace: (place: number) => void;
}

function Paging({ place, count: records, onPlace }: PagingProps) {
  return (
    <nav className="paging" aria-label="Opened records">
      <button type="button" disabled={place === 0} onClick={() => onPlace(place - 1)}>
        Previous
      </button>
      <span>
        {place + 1} of {records}
      </span>
      <button type="button" disabled={place === records - 1} onClick={() => onPlace(place + 1)}>
        Next
      </button>
    </nav>
  );
}
