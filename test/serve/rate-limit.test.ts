import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateLimit } from '../../src/serve/http/rate-limit.ts';

test('a burst is let through, then what comes back, to each one for themselves', () => {
  let now = 0;
  const limit = rateLimit(10, 3, () => now);
  const taken = (who: string) => limit.take(who) === undefined;
  expect([1, 2, 3, 4].map(() => taken('a'))).toEqual([true, true, true, false]);
  expect(taken('b')).toBe(true);
  expect(limit.take('a')).toBeCloseTo(0.1);
  now = 100;
  expect([taken('a'), taken('a')]).toEqual([true, false]);
  now = 1_000_000;
  expect([1, 2, 3, 4].map(() => taken('a'))).toEqual([true, true, true, false]);
});

test('over any time, never more are let through than the burst and what came back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), (waits) => {
      let now = 0;
      let through = 0;
      const limit = rateLimit(5, 7, () => now);
      for (const wait of waits) {
        now += wait;
        if (limit.take('a') === undefined) through += 1;
      }
      // One part in a million, for the rounding of sums.
      expect(through).toBeLessThanOrEqual(7 + (5 * now) / 1000 + 1e-6);
    }),
  );
});
