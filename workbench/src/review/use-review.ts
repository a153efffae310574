import { useEffect, useState } from 'react';
import type { Judgement } from '../line/tasks.ts';
import type { ReviewEntry } from './review-entry.ts';
import { openReviewStore, type ReviewStore } from './review-store.ts';

/** What a reader adds; record, time and author are filled in. */
export type NewEntry = Pick<ReviewEntry, 'action' | 'statement'> & Partial<Pick<ReviewEntry, 'comment' | 'edit'>>;

/** The review of the record on the page. */
export interface Review {
  readonly entries: readonly ReviewEntry[];
  /** Who reads: a name that stands beside what is added; empty until it is given. */
  readonly reader: string;
  readonly setReader: (reader: string) => void;
  readonly add: (entry: NewEntry) => void;
  /** Why nothing can be kept, in words; absent where it can. */
  readonly failure?: string;
}

const READER_KEY = 'einthoven.reader';

/** One database for the whole page. */
let opening: Promise<ReviewStore> | undefined;

/** The store, opened once. */
export function reviewStore(): Promise<ReviewStore> {
  opening ??= openReviewStore();
  return opening;
}

/** Reads and adds to the review of a judged record, and lets the queue know the record. */
export function useReview(judgement: Judgement | undefined): Review {
  const [entries, setEntries] = useState<readonly ReviewEntry[]>([]);
  const [reader, setReader] = useState(() => localStorage.getItem(READER_KEY) ?? '');
  const [failure, setFailure] = useState<string>();
  const sha256 = judgement?.bundle.record.sha256;
  const fail = (error: unknown) => setFailure(`Reviews cannot be kept in this browser: ${(error as Error).message}`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a record is made known once, not with every correction of it
  useEffect(() => {
    if (judgement === undefined || sha256 === undefined) return;
    const { record, findings } = judgement.bundle;
    const known = {
      sha256,
      name: record.name,
      durationSec: record.durationMs / 1000,
      judgedAt: new Date().toISOString(),
      present: findings
        .filter(({ decision, level }) => decision === 'present' && level !== 'subclass')
        .map((one) => one.class),
    };
    reviewStore()
      .then(async (store) => {
        await store.keepRecord(known);
        setEntries(await store.entriesOf(sha256));
      })
      .catch(fail);
  }, [sha256]);

  const add = (entry: NewEntry) => {
    if (sha256 === undefined) return;
    const whole: ReviewEntry = {
      comment: null,
      ...entry,
      record: sha256,
      author: reader.trim() || 'unnamed reader',
      at: new Date().toISOString(),
    };
    reviewStore()
      .then(async (store) => {
        await store.addEntry(whole);
        setEntries(await store.entriesOf(sha256));
      })
      .catch(fail);
  };
  const keepReader = (name: string) => {
    localStorage.setItem(READER_KEY, name);
    setReader(name);
  };
  return { entries, reader, setReader: keepReader, add, ...(failure !== undefined && { failure }) };
}
