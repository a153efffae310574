import type { KnownRecord, ReviewEntry } from './review-entry.ts';

const DATABASE = 'einthoven-workbench';
const VERSION = 1;

/** Reviews and known records, kept in this browser. */
export interface ReviewStore {
  /** Entries of a record, oldest first. */
  entriesOf(sha256: string): Promise<readonly ReviewEntry[]>;
  allEntries(): Promise<readonly ReviewEntry[]>;
  /** Adds an entry; it is there once the promise is kept. */
  addEntry(entry: ReviewEntry): Promise<void>;
  knownRecords(): Promise<readonly KnownRecord[]>;
  keepRecord(record: KnownRecord): Promise<void>;
}

/** Opens the store. @throws DOMException where the browser keeps nothing, as in some private windows */
export async function openReviewStore(): Promise<ReviewStore> {
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore('entries', { autoIncrement: true }).createIndex('record', 'record');
    database.createObjectStore('records', { keyPath: 'sha256' });
  };
  const database = await answered(request);
  const write = async (store: 'entries' | 'records', value: object) => {
    const transaction = database.transaction(store, 'readwrite');
    transaction.objectStore(store).put(value);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  };
  const reading = (store: 'entries' | 'records') => database.transaction(store).objectStore(store);
  return {
    entriesOf: (sha256) => answered(reading('entries').index('record').getAll(sha256)),
    allEntries: () => answered(reading('entries').getAll()),
    addEntry: (entry) => write('entries', entry),
    knownRecords: () => answered(reading('records').getAll()),
    keepRecord: (record) => write('records', record),
  };
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
