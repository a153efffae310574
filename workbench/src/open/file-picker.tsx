import { type ChangeEvent, useRef } from 'react';
import { type FoundRecords, recordsAmong } from './record-files.ts';

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
