import { useEffect, useState } from 'react';
import type { Judgement } from '../line/tasks.ts';
import type { KnownRecord, ReviewEntry } from './review-entry.ts';
import type { ReviewStore } from './review-store.ts';

/** What a reader adds; record, time and author are filled in. */
export type NewEntry = Pick<ReviewEntry, 'action' | 'statement'> & Partial<Pick<ReviewEntry, 'comment' | 'edit'>>;

/** The review of the record on the page. */
export interface Review {
  readonly entries: readonly ReviewEntry[];
  /** Where it is kept, in words. */
  readonly place: string;
  /** Who reads: a name that stands beside what is added; empty until it is given. */
  readonly reader: string;
  /** Absent where the store knows who reads. */
  readonly setReader?: (reader: string) => void;
  readonly add: (entry: NewEntry) => void;
  /** Why nothing can be kept, in words; absent where it can. */
  readonly failure?: string;
}

const READER_KEY = 'einthoven.reader';

/**
 * Reads and adds to the review of a judged record, and lets the queue know the record.
 *
 * @param record as the store names it; absent until it is known
 */
export function useReview(store: ReviewStore, record: string | undefined, judgement: Judgement | undefined): Review {
  const [entries, setEntries] = useState<readonly ReviewEntry[]>([]);
  const [name, setName] = useState(() => localStorage.getItem(READER_KEY) ?? '');
  const [failure, setFailure] = useState<string>();
  const fail = (error: Error) => setFailure(`The review cannot be kept ${store.place}: ${error.message}`);
  const known = judgement && knownRecord(judgement);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a record is made known once, not with every correction of it
  useEffect(() => {
    setEntries([]);
    if (record === undefined) return;
    if (known !== undefined) store.keepRecord(known).catch(fail);
    store.entriesOf(record).then(setEntries).catch(fail);
  }, [store, record, known?.sha256]);

  const reader = store.reader ?? name;
  const add = (entry: NewEntry) => {
    if (record === undefined) return;
    const author = reader.trim() || 'unnamed reader';
    store
      .addEntry({ comment: null, ...entry, record, author, at: new Date().toISOString() })
      .then(() => store.entriesOf(record))
      .then((all) => {
        setEntries(all);
        setFailure(undefined);
      })
      .catch(fail);
  };
  const setReader = (next: string) => {
    localStorage.setItem(READER_KEY, next);
    setName(next);
  };
  return {
    entries,
    place: store.place,
    reader,
    add,
    ...(store.reader === undefined && { setReader }),
    ...(failure !== undefined && { failure }),
  };
}

function knownRecord({ bundle: { record, findings } }: Judgement): KnownRecord {
  const present = findings.filter(({ decision, level }) => decision === 'present' && level !== 'subclass');
  return {
    sha256: record.sha256,
    name: record.name,
    durationSec: record.durationMs / 1000,
    judgedAt: new Date().toISOString(),
    present: present.map((one) => one.class),
  };
}
