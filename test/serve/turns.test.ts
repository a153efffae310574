import { expect, test } from 'vitest';
import { createTurns } from '../../src/serve/worker/turns.ts';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('turns are given in the order in which they were asked for', async () => {
  const turns = createTurns(2, 10);
  const order: number[] = [];
  for (let i = 0; i < 6; i++) void turns.take(never).then(() => order.push(i));
  await settled();
  expect(order).toEqual([0, 1]);
  expect(turns.waiting()).toBe(4);
  for (let i = 0; i < 4; i++) {
    turns.giveBack();
    // One that comes while another gives back waits behind all who wait already.
    if (i === 0) void turns.take(never).then(() => order.push(6));
    await settled();
  }
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  turns.giveBack();
  await settled();
  expect(order.at(-1)).toBe(6);
});

test('a turn that nobody waits for is there for who comes next', async () => {
  const turns = createTurns(1, 0);
  await turns.take(never);
  await expect(turns.take(never)).rejects.toMatchObject({ code: 'unavailable' });
  turns.giveBack();
  await turns.take(never);
});

test('who gives up waiting leaves the queue, and is told why', async () => {
  const turns = createTurns(1, 2);
  await turns.take(never);
  const impatient = new AbortController();
  const waits = turns.take(impatient.signal);
  const next = turns.take(never);
  impatient.abort();
  await expect(waits).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('too many') });
  expect(turns.waiting()).toBe(1);
  turns.giveBack();
  await next;
});

test('when turns end, all who wait and all who come are refused', async () => {
  const turns = createTurns(1, 2);
  await turns.take(never);
  const waits = turns.take(never);
  turns.end();
  const ending = { code: 'unavailable', message: expect.stringContaining('ending') };
  await expect(waits).rejects.toMatchObject(ending);
  await expect(turns.take(never)).rejects.toMatchObject(ending);
});
