import { FilePicker } from './file-picker.tsx';
import type { FoundRecords } from './record-files.ts';
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
