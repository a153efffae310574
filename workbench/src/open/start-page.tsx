import { FilePicker } from './file-picker.tsx';
import type { FoundRecords } from './record-files.ts';
import { SAMPLES } from './samples.table.ts';

/** What there is to see before a record is open. */
export function StartPage({ onOpen }: { readonly onOpen: (found: FoundRecords) => void }) {
  return (
    <section className="start" aria-labelledby="start-title">
      <h2 id="start-title">Open an ECG</h2>
      <p>
        Drop a WFDB record here (its header <code>.hea</code> together with its signal files), or a folder of records.
        It is read, measured and judged in this browser; nothing is uploaded.
      </p>
      <p className="start-buttons">
        <FilePicker label="Open files…" isFolder={false} onOpen={onOpen} />
        <FilePicker label="Open folder…" isFolder onOpen={onOpen} />
      </p>
      <h3>Or look at a simulated one</h3>
      <ul className="samples">
        {SAMPLES.map(({ name, title }) => (
          <li key={name}>
            <button type="button" className="link" onClick={() => onOpen({ records: [{ kind: 'sample', name }] })}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
