import { beforeAll, expect, test } from 'vitest';
import { dataFolderOfServer, recordFiles, type Served, startServed, uploadOf } from './served.ts';

const data = dataFolderOfServer();
const files = recordFiles();
let server: Served;
beforeAll(async () => {
  server = await startServed(data, '--rate', '1000');
}, 600_000);

/** Uploads and reviews until the server is gone; returns what was acknowledged. */
async function load(records: string[], reviews: Map<string, number>): Promise<void> {
  const json = { 'content-type': 'application/json' };
  for (;;) {
    try {
      const added = await server.ask('/v1/records', { method: 'POST', body: uploadOf(files) });
      if (added.status !== 201) continue;
      const { id } = (await added.json()) as { id: string };
      records.push(id);
      const review = { method: 'POST', headers: json, body: '{"action":"confirm","statement":"NORM"}' };
      const reviewed = await server.ask(`/v1/records/${id}/reviews`, review);
      if (reviewed.status === 201) reviews.set(id, ((await reviewed.json()) as { id: number }).id);
    } catch {
      return;
    }
  }
}

test('a server that is killed under load has every record and review that it acknowledged', async () => {
  const records: string[] = [];
  const reviews = new Map<string, number>();
  for (let round = 0; round < 3; round++) {
    const clients = Array.from({ length: 8 }, () => load(records, reviews));
    await new Promise((done) => setTimeout(done, 4000));
    await server.end('SIGKILL');
    await Promise.all(clients);
    server = await startServed(data, '--rate', '1000');
  }
  expect(records.length).toBeGreaterThan(10);
  for (const id of records) {
    const record = await server.ask(`/v1/records/${id}`);
    expect([id, record.status]).toEqual([id, 200]);
    const waveform = await (await server.ask(`/v1/records/${id}/waveform/0`)).arrayBuffer();
    expect(waveform.byteLength).toBe(240_000);
    const history = (await (await server.ask(`/v1/records/${id}/reviews`)).json()) as { reviews: { id: number }[] };
    if (reviews.has(id)) expect(history.reviews.map((review) => review.id)).toEqual([reviews.get(id)]);
  }
}, 900_000);
