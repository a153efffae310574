import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { openWfdb, simulateRecord, writeWfdb } from '../../src/record/index.ts';
import { describe } from '../../src/serve/worker/description.ts';
import { createRuntimeLock, lockSessions, takeForGood } from '../../src/serve/worker/runtime-lock.ts';
import { writeWaveform } from '../../src/serve/worker/waveform-levels.ts';

const built = new URL('../../dist/serve/worker/pool.js', import.meta.url).href;
const { openPool } = (await import(built)) as typeof import('../../src/serve/worker/pool.ts');
const folder = mkdtempSync(join(tmpdir(), 'einthoven-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { record } = simulateRecord({ fs: 500, durationSec: 60, heartRateBpm: 70, random: createRandom(1) });
const files = writeWfdb(record, 'x');
const open = openWfdb(files['x.hea'] as Uint8Array, (name) => {
  const bytes = files[name] as Uint8Array;
  return { byteLength: bytes.length, slice: (start, end) => bytes.subarray(start, end) };
});
const description = describe(open);
const place = join(folder, 'record');
await writeWaveform(open, place);
const question = { class: 'MI', method: 'smooth-grad', format: 'json' } as const;
const task = { description, folder: place, question, answer: join(folder, 'answer.json') };

test('threads that are ended while they are in ONNX Runtime take nothing else with them', async () => {
  // Gradients of many noisy copies of a minute take seconds; at some of these moments the thread is in the midst of a run.
  for (const taskTimeoutSec of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
    const pool = await openPool({ model: 'default', threads: 1, taskTimeoutSec });
    const started = pool.started();
    await expect(pool.run('explain', task)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(`within ${taskTimeoutSec} s`),
    });
    await expect.poll(pool.started, { timeout: 60_000 }).toBe(started + 1);
    await pool.close();
  }
}, 300_000);

test('a pool that is closed ends what it was at, which says so', async () => {
  const pool = await openPool({ model: 'default', threads: 1, taskTimeoutSec: 60 });
  const [ended] = await Promise.all([pool.run('explain', task).catch((error: unknown) => error), pool.close()]);
  expect(ended).toMatchObject({ code: 'unavailable', message: 'openPool: the server is ending' });
}, 300_000);

test('the lock of a thread is to be had when all its runs have ended, and not before', async () => {
  const lock = createRuntimeLock();
  const ends: (() => void)[] = [];
  const run = () => new Promise<Readonly<Record<string, never>>>((resolve) => ends.push(() => resolve({})));
  const { open, use } = lockSessions(async () => ({ inputs: [], outputs: [], run, close: async () => undefined }));
  use(lock);
  const session = await open(new Uint8Array(), { threads: 1 });
  const runs = [session.run({}), session.run({})];
  let isTaken = false;
  const taken = takeForGood(lock).then(() => {
    isTaken = true;
  });
  ends[0]?.();
  await runs[0];
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isTaken).toBe(false);
  ends[1]?.();
  await taken;
});
