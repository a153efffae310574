import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/random.ts';
import { dataFolderOfServer, recordFiles, type Served, startServed, uploadOf } from './served.ts';

const data = dataFolderOfServer();
const files = recordFiles('x', { durationSec: 4 });
const UPLOADS = 1000;
const CONNECTIONS = 8;
let server: Served;
beforeAll(async () => {
  server = await startServed(data, '--rate', '2000', '--task-timeout', '30');
}, 600_000);

type Files = Record<string, Uint8Array>;
type Body = { readonly body: BodyInit; readonly headers?: Record<string, string> };
const whole = (random: Random, count: number) => random.integer(Math.max(1, count));
const text = (bytes: Uint8Array | undefined) => new TextDecoder('latin1').decode(bytes);
const bytesOf = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0));
const edited =
  (name: string, edit: (bytes: Uint8Array, random: Random) => Uint8Array) =>
  (random: Random): Files => ({
    ...files,
    [name]: edit(Uint8Array.from(files[name] ?? []), random),
  });
/** Numbers that headers are not meant to hold. */
const NUMBERS = [
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  'NaN',
  '2147483648',
  '0.0000001',
  '',
  '%s',
  '../../etc/passwd',
];

/** Ways to break a record, and ways to break the form that carries it. */
const kinds: Readonly<Record<string, (random: Random) => Body>> = {
  'a header with a changed number': (random) => {
    const header = text(files['x.hea']);
    const numbers = [...header.matchAll(/-?\d+(\.\d+)?/g)];
    const { index = 0, 0: old = '' } = numbers[whole(random, numbers.length)] ?? {};
    const now = NUMBERS[whole(random, NUMBERS.length)] ?? '';
    const broken = header.slice(0, index) + now + header.slice(index + old.length);
    return { body: uploadOf({ ...files, 'x.hea': bytesOf(broken) }) };
  },
  'a header with changed bytes': (random) => ({
    body: uploadOf(
      edited('x.hea', (bytes) => {
        for (let i = 0; i < 8; i++) bytes[whole(random, bytes.length)] = whole(random, 256);
        return bytes;
      })(random),
    ),
  }),
  'a header that ends early': (random) => ({
    body: uploadOf(edited('x.hea', (bytes) => bytes.subarray(0, whole(random, bytes.length)))(random)),
  }),
  'samples that end early': (random) => ({
    body: uploadOf(edited('x.dat', (bytes) => bytes.subarray(0, whole(random, bytes.length)))(random)),
  }),
  'samples with a changed byte': (random) => ({
    body: uploadOf(
      edited('x.dat', (bytes) => {
        const place = whole(random, bytes.length);
        bytes[place] = (bytes[place] ?? 0) ^ (1 + whole(random, 255));
        return bytes;
      })(random),
    ),
  }),
  'a file that is missing': (random) => {
    const name = ['x.hea', 'x.dat'][whole(random, 2)] ?? '';
    return { body: uploadOf(Object.fromEntries(Object.entries(files).filter(([other]) => other !== name))) };
  },
  'two records at once': () => ({ body: uploadOf({ ...files, 'y.hea': files['x.hea'] ?? new Uint8Array() }) }),
  'a form that is cut or scrambled': (random) => {
    const form = `--b\r\nContent-Disposition: form-data; name="file"; filename="x.hea"\r\n\r\n${text(files['x.hea'])}\r\n--b--\r\n`;
    const bytes = bytesOf(form).subarray(0, 1 + whole(random, form.length));
    for (let i = 0; i < whole(random, 5); i++) bytes[whole(random, bytes.length)] = whole(random, 256);
    return { body: bytes, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
  },
  'random bytes under any type': (random) => ({
    body: Uint8Array.from({ length: whole(random, 2000) }, () => whole(random, 256)),
    headers: {
      'content-type': [
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'text/plain',
        'application/json',
        'multipart/form-data; boundary="x',
      ][whole(random, 5)] as string,
    },
  }),
};

describe('an upload that is malformed', () => {
  test(`is answered by 4xx with a problem document, ${UPLOADS} times, and no worker ends`, async () => {
    const threads = await threadsStarted();
    const names = Object.keys(kinds);
    const outcomes: { kind: string; seed: number; status: number; type: string | null }[] = [];
    const client = async (first: number) => {
      for (let seed = first; seed < UPLOADS; seed += CONNECTIONS) {
        const kind = names[seed % names.length] as string;
        const { body, headers = {} } = (kinds[kind] as (random: Random) => Body)(createRandom(seed));
        const response = await server.ask('/v1/records', { method: 'POST', body, headers });
        await response.arrayBuffer();
        outcomes.push({ kind, seed, status: response.status, type: response.headers.get('content-type') });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => client(i)));
    // Some changes leave a record whole: a number in a comment, a gain, the description of a lead.
    const mayBeFine = new Set([
      'a header with a changed number',
      'a header with changed bytes',
      'a header that ends early',
    ]);
    const wrong = outcomes.filter(
      ({ kind, status, type }) =>
        !(status >= 400 && status < 500 && type === 'application/problem+json') &&
        !(status === 201 && mayBeFine.has(kind)),
    );
    expect(wrong).toEqual([]);
    expect(outcomes).toHaveLength(UPLOADS);
    expect(outcomes.filter(({ status }) => status !== 201).length).toBeGreaterThan(0.75 * UPLOADS);
    expect(server.log().filter((line) => line.includes('"level":"error"'))).toEqual([]);
    expect(await threadsStarted()).toBe(threads);
    const good = await server.ask('/v1/records', { method: 'POST', body: uploadOf(recordFiles()) });
    expect(good.status).toBe(201);
  }, 900_000);

  test('that takes too long costs a thread, which is replaced, and the server answers meanwhile', async () => {
    await server.end('SIGTERM');
    server = await startServed(data, '--task-timeout', '0.05', '--threads', '1');
    const threads = await threadsStarted();
    // 40 minutes of 12 leads: more than can be read and written in 50 ms.
    const long = repeated(recordFiles('long', { durationSec: 60 }), 40);
    const slow = server.ask('/v1/records', { method: 'POST', body: uploadOf(long) });
    for (let i = 0; i < 5; i++) expect((await server.ask('/health')).status).toBe(200);
    const response = await slow;
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('within 0.05 s'),
    ]);
    await expect.poll(threadsStarted, { timeout: 60_000 }).toBe(threads + 1);
  }, 600_000);
});

/** Worker threads that the server has started so far. */
async function threadsStarted(): Promise<number> {
  const metrics = await (await server.ask('/metrics')).text();
  return Number(/^einthoven_worker_threads_started_total (\d+)$/m.exec(metrics)?.[1]);
}

/** A record as many times over. */
function repeated(record: Files, times: number): Files {
  const dat = record['long.dat'] as Uint8Array;
  const samples = 60 * 500;
  const header = text(record['long.hea']).replace(`500 ${samples}`, `500 ${samples * times}`);
  const checked = header.replace(
    /^(long\.dat (?:\S+ ){5})(-?\d+)/gm,
    (_, before, sum) => `${before}${Number(sum) * times}`,
  );
  const long = new Uint8Array(dat.length * times);
  for (let i = 0; i < times; i++) long.set(dat, i * dat.length);
  return { 'long.hea': bytesOf(checked), 'long.dat': long };
}
