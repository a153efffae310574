import { type ChangeEvent, useRef } from 'react';
import { type FoundRecords, recordsAmong } from './record-files.ts';
import { SAMPLES } from './samples.table.ts';

/** Opens files, a folder, or a sample. */
export function OpenMenu({ onOpen }: { readonly onOpen: (found: FoundRecords) => void }) {
  return (
    <nav className="open-menu" aria-label="Open">
      <FilePicker label="Open files…" isFolder={false} onOpen={onOpen} />
      <FilePicker label="Open folder…" isFolder onOpen={onOpen} />
      <select
        aria-label="Open a simulated sample"
        value=""
        onChange={({ target }) => onOpen({ records: [{ kind: 'sample', name: target.value }] })}
      >
        <option value="" disabled>
          Sample…
        </option>
        {SAMPLES.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </nav>
  );
}

interface FilePickerProps {
  readonly label: string;
  readonly isFolder: boolean;
  readonly onOpen: (found: FoundRecords) => void;
}

/** A button in front of the browser's own picker, which cannot be styled. */
export function FilePicker({ label, isFolder, onOpen }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const picked = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = Array.from(target.files ?? []);
    // The same files may be picked again.
    target.value = '';
    if (files.length > 0) onOpen(recordsAmong(files));
  };
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={picked}
        {...(isFolder && { webkitdirectory: '' })}
      />
    </>
  );
}
