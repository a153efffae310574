import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dataFolderOfServer, keysAdd, recordFiles, type Served, startServed, uploadOf } from './served.ts';

const data = dataFolderOfServer();
const files = recordFiles('mueller', { durationSec: 4 });
let server: Served;
let id: string;
let job: string;
/** Keys by what they are for, all of the same tenant but one. */
const keys: Record<string, { id: string; token: string }> = {};
/** Another tenant's key is made on the command line, as nobody can make one through the API. */
let strange: string;

beforeAll(async () => {
  server = await startServed(data);
  await server.end('SIGTERM');
  strange = keysAdd(data, 'stranger', 'elsewhere', 'read,write,review,adjudicate,metrics,admin');
  server = await startServed(data, { key: server.key }, '--max-upload', '1', '--rate', '1000');
  for (const scopes of [['read'], ['write'], ['review'], ['metrics'], ['read', 'write', 'review']]) {
    const made = await server.ask('/v1/keys', post({ name: scopes.join(' and '), scopes }));
    expect(made.status).toBe(201);
    keys[scopes.join()] = (await made.json()) as { id: string; token: string };
  }
  const added = await server.ask('/v1/records', { method: 'POST', body: uploadOf(files, 'Station 3') });
  ({ id } = (await added.json()) as { id: string });
  const batch = await server.ask('/v1/jobs', { method: 'POST', body: uploadOf(files) });
  ({ id: job } = (await batch.json()) as { id: string });
  await (await server.ask(`/v1/jobs/${job}/events`)).text();
}, 300_000);

const post = (body: unknown, method = 'POST') => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Every operation that needs a key, with a request that would succeed. */
const operations = (): readonly (readonly [path: string, scope: string, request?: () => RequestInit])[] => [
  ['/v1/records', 'read'],
  [`/v1/records/${id}`, 'read'],
  [`/v1/records/${id}/waveform/0`, 'read'],
  [`/v1/records/${id}/diagnosis`, 'read'],
  [`/v1/records/${id}/quality`, 'read'],
  [`/v1/records/${id}/measurements`, 'read'],
  [`/v1/records/${id}/explanation?class=NORM`, 'read'],
  [`/v1/records/${id}/report`, 'read'],
  [`/v1/records/${id}/reviews`, 'read'],
  [`/v1/jobs/${job}`, 'read'],
  [`/v1/jobs/${job}/events`, 'read'],
  [`/v1/jobs/${job}/results`, 'read'],
  [`/v1/records/${id}/reviews`, 'review', () => post({ action: 'confirm', statement: 'NORM' })],
  [`/v1/records/${id}/reviews`, 'adjudicate', () => post({ action: 'adjudicate-present', statement: 'NORM' })],
  ['/v1/records', 'write', () => ({ method: 'POST', body: uploadOf(files) })],
  ['/v1/jobs', 'write', () => ({ method: 'POST', body: uploadOf(files) })],
  [`/v1/records/${id}/labels`, 'write', () => post({ labels: ['taken'] }, 'PUT')],
  [`/v1/records/${id}`, 'write', () => ({ method: 'DELETE' })],
  ['/metrics', 'metrics'],
  ['/v1/keys', 'admin'],
  ['/v1/keys', 'admin', () => post({ name: 'more', scopes: ['admin'] })],
  [`/v1/keys/${keys.read?.id}`, 'admin', () => ({ method: 'DELETE' })],
  ['/v1/audit', 'admin'],
];

async function statuses(key: string, of = operations()): Promise<number[]> {
  const all: number[] = [];
  for (const [path, , request] of of) {
    const response = await server.ask(path, { key, ...request?.() });
    await response.arrayBuffer();
    all.push(response.status);
  }
  return all;
}

describe('a request gets nothing', () => {
  test('without a key, or with one that is none', async () => {
    const { token = '' } = keys.read ?? {};
    const wrong = token.endsWith('A') ? 'B' : 'A';
    for (const [path, , request] of operations()) {
      const response = await fetch(`${server.url}${path}`, request?.());
      // Who tries many is told to wait.
      expect([401, 429], path).toContain(response.status);
      expect(Object.keys((await response.json()) as object).sort()).toEqual(['detail', 'status', 'title', 'type']);
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const [readRecord] = [`/v1/records/${id}`];
    for (const header of [
      token,
      `Basic ${token}`,
      `Bearer ${token.slice(0, -1)}${wrong}`,
      `Bearer ${token} x`,
      'Bearer',
    ]) {
      const response = await fetch(`${server.url}${readRecord}`, { headers: { authorization: header } });
      expect([header, response.status]).toEqual([header, 401]);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    // A key belongs into its header, where no log and no history keeps it.
    expect((await fetch(`${server.url}${readRecord}?key=${token}`)).status).toBe(401);
  });

  test.each(['read', 'write', 'review', 'metrics'])('with a key for %s alone, but what that is for', async (scope) => {
    const others = operations().filter(([, needed]) => needed !== scope);
    expect(await statuses(keys[scope]?.token ?? '', others)).toEqual(others.map(() => 403));
  });

  test('with the key of another tenant, who cannot tell whether there is a record', async () => {
    const ofRecords = operations().filter(([path]) => path.includes(id) || path.includes(job));
    expect(await statuses(strange, ofRecords)).toEqual(ofRecords.map(() => 404));
    const unknown = await server.ask('/v1/records/00000000-0000-4000-8000-000000000000', { key: strange });
    const hidden = await server.ask(`/v1/records/${id}`, { key: strange });
    expect(await hidden.text()).toBe(await unknown.text());
    const listed = async (path: string) => (await server.ask(path, { key: strange })).json();
    expect(await listed('/v1/records')).toEqual({ records: [], next: null });
    expect(await listed('/v1/keys')).toMatchObject([{ name: 'stranger' }]);
    expect(JSON.stringify(await listed('/v1/audit'))).not.toContain(keys.read?.id);
    const revoked = await server.ask(`/v1/keys/${keys.read?.id}`, { key: strange, method: 'DELETE' });
    expect(revoked.status).toBe(400);
    expect((await server.ask(`/v1/records/${id}`, { key: keys.read?.token })).status).toBe(200);
  });

  test('with a key that is revoked, from that moment on', async () => {
    const made = await server.ask('/v1/keys', post({ name: 'short', scopes: ['read'] }));
    const { id: shortId, token } = (await made.json()) as { id: string; token: string };
    expect((await server.ask('/v1/records', { key: token })).status).toBe(200);
    expect((await server.ask(`/v1/keys/${shortId}`, { method: 'DELETE' })).status).toBe(200);
    expect((await server.ask('/v1/records', { key: token })).status).toBe(401);
  });

  test('a key of any scope is told whose it is, without its secret', async () => {
    const own = await server.ask('/v1/key', { key: keys.metrics?.token });
    const { id: ownId } = keys.metrics ?? {};
    expect(await own.json()).toMatchObject({ id: ownId, name: 'metrics', scopes: ['metrics'], revokedAt: null });
    expect((await fetch(`${server.url}/v1/key`)).status).toBe(401);
  });

  test('with tricks in its path', async () => {
    const inside = ['first-key', 'database/PG_VERSION', `records/${id}/level-0.f32`, 'lock'];
    const climbs = ['..%2f', '..%5c', '%2e%2e%2f', '....//', '..%252f', '%c0%ae%c0%ae/', '../', './/', '%00/'];
    const places = [...inside.flatMap((name) => climbs.map((climb) => `${climb.repeat(3)}${name}`)), '%2fetc%2fpasswd'];
    const bases = ['/', '/assets/', '/v1/records/', `/v1/records/${id}/waveform/`, `/v1/records/${id}/`, '/v1/jobs/'];
    for (const base of bases) {
      for (const place of [...places, '%00', `${'a'.repeat(5000)}`, `${id}%00`, '0%00', '-1', '1e9', 'NaN']) {
        const { status, body } = await rawGet(base + place);
        expect([base + place, status >= 400 && status < 500]).toEqual([base + place, true]);
        expect(body).not.toMatch(/root:|ein_[0-9a-f]{12}_/);
      }
    }
  });
});

/** A path as it stands: `fetch` would tidy it up. */
function rawGet(path: string): Promise<{ status: number; body: string }> {
  const { port } = new URL(server.url);
  const headers = { authorization: `Bearer ${server.key}` };
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('an upload', () => {
  const header = (name: string) => new TextEncoder().encode(`x 1 500 1000\n${name} 16 1000(0)/mV 16 0 0 0 0 II\n`);

  test.each(['/etc/passwd', '../first-key', '../../lock', '..\\first-key', 'sub/x.dat'])(
    'whose header names %s gets that file only where it was sent along',
    async (name) => {
      const before = readdirSync(join(data, 'records'));
      const without = await server.ask('/v1/records', { method: 'POST', body: uploadOf({ 'x.hea': header(name) }) });
      expect(without.status).toBeGreaterThanOrEqual(400);
      expect(without.status).toBeLessThan(500);
      const sent = uploadOf({ 'x.hea': header(name), [name]: new Uint8Array(2000) });
      const response = await server.ask('/v1/records', { method: 'POST', body: sent });
      expect([201, 422]).toContain(response.status);
      // Whatever files are called, folders are called by ids.
      const made = readdirSync(join(data, 'records')).filter((folder) => !before.includes(folder));
      expect(made.every((folder) => /^[0-9a-f-]{36}$/.test(folder))).toBe(true);
      expect(readdirSync(data).sort()).toEqual([
        'database',
        'first-key',
        'jobs',
        'lock',
        'records',
        'server-id',
        'spool',
      ]);
    },
  );

  test('that is too large is refused, whether it says its length or not, and leaves nothing behind', async () => {
    const large = { 'x.hea': header('x.dat'), 'x.dat': new Uint8Array(3 << 20) };
    const said = await server.ask('/v1/records', { method: 'POST', body: uploadOf(large) });
    expect(said.status).toBe(413);
    const form = new Response(uploadOf(large));
    const chunked = await server.ask('/v1/jobs', {
      method: 'POST',
      body: form.body,
      duplex: 'half',
      headers: { 'content-type': form.headers.get('content-type') ?? '' },
    } as RequestInit);
    expect(chunked.status).toBe(413);
    expect(readdirSync(join(data, 'spool'))).toEqual([]);
    expect(readdirSync(join(data, 'jobs'))).toEqual([]);
  });

  test('of anything but a form is refused', async () => {
    const json = await server.ask('/v1/records', post({ file: 'x' }));
    expect(json.status).toBe(415);
  });

  test('of names that are too long, twice there or hold NUL is refused', async () => {
    const named = async (name: string) => {
      const body = uploadOf({ [name]: header('x.dat') });
      return (await server.ask('/v1/records', { method: 'POST', body })).status;
    };
    expect(await named(`${'x'.repeat(300)}.hea`)).toBe(400);
    expect(await named('x\0.hea')).toBe(400);
    const twice = uploadOf({ 'x.hea': header('x.dat') });
    twice.append('file', new Blob(['x']), 'x.hea');
    expect((await server.ask('/v1/records', { method: 'POST', body: twice })).status).toBe(400);
  });
});

test('a body of JSON has a limit', async () => {
  const comment = 'x'.repeat(2 << 20);
  const response = await server.ask(`/v1/records/${id}/reviews`, post({ action: 'comment', comment }));
  expect(response.status).toBe(413);
});

describe('other origins', () => {
  const asked = { headers: { origin: 'https://elsewhere.example' } };

  test('may not ask unless the server was told so', async () => {
    const response = await server.ask('/v1/records', asked);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${server.url}/v1/records`, {
      method: 'OPTIONS',
      headers: {
        ...asked.headers,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('may ask when they are named, and no others', async () => {
    const place = dataFolderOfServer();
    const open = await startServed(place, '--cors-origin', 'https://workbench.example');
    const allowed = async (origin: string) => {
      const response = await open.ask('/v1/records', { headers: { origin } });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed('https://workbench.example')).toBe('https://workbench.example');
    expect(await allowed('https://elsewhere.example')).toBeNull();
    await open.end('SIGTERM');
  });
});

test('a key that asks too often is told when to come back, and others are not', async () => {
  const place = dataFolderOfServer();
  const slow = await startServed(place, '--rate', '1');
  const made = await slow.ask('/v1/keys', post({ name: 'other', scopes: ['read'] }));
  const { token } = (await made.json()) as { token: string };
  // Four seconds' worth at once, of which one is used up: the fifth is too many unless these take more than a second each.
  const responses = await Promise.all(Array.from({ length: 8 }, () => slow.ask('/v1/records')));
  const refused = responses.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect((await slow.ask('/v1/records', { key: token })).status).toBe(200);
  await slow.end('SIGTERM');
});

test('the log holds no key, no name and no fact of a patient', () => {
  const log = server.log().join('\n');
  expect(log).toContain('"event":"request"');
  expect(log).not.toMatch(/mueller|Station|confirm|NORM|class=/);
  for (const { token } of Object.values(keys)) expect(log).not.toContain(token.slice(17));
  expect(log).not.toContain(server.key.slice(17));
});

test('the audit log tells of each tenant’s administrators who saw and changed what, refusals left out', async () => {
  const { entries } = (await (await server.ask('/v1/audit')).json()) as {
    entries: { action: string; keyId: string; subject: string }[];
  };
  const of = (action: string) => entries.filter((entry) => entry.action === action);
  expect(of('record.add').length).toBeGreaterThan(0);
  expect(of('record.read').some(({ keyId, subject }) => keyId === keys.read?.id && subject === id)).toBe(true);
  expect(of('record.delete')).toEqual([]);
  expect(of('key.revoke')).toHaveLength(1);
});
