import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dataFolderOfServer, recordFiles, type Served, startServed, uploadOf } from './served.ts';

const data = dataFolderOfServer();
let server: Served;
beforeAll(async () => {
  server = await startServed(data);
}, 600_000);

const batch = (count: number) =>
  Object.assign(
    {},
    ...Array.from({ length: count }, (_, i) => recordFiles(`r${String(i).padStart(3, '0')}`, { seed: i })),
  );

interface Line {
  readonly name: string;
  readonly record?: string;
  readonly diagnosis?: { readonly findings: object };
  readonly problem?: { readonly status: number; readonly detail: string };
}

async function results(job: string): Promise<Line[]> {
  const text = await (await server.ask(`/v1/jobs/${job}/results`)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Follows the events of a job to their end. */
async function follow(job: string): Promise<{ done: number; failed: number; total: number; state: string }[]> {
  const response = await server.ask(`/v1/jobs/${job}/events`);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = (await response.text()).split('\n\n').filter((event) => event !== '');
  return events.map((event) => {
    const [, json] = /^event: progress\ndata: (.*)$/.exec(event) ?? [];
    return JSON.parse(json ?? '');
  });
}

describe('a job', () => {
  test('takes many records, tells how far it is, and gives a line for each in their order, broken ones too', async () => {
    const files = { ...batch(4), 'r001.dat': new Uint8Array(3), 'broken.hea': new TextEncoder().encode('broken\n') };
    const response = await server.ask('/v1/jobs', { method: 'POST', body: uploadOf(files, 'batch 1') });
    const job = (await response.json()) as { id: string; links: { self: string } };
    expect([response.status, response.headers.get('location')]).toEqual([202, job.links.self]);
    expect(job).toMatchObject({ total: 5, labels: ['batch 1'] });
    const events = await follow(job.id);
    expect(events.at(-1)).toMatchObject({ state: 'finished', done: 3, failed: 2, total: 5 });
    const counts = events.map(({ done, failed }) => done + failed);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const lines = await results(job.id);
    expect(lines.map(({ name }) => name)).toEqual(['broken.hea', 'r000.hea', 'r001.hea', 'r002.hea', 'r003.hea']);
    expect(lines.map(({ problem }) => problem?.status)).toEqual([422, undefined, 422, undefined, undefined]);
    expect(lines[2]?.problem?.detail).toMatch(/r001\.dat must have 120000 bytes, got 3/);
    expect(lines[1]?.diagnosis?.findings).toHaveProperty('superdiagnostic');
    const found = await (await server.ask('/v1/records?label=batch%201')).json();
    expect((found as { records: { id: string }[] }).records.map(({ id }) => id).sort()).toEqual(
      lines.flatMap(({ record }) => record ?? []).sort(),
    );
    expect(existsSync(join(data, 'jobs', job.id))).toBe(false);
  }, 120_000);

  test('without a header is refused, and leaves nothing behind', async () => {
    const response = await server.ask('/v1/jobs', { method: 'POST', body: uploadOf({ 'a.dat': new Uint8Array(8) }) });
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      422,
      expect.stringContaining('.hea'),
    ]);
    expect(readdirSync(join(data, 'jobs'))).toEqual([]);
  });

  test('outlives the death of the server: each record is done once', async () => {
    const response = await server.ask('/v1/jobs', { method: 'POST', body: uploadOf(batch(60), 'killed') });
    const { id } = (await response.json()) as { id: string };
    expect(response.status).toBe(202);
    await new Promise((done) => setTimeout(done, 700));
    await server.end('SIGKILL');
    server = await startServed(data);
    const before = (await follow(id))[0];
    // Killed in the middle of it, or there would be nothing to show.
    expect(before?.done).toBeLessThan(60);
    expect(await follow(id)).toMatchObject([{ state: 'finished', done: 60, failed: 0 }]);
    const lines = await results(id);
    expect(new Set(lines.map(({ record }) => record)).size).toBe(60);
    const found = (await (await server.ask('/v1/records?label=killed&limit=200')).json()) as { records: unknown[] };
    expect(found.records).toHaveLength(60);
  }, 600_000);

  test('is put back when the server is told to end, which it does in time', async () => {
    // A connection that the server closes for idleness just now fails an upload; asking first makes sure of a live one.
    await server.ask('/health');
    const response = await server.ask('/v1/jobs', { method: 'POST', body: uploadOf(batch(40), 'ended') });
    const { id } = (await response.json()) as { id: string };
    expect(await server.end('SIGTERM')).toBe(0);
    server = await startServed(data);
    expect((await follow(id)).at(-1)).toMatchObject({ state: 'finished', done: 40, failed: 0 });
  }, 600_000);
});
