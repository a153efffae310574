import { reviewState } from 'einthoven/findings';
import { type KnownRecord, opinionsAmong, type ReviewEntry } from './review-entry.ts';
import type { QueuedRecord, ReviewStore } from './review-store.ts';

const DATABASE = 'einthoven-workbench';
const VERSION = 1;

type Database = Pick<IDBDatabase, 'transaction'>;

/** One database for the whole page, opened when it is first needed. */
let opening: Promise<Database> | undefined;

/** Reviews and the records that were judged here, kept in this browser. Its promises fail where the browser keeps nothing, as in some private windows. */
export const browserReviews: ReviewStore = {
  place: 'in this browser',
  find: async ({ state, finding }) => {
    const known: readonly KnownRecord[] = await answered((await reading('records')).getAll());
    const entries: readonly ReviewEntry[] = await answered((await reading('entries')).getAll());
    const records = known
      .map((record) => queued(record, entries))
      .filter((one) => state === undefined || one.state === state)
      .filter(({ present }) => finding === undefined || present.includes(finding));
    return { records };
  },
  entriesOf: async (record) => answered((await reading('entries')).index('record').getAll(record)),
  addEntry: (entry) => write('entries', entry),
  keepRecord: (record) => write('records', record),
};

function database(): Promise<Database> {
  opening ??= openDatabase();
  return opening;
}

async function reading(store: 'entries' | 'records'): Promise<IDBObjectStore> {
  return (await database()).transaction(store).objectStore(store);
}

async function write(store: 'entries' | 'records', value: object): Promise<void> {
  const transaction = (await database()).transaction(store, 'readwrite');
  transaction.objectStore(store).put(value);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore('entries', { autoIncrement: true }).createIndex('record', 'record');
    database.createObjectStore('records', { keyPath: 'sha256' });
  };
  return answered(request);
}

function queued({ sha256, name, present, judgedAt }: KnownRecord, entries: readonly ReviewEntry[]): QueuedRecord {
  const own = entries.filter(({ record }) => record === sha256);
  const readers = [...new Set(own.map(({ author }) => author))];
  return { id: sha256, name, state: reviewState(opinionsAmong(own)), present, readers, at: judgedAt };
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
