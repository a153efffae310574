import type { ReviewState } from 'einthoven/findings';
import type { KnownRecord, ReviewEntry } from './review-entry.ts';

/** What records are searched for; conditions that are absent hold for all. */
export interface QueueSearch {
  readonly state?: ReviewState | undefined;
  /** A class that was found present. */
  readonly finding?: string | undefined;
  readonly label?: string | undefined;
  /** `next` of the part before. */
  readonly before?: number | undefined;
}

/** A record in the queue. */
export interface QueuedRecord {
  /** As reviews name it. */
  readonly id: string;
  readonly name: string;
  readonly state: ReviewState;
  readonly present: readonly string[];
  /** Who has read it, where the queue tells. */
  readonly readers?: readonly string[];
  readonly labels?: readonly string[];
  /** When it came to be known, ISO 8601. */
  readonly at: string;
}

/** A part of the queue. */
export interface QueuePart {
  readonly records: readonly QueuedRecord[];
  /** To ask for more; absent where this was all. */
  readonly next?: number;
}

/** Where reviews are kept: in this browser (`browser-reviews.ts`), or on the server on which the record lies (`server-reviews.ts`). */
export interface ReviewStore {
  /** In words. */
  readonly place: string;
  /** Who reads, where the store knows; elsewhere readers say their names. */
  readonly reader?: string;
  find(search: QueueSearch): Promise<QueuePart>;
  /** Entries of a record, oldest first. */
  entriesOf(record: string): Promise<readonly ReviewEntry[]>;
  /** Adds an entry; it is there once the promise is kept. */
  addEntry(entry: ReviewEntry): Promise<void>;
  /** Makes a record known that was judged here. */
  keepRecord(record: KnownRecord): Promise<void>;
}
