import { type Opinion, type ReviewAction, type ReviewState, reviewState } from '../../findings/index.ts';
import type { Sql } from './database.ts';

/** What a reader may do: say something, or move a fiducial of the usual beat. */
export type EntryAction = ReviewAction | 'edit-fiducial';

/** A fiducial that was moved, ms from the onset of QRS as it was measured. */
export interface FiducialEdit {
  readonly fiducial: string;
  readonly measuredMs: number;
  /** Before this edit. */
  readonly previousMs: number;
  readonly editedMs: number;
}

/** One entry in the history of a record's review. Entries are added, never changed. */
export interface Review extends Omit<Opinion, 'action'> {
  readonly id: number;
  readonly at: string;
  /** Name of the author's key; `author` is its id. */
  readonly authorName: string;
  readonly action: EntryAction;
  readonly comment: string | null;
  /** Of `edit-fiducial` alone. */
  readonly edit: FiducialEdit | null;
}

/** What a reader says. */
export interface NewReview {
  /** Id of the author's key. */
  readonly author: string;
  readonly action: EntryAction;
  readonly statement?: string | undefined;
  readonly comment?: string | undefined;
  readonly edit?: FiducialEdit | undefined;
}

/**
 * Adds to the history of a record and brings its state up to date. To be run in a transaction: the record is locked meanwhile, so that
 * two readers at once do not overlook each other.
 *
 * @returns the new entry and state, or `undefined` when the tenant has no such record
 */
export async function addReview(
  sql: Sql,
  tenant: string,
  recordId: string,
  { author, action, statement, comment, edit }: NewReview,
): Promise<{ review: Review; state: ReviewState } | undefined> {
  const [record] = await sql.query('select id from records where tenant = $1 and id = $2 for update', [
    tenant,
    recordId,
  ]);
  if (record === undefined) return undefined;
  await sql.query(
    'insert into reviews (record_id, author, action, statement, comment, edit) values ($1, $2, $3, $4, $5, $6)',
    [recordId, author, action, statement ?? null, comment ?? null, edit === undefined ? null : JSON.stringify(edit)],
  );
  const reviews = await reviewsOf(sql, recordId);
  const state = reviewState(reviews.filter(isOpinion));
  await sql.query('update records set review_state = $2 where id = $1', [recordId, state]);
  return { review: reviews.at(-1) as Review, state };
}

/** The history of a record's review, oldest first. */
export async function reviewsOf(sql: Sql, recordId: string): Promise<Review[]> {
  const rows = await sql.query<ReviewRow>(
    `select reviews.id::int as id, at, author, keys.name as author_name, action, statement, comment, edit
     from reviews join keys on keys.id = reviews.author where record_id = $1 order by reviews.id`,
    [recordId],
  );
  return rows.map(({ at, author_name, edit, ...row }) => ({
    ...row,
    at: at.toISOString(),
    authorName: author_name,
    edit: edit === null ? null : (JSON.parse(edit) as FiducialEdit),
  }));
}

function isOpinion(review: Review): review is Review & Opinion {
  return review.action !== 'edit-fiducial';
}

interface ReviewRow extends Omit<Review, 'at' | 'authorName' | 'edit'> {
  readonly at: Date;
  readonly author_name: string;
  readonly edit: string | null;
}
