/** The files of one record, one that lies on the server with the key to read it, or a sample that is simulated. */
export type RecordFiles =
  | { readonly kind: 'sample'; readonly name: string }
  | { readonly kind: 'stored'; readonly name: string; readonly id: string; readonly key: string }
  | { readonly kind: 'wfdb'; readonly name: string; readonly header: File; readonly signals: readonly File[] };

/** The records among some files, and what cannot be one. */
export interface FoundRecords {
  readonly records: readonly RecordFiles[];
  /** Why there is none, or what is left over, in words; absent when every file belongs to a record. */
  readonly complaint?: string;
}

const HEADER = /\.hea$/i;

/** A file's folder and name within what was opened; single files have no folder. */
const placeOf = (file: File) => file.webkitRelativePath || file.name;
const folderOf = (file: File) => placeOf(file).replace(/[^/]*$/, '');

/**
 * The records among files that somebody opened: one per WFDB header, with the files beside it that may hold its signals. Which of them the
 * header means is told when it is read.
 */
export function recordsAmong(files: readonly File[]): FoundRecords {
  const headers = files.filter(({ name }) => HEADER.test(name));
  const byFolder = new Map<string, File[]>();
  for (const file of files) {
    if (!HEADER.test(file.name)) byFolder.set(folderOf(file), [...(byFolder.get(folderOf(file)) ?? []), file]);
  }
  const records = headers
    .map((header): RecordFiles => {
      const name = placeOf(header).replace(HEADER, '');
      return { kind: 'wfdb', name, header, signals: byFolder.get(folderOf(header)) ?? [] };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (records.length > 0) return { records };
  const names = files.map(({ name }) => name);
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const complaint = `A WFDB record is a header (.hea) and its signal files, opened together. Got ${shown || 'no file'}.`;
  return { records, complaint };
}

/** Every file of what was dropped, folders searched through. */
export async function droppedFiles(items: DataTransferItemList): Promise<readonly File[]> {
  // Entries must be taken before anything is awaited: the list is emptied then.
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesBelow))).flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return files;
    files.push(...(await Promise.all(batch.map(filesBelow))).flat());
  }
}
