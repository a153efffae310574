import { parseWfdbHeader } from 'einthoven/record';
import type { RecordFiles } from '../open/record-files.ts';
import { askServer } from './ask-server.ts';

/** The server that the workbench came from, for who has a key. */
export interface Server {
  readonly key: string;
  /** The holder of the key, as reviews name them. */
  readonly reader: string;
  /** Whether records may be kept there. */
  readonly mayWrite: boolean;
}

/** Where the key of a tab is kept; the page of the API keeps it there too. */
const KEY = 'einthoven-key';

/** The key in the fragment of the address, which is sent to no server, is kept for this tab and taken out of its history. */
export function keyOfThisTab(): string | undefined {
  const [, key] = /^#key=([\w-]+)$/.exec(location.hash) ?? [];
  if (key !== undefined) {
    sessionStorage.setItem(KEY, key);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Asks whose the key is. @throws Error where the server does not take it, or does not answer */
export async function connect(key: string): Promise<Server> {
  const own = (await (await askServer(key, '/v1/key')).json()) as { id: string; name: string; scopes: string[] };
  return { key, reader: readerName(own), mayWrite: own.scopes.includes('write') };
}

/** Two readers may have one name, but no two have one key. */
export function readerName({ id, name }: { readonly id: string; readonly name: string }): string {
  return `${name} (${id.slice(0, 4)})`;
}

/** Sends a record's files to the server, which keeps it. @throws Error what the server says against it */
export async function keepOnServer(key: string, files: RecordFiles & { kind: 'wfdb' }): Promise<RecordFiles> {
  const form = new FormData();
  form.append('file', files.header);
  // Of all that lies beside the header, what it names.
  const { signals } = parseWfdbHeader(new Uint8Array(await files.header.arrayBuffer()));
  const named = new Set(signals.map(({ fileName }) => fileName));
  for (const file of files.signals) if (named.has(file.name)) form.append('file', file);
  const kept = await askServer(key, '/v1/records', { method: 'POST', body: form });
  const { id, name } = (await kept.json()) as { id: string; name: string };
  return { kind: 'stored', name, id, key };
}
