import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { openWfdb, simulateRecord, writeWfdb } from '../../src/record/index.ts';
import { describe } from '../../src/serve/work/description.ts';
import { writeWaveform } from '../../src/serve/work/waveform-levels.ts';

const built = new URL('../../dist/serve/work/pool.js', import.meta.url).href;
const { openPool } = (await import(built)) as typeof import('../../src/serve/work/pool.ts');
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

test('a thread that is ended while it is in ONNX Runtime takes nothing else with it', async () => {
  const pool = await openPool({ model: 'default', threads: 1, taskTimeoutSec: 0.2 });
  const started = pool.started();
  // A minute of many noisy copies: seconds of gradients, so that every one is ended in the middle of them.
  for (let i = 0; i < 3; i++) {
    const task = { description, folder: place, question, answer: join(folder, 'answer.json') };
    await expect(pool.run('explain', task)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('within 0.2 s'),
    });
  }
  await expect.poll(pool.started, { timeout: 60_000 }).toBeGreaterThan(started);
  const endings = Promise.allSettled([
    pool.run('explain', { description, folder: place, question, answer: join(folder, 'answer.json') }),
  ]);
  await pool.close();
  expect(await endings).toMatchObject([{ status: 'rejected' }]);
}, 120_000);
