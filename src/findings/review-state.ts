/** Where the review of a record stands. */
export const REVIEW_STATES = ['unreviewed', 'reviewed', 'disputed', 'adjudicated'] as const;

/** Where the review of a record stands. */
export type ReviewState = (typeof REVIEW_STATES)[number];

/** What a reader may say: about a finding of the model, a finding of their own, or the record. */
export const REVIEW_ACTIONS = [
  'confirm',
  'reject',
  'add',
  'comment',
  'adjudicate-present',
  'adjudicate-absent',
] as const;

/** What a reader may say. */
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

/** One opinion, as far as it counts for the state. */
export interface Opinion {
  readonly author: string;
  readonly action: ReviewAction;
  /** The statement or superclass that it is about; null for a comment on the record. */
  readonly statement: string | null;
}

/**
 * The state that the opinions on a record, oldest first, add up to. Of each reader the last opinion on a statement counts: `confirm` and
 * `add` say that it is present, `reject` that it is absent. A statement on which readers differ is disputed until somebody adjudicates it.
 *
 * @example
 * const say = (author, action) => ({ author, action, statement: 'AFIB' });
 * reviewState([say('a', 'confirm'), say('b', 'reject')]) // => 'disputed'
 * reviewState([say('a', 'confirm'), say('b', 'reject'), say('c', 'adjudicate-present')]) // => 'adjudicated'
 */
export function reviewState(opinions: readonly Opinion[]): ReviewState {
  const statements = new Map<string, { verdicts: Map<string, boolean>; adjudicated: boolean }>();
  for (const { author, action, statement } of opinions) {
    if (statement === null || action === 'comment') continue;
    const known = statements.get(statement) ?? { verdicts: new Map(), adjudicated: false };
    if (action === 'adjudicate-present' || action === 'adjudicate-absent') known.adjudicated = true;
    else known.verdicts.set(author, action !== 'reject');
    statements.set(statement, known);
  }
  const all = [...statements.values()];
  const isDisputed = all.some(({ verdicts, adjudicated }) => !adjudicated && new Set(verdicts.values()).size > 1);
  if (isDisputed) return 'disputed';
  if (all.some(({ adjudicated }) => adjudicated)) return 'adjudicated';
  return all.length > 0 ? 'reviewed' : 'unreviewed';
}
