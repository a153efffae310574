import { expect, test } from 'vitest';
import { type ReviewAction, reviewState } from '../../src/findings/index.ts';

const say = (author: string, action: ReviewAction, statement: string | null = 'AFIB') => ({
  author,
  action,
  statement,
});

test.each([
  ['nobody has said anything', [], 'unreviewed'],
  ['a comment is no opinion', [say('a', 'comment'), say('a', 'comment', null)], 'unreviewed'],
  ['one reader has', [say('a', 'confirm')], 'reviewed'],
  ['two agree, one by adding what the other confirms', [say('a', 'confirm'), say('b', 'add')], 'reviewed'],
  ['two differ', [say('a', 'confirm'), say('b', 'reject')], 'disputed'],
  ['they differ about different statements', [say('a', 'confirm'), say('b', 'reject', 'MI')], 'reviewed'],
  ['one has changed their mind', [say('a', 'confirm'), say('b', 'reject'), say('b', 'confirm')], 'reviewed'],
  [
    'one dispute of two is settled',
    [
      say('a', 'confirm'),
      say('b', 'reject'),
      say('a', 'confirm', 'MI'),
      say('b', 'reject', 'MI'),
      say('c', 'adjudicate-present'),
    ],
    'disputed',
  ],
  [
    'it is settled, and stays so whatever is said later',
    [say('a', 'confirm'), say('b', 'reject'), say('c', 'adjudicate-absent'), say('a', 'reject'), say('b', 'confirm')],
    'adjudicated',
  ],
] as const)('when %s, the state follows', (_, opinions, state) => {
  expect(reviewState(opinions)).toBe(state);
});
