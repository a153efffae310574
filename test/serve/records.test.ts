import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readWfdb } from '../../src/record/index.ts';
import { dataFolderOfServer, recordFiles, type Served, startServed, uploadOf } from './served.ts';

const data = dataFolderOfServer();
const files = recordFiles();
const record = readWfdb(files['simulated.hea'] as Uint8Array, (name) => files[name] as Uint8Array);
let server: Served;
let id: string;

beforeAll(async () => {
  server = await startServed(data);
  const response = await server.ask('/v1/records', { method: 'POST', body: uploadOf(files, 'ward 3', 'ward 3') });
  expect(response.status).toBe(201);
  ({ id } = (await response.json()) as { id: string });
  expect(response.headers.get('location')).toBe(`/v1/records/${id}`);
}, 300_000);

const json = async (path: string, request?: RequestInit) => {
  const response = await server.ask(path, request);
  return { status: response.status, body: await response.json() };
};
const put = (body: unknown, method = 'PUT') => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('a record that was stored', () => {
  test('says what it is, and what the model says is present', async () => {
    const { status, body } = await json(`/v1/records/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'simulated',
      fs: 500,
      durationSec: 10,
      leads: Object.keys(record.leads),
      labels: ['ward 3'],
      // A simulated sinus rhythm without disease.
      present: expect.arrayContaining(['NORM', 'SR']),
      decidedBy: 'model',
      review: 'unreviewed',
    });
  });

  test('gives its samples back to the bit, whole and in parts', async () => {
    const path = `/v1/records/${id}/waveform/0`;
    const whole = await server.ask(path);
    const etag = whole.headers.get('etag') ?? '';
    const samples = new Float32Array(await whole.arrayBuffer());
    Object.values(record.leads).forEach((lead, k) => {
      expect(samples.slice(5000 * k, 5000 * (k + 1))).toEqual(lead);
    });
    const second = await server.ask(path, { headers: { range: 'bytes=20000-39999', 'if-range': etag } });
    expect(second.status).toBe(206);
    expect(second.headers.get('content-range')).toBe('bytes 20000-39999/240000');
    expect(new Float32Array(await second.arrayBuffer())).toEqual(Object.values(record.leads)[1]);
    expect((await server.ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const other = await server.ask(path, { headers: { range: 'bytes=0-3', 'if-range': '"other"' } });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, 240_000]);
    const behind = await server.ask(path, { headers: { range: 'bytes=240000-' } });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */240000']);
    expect((await server.ask(`/v1/records/${id}/waveform/1`)).status).toBe(404);
  });

  test('is found by finding, label and review state, and by nothing else', async () => {
    const found = async (query: string) => (await json(`/v1/records?${query}`)).body.records.length;
    expect(await found('finding=NORM')).toBe(1);
    expect(await found('finding=NORM&label=ward%203&review=unreviewed')).toBe(1);
    expect(await found('finding=AFIB')).toBe(0);
    expect(await found('label=ward')).toBe(0);
    expect(await found('review=disputed')).toBe(0);
    expect((await json('/v1/records?review=perhaps')).status).toBe(400);
  });

  test('takes other labels in place of its own', async () => {
    expect(await json(`/v1/records/${id}/labels`, put({ labels: ['b', 'a', 'b'] }))).toEqual({
      status: 200,
      body: { labels: ['b', 'a'] },
    });
    expect((await json('/v1/records?label=a')).body.records).toHaveLength(1);
    expect((await json(`/v1/records/${id}/labels`, put({ labels: [''] }))).status).toBe(400);
  });

  test('keeps the history of its review', async () => {
    const path = `/v1/records/${id}/reviews`;
    expect((await json(path, put({ action: 'confirm' }, 'POST'))).status).toBe(400);
    expect((await json(path, put({ action: 'comment' }, 'POST'))).status).toBe(400);
    const edit = { fiducial: 'qrsOff', measuredMs: 96, previousMs: 96, editedMs: 104 };
    expect((await json(path, put({ action: 'edit-fiducial' }, 'POST'))).status).toBe(400);
    expect((await json(path, put({ action: 'confirm', statement: 'NORM', edit }, 'POST'))).status).toBe(400);
    for (const review of [
      { action: 'edit-fiducial', edit },
      { action: 'confirm', statement: 'NORM' },
      { action: 'comment', comment: 'Ä slow morning' },
      { action: 'reject', statement: 'NORM' },
    ]) {
      expect((await json(path, put(review, 'POST'))).status).toBe(201);
    }
    const { body } = await json(path);
    expect(body.state).toBe('reviewed');
    expect(body.reviews).toMatchObject([
      { action: 'edit-fiducial', statement: null, edit },
      { action: 'confirm', statement: 'NORM', comment: null, authorName: 'first', edit: null },
      { action: 'comment', statement: null, comment: 'Ä slow morning' },
      { action: 'reject', statement: 'NORM' },
    ]);
  });

  test('leaves in the audit log who saw and changed it', async () => {
    const { body } = await json('/v1/audit');
    const actions = body.entries.filter((entry: { subject: string }) => entry.subject === id);
    expect(actions.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['record.add', 'record.read', 'waveform.read', 'record.label', 'review.confirm']),
    );
    expect(new Set(actions.map(({ keyId }: { keyId: string }) => keyId)).size).toBe(1);
  });

  test('is not told of in the log of the server', () => {
    const log = server.log().join('\n');
    expect(log).toContain('"route":"/v1/records/:id/waveform/:level"');
    expect(log).not.toMatch(/simulated|ward|morning/);
    expect(log).not.toContain(server.key);
  });
});

describe('other records', () => {
  test('one that the model does not take is stored with the reason', async () => {
    const header = new TextEncoder().encode('short 1 500 1000\nshort.dat 16 1000(0)/mV 16 0 0 0 0 II\n');
    const upload = uploadOf({ 'short.hea': header, 'short.dat': new Uint8Array(2000) });
    const { status, body } = await json('/v1/records', { method: 'POST', body: upload });
    expect([status, body.present]).toEqual([201, []]);
    const { body: diagnosis } = await json(`/v1/records/${body.id}/diagnosis`);
    expect(diagnosis.refusal).toMatchObject({
      code: 'model-mismatch',
      message: expect.stringContaining('record short'),
    });
    expect((await json(`/v1/records/${body.id}/quality`)).body.acceptable).toBe(false);
    expect((await json(`/v1/records/${body.id}/report`)).status).toBe(422);
    expect((await json(`/v1/records/${body.id}/explanation?class=MI`)).status).toBe(422);
  });

  test('a long one has levels of smallest and largest samples', async () => {
    const long = recordFiles('long', { durationSec: 300, fs: 250 });
    const samples = readWfdb(long['long.hea'] as Uint8Array, (name) => long[name] as Uint8Array).leads
      .V1 as Float32Array;
    const { body } = await json('/v1/records', { method: 'POST', body: uploadOf(long) });
    expect(body.part).toEqual({ fromSec: 0, toSec: 60 });
    expect(body.waveform.levels).toMatchObject([
      { samplesPerBucket: 1, buckets: 75_000 },
      { samplesPerBucket: 16, buckets: 4688, valuesPerBucket: 2 },
    ]);
    const level = await server.ask(body.waveform.levels[1].href);
    const values = new Float32Array(await level.arrayBuffer());
    const lead = values.slice(2 * 4688 * body.leads.indexOf('V1'), 2 * 4688 * (body.leads.indexOf('V1') + 1));
    for (const bucket of [0, 4095, 4096, 4687]) {
      const inside = samples.slice(16 * bucket, 16 * (bucket + 1));
      expect([lead[2 * bucket], lead[2 * bucket + 1]]).toEqual([Math.min(...inside), Math.max(...inside)]);
    }
  });

  test('a broken one is refused with the rule that it breaks, and leaves nothing behind', async () => {
    const before = readdirSync(join(data, 'records')).length;
    const dat = Uint8Array.from(files['simulated.dat'] as Uint8Array, (byte, i) => (i === 7 ? byte ^ 1 : byte));
    const response = await server.ask('/v1/records', {
      method: 'POST',
      body: uploadOf({ ...files, 'simulated.dat': dat }),
    });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status: 422,
      code: 'malformed-input',
      detail: expect.stringMatching(/checksum of .+ must be \d+, got \d+/),
    });
    expect(readdirSync(join(data, 'records'))).toHaveLength(before);
    expect(readdirSync(join(data, 'spool'))).toEqual([]);
  });

  test('one that is deleted is gone, with its files', async () => {
    const { body } = await json('/v1/records', { method: 'POST', body: uploadOf(files) });
    expect((await server.ask(`/v1/records/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await json(`/v1/records/${body.id}`)).status).toBe(404);
    expect((await server.ask(`/v1/records/${body.id}`, { method: 'DELETE' })).status).toBe(404);
    expect(existsSync(join(data, 'records', body.id))).toBe(false);
  });

  test('pages of a search do not overlap and end', async () => {
    const seen: string[] = [];
    for (let query = 'limit=1'; ; ) {
      const { body } = await json(`/v1/records?${query}`);
      seen.push(...body.records.map((found: { id: string }) => found.id));
      if (body.next === null) break;
      query = `limit=1&before=${body.next}`;
    }
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.at(-1)).toBe(id);
  });
});

describe('what needs no key', () => {
  test('health, readiness, pages and an OpenAPI 3.1 document of every path', async () => {
    for (const path of ['/health', '/ready', '/', '/api', '/api.js']) {
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(200);
    }
    const api = (await (await fetch(`${server.url}/openapi.json`)).json()) as { openapi: string; paths: object };
    expect(api.openapi).toBe('3.1.0');
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining([
        '/v1/records',
        '/v1/records/{id}',
        '/v1/records/{id}/waveform/{level}',
        '/v1/jobs/{id}/events',
      ]),
    );
  });

  test('pages ask nothing of other places', async () => {
    const pages = await Promise.all(
      ['/', '/api', '/api.js'].map(async (path) => (await fetch(server.url + path)).text()),
    );
    expect(pages.join('\n')).not.toMatch(/(?:src|href)="https?:|import .*https?:/);
  });
});

test('metrics count requests by route', async () => {
  const response = await server.ask('/metrics');
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(await response.text()).toMatch(
    /einthoven_http_request_seconds_count\{method="POST",route="\/v1\/records",status="201"\} \d/,
  );
});

test('a server that is told to end ends in peace, and another can have the folder', async () => {
  expect(await server.end('SIGTERM')).toBe(0);
  expect(existsSync(join(data, 'lock'))).toBe(false);
});
