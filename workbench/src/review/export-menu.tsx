import { useState } from 'react';
import type { Judgement } from '../line/tasks.ts';
import { EXPORTS, type ExportedFile } from './exports.ts';
import type { ReviewEntry } from './review-entry.ts';

interface ExportMenuProps {
  readonly judgement: Judgement;
  readonly entries: readonly ReviewEntry[];
}

/** Saves evidence and review as files. */
export function ExportMenu({ judgement, entries }: ExportMenuProps) {
  const [failure, setFailure] = useState<string>();
  const names = Object.keys(EXPORTS) as (keyof typeof EXPORTS)[];
  const run = (name: keyof typeof EXPORTS) => {
    setFailure(undefined);
    EXPORTS[name](judgement, entries).then(saveFile, (error: Error) => setFailure(`${name}: ${error.message}`));
  };
  return (
    <div className="export">
      <h4 id="export-title">Export</h4>
      <div className="buttons">
        {names.map((name) => (
          <button key={name} type="button" aria-label={`Export as ${name}`} onClick={() => run(name)}>
            {name}
          </button>
        ))}
      </div>
      {failure !== undefined && (
        <p className="warning" role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}

/** Hands a file to the browser, which saves it or asks where. */
export function saveFile({ name, type, content }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
