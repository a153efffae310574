import type { ReviewState } from 'einthoven/findings';
import { askServer } from '../server/ask-server.ts';
import { readerName, type Server } from '../server/server.ts';
import type { FiducialEdit, ReviewEntry } from './review-entry.ts';
import type { ReviewStore } from './review-store.ts';

/** Records of the queue that are asked for at a time. */
const LIMIT = 50;

/** As the server answers it. */
interface ServerRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly review: ReviewState;
  readonly present: readonly string[];
  readonly labels: readonly string[];
}

/** As the server answers it. */
interface ServerReview extends Omit<ReviewEntry, 'record' | 'edit'> {
  readonly authorName: string;
  readonly edit: FiducialEdit | null;
}

/** Reviews of the records that lie on the server, which knows by its key who reads. */
export function serverReviews({ key, reader }: Server): ReviewStore {
  const pathOf = (record: string) => `/v1/records/${record}/reviews`;
  return {
    place: 'on the server',
    reader,
    find: async ({ state, finding, label, before }) => {
      const asked = Object.entries({ review: state, finding, label, before, limit: LIMIT });
      const query = new URLSearchParams(
        asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
      );
      const answer = await askServer(key, `/v1/records?${query}`);
      const { records, next } = (await answer.json()) as { records: readonly ServerRecord[]; next: number | null };
      return {
        records: records.map(({ createdAt: at, review, ...record }) => ({ ...record, state: review, at })),
        ...(next !== null && { next }),
      };
    },
    entriesOf: async (record) => {
      const answer = await askServer(key, pathOf(record));
      const { reviews } = (await answer.json()) as { reviews: readonly ServerReview[] };
      return reviews.map(({ at, author, authorName, action, statement, comment, edit }) => ({
        at,
        record,
        author: readerName({ id: author, name: authorName }),
        action,
        statement,
        comment,
        ...(edit !== null && { edit }),
      }));
    },
    addEntry: async ({ record, action, statement, comment, edit }) => {
      const body = JSON.stringify({
        action,
        edit,
        ...(statement !== null && { statement }),
        ...(comment !== null && { comment }),
      });
      await askServer(key, pathOf(record), { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    },
    // The server knows its records.
    keepRecord: async () => undefined,
  };
}
