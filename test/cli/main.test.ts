import { expect, test } from 'vitest';
import { unread } from './command-line.ts';

test.each([['--help'], ['models']])('%s whose reader has gone ends quietly', async (...args) => {
  expect(await unread(...args)).toEqual({ code: 0, stderr: '' });
});
