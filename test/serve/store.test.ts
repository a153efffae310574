import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, auditAfter } from '../../src/serve/store/audit.ts';
import { openDataFolder } from '../../src/serve/store/data-folder.ts';
import { type Database, openDatabase } from '../../src/serve/store/database.ts';
import {
  addJob,
  findJob,
  finishItem,
  putBackItem,
  requeueItems,
  resultsAfter,
  takeItem,
} from '../../src/serve/store/jobs.ts';
import { addKey, type Key, keyOfToken, listKeys, revokeKey } from '../../src/serve/store/keys.ts';
import { migrate } from '../../src/serve/store/migrate.ts';
import { addRecord, findRecord, searchRecords, setPresent } from '../../src/serve/store/records.ts';
import { addReview, reviewsOf } from '../../src/serve/store/reviews.ts';
import { postgresPrograms, startPostgres, type TestPostgres } from './postgres.ts';

const programs = postgresPrograms();
const folder = mkdtempSync(join(tmpdir(), 'einthoven-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the embedded database', () => contract(async () => openDatabase(join(folder, 'database'), undefined)));

describe.skipIf(programs === undefined)('a PostgreSQL server', () => {
  let server: TestPostgres;
  contract(async () => {
    server = await startPostgres(programs as string);
    return openDatabase(folder, server.url);
  });
  afterAll(() => server?.stop());

  test('two servers that start at once migrate one after the other', async () => {
    const both = await Promise.all([openDatabase(folder, server.url), openDatabase(folder, server.url)]);
    await both[0].query('create schema anew');
    await Promise.all(
      both.map(async (database) => {
        await database.query("set search_path to 'anew'");
        await migrate(database);
      }),
    );
    expect(await both[0].query('select version from anew.schema_version')).toHaveLength(1);
    await Promise.all(both.map((database) => database.close()));
  });

  test('two that take from the queue at once never take the same', async () => {
    const [first, second] = await Promise.all([openDatabase(folder, server.url), openDatabase(folder, server.url)]);
    const { key } = await addKey(first, { name: 'a', tenant: 'twice', scopes: ['write'] });
    const names = Array.from({ length: 40 }, (_, i) => `r${i}.hea`);
    const job = { id: randomUUID(), tenant: 'twice', createdBy: key.id, labels: [] };
    await first.transaction((sql) =>
      addJob(
        sql,
        job,
        names.map((name) => ({ name, files: {}, recordId: randomUUID() })),
      ),
    );
    const takeAll = async (database: Database, worker: string) => {
      const taken: string[] = [];
      for (let item = await takeItem(database, worker); item !== undefined; item = await takeItem(database, worker)) {
        taken.push(item.name);
      }
      return taken;
    };
    const taken = await Promise.all([takeAll(first, 'first'), takeAll(second, 'second'), takeAll(first, 'third')]);
    expect(taken.flat().sort()).toEqual([...names].sort());
    await Promise.all([first.close(), second.close()]);
  });

  test('an address where none answers is unavailable, and its password is not told', async () => {
    const wrong = openDatabase(folder, 'postgres://a:secret@127.0.0.1:1/x');
    await expect(wrong).rejects.toMatchObject({ code: 'unavailable', message: expect.not.stringContaining('secret') });
  });
});

/** What holds for every database. */
function contract(open: () => Promise<Database>): void {
  let database: Database;
  let reader: Key;
  let second: Key;
  beforeAll(async () => {
    database = await open();
    await migrate(database);
    ({ key: reader } = await addKey(database, { name: 'reader', tenant: 'a', scopes: ['read', 'review'] }));
    ({ key: second } = await addKey(database, { name: 'second', tenant: 'a', scopes: ['review'] }));
  }, 300_000);
  afterAll(() => database?.close());

  const record = (fields: { present?: string[]; labels?: string[]; tenant?: string } = {}) => ({
    id: randomUUID(),
    tenant: 'a',
    createdBy: reader.id,
    labels: [],
    present: [],
    head: '{"a":"Ä\\n"}',
    decidedBy: 'model' as const,
    ...fields,
  });

  test('migrating again changes nothing; a schema of a newer package is refused', async () => {
    await migrate(database);
    expect(await listKeys(database, 'a')).toHaveLength(2);
    await database.transaction(async (sql) => {
      await sql.query('update schema_version set version = version + 1');
      // In a database of its own, as migrate opens a transaction; here it is the nested one that sees the change.
      await expect(migrate({ ...database, transaction: (work) => work(sql) })).rejects.toMatchObject({
        code: 'unsupported',
      });
      await sql.query('update schema_version set version = version - 1');
    });
  });

  test('a key opens by its token alone, until it is revoked', async () => {
    const { key, token } = await addKey(database, { name: 'short', tenant: 'b', scopes: ['read', 'admin'] });
    expect(await keyOfToken(database, token)).toEqual(key);
    expect(key).toMatchObject({ tenant: 'b', scopes: ['read', 'admin'], revokedAt: null });
    const last = token.at(-1) === 'A' ? 'B' : 'A';
    for (const wrong of [
      '',
      token.slice(0, -1),
      token.slice(0, -1) + last,
      `${token}A`,
      `ein_${key.id}_`,
      "ein_' or true--",
    ]) {
      expect(await keyOfToken(database, wrong), wrong).toBeUndefined();
    }
    await expect(revokeKey(database, key.id, 'a')).rejects.toMatchObject({ code: 'invalid-argument' });
    await revokeKey(database, key.id, 'b');
    expect(await keyOfToken(database, token)).toBeUndefined();
    await expect(revokeKey(database, key.id)).rejects.toMatchObject({ code: 'invalid-argument' });
    const secrets = await database.query('select * from keys');
    expect(JSON.stringify(secrets)).not.toContain(token.slice(17));
  });

  test('records are found by finding, label, state and tenant, newest first', async () => {
    const added = [
      record({ present: ['MI', 'IMI'], labels: ['x'] }),
      record({ present: ['MI'], labels: ['x', 'y'] }),
      record({ present: ['NORM'], labels: [] }),
      record({ present: ['MI'], labels: ['x'], tenant: 'other' }),
    ];
    for (const one of added) await addRecord(database, one);
    const found = async (search: object, tenant = 'a') => {
      const records = await searchRecords(database, tenant, { limit: 10, ...search });
      return records.map(({ id }) => added.findIndex((one) => one.id === id));
    };
    expect(await found({})).toEqual([2, 1, 0]);
    expect(await found({ finding: 'MI' })).toEqual([1, 0]);
    expect(await found({ finding: 'MI', label: 'y' })).toEqual([1]);
    expect(await found({ finding: 'MI' }, 'other')).toEqual([3]);
    expect(await found({ review: 'disputed' })).toEqual([]);
    const [newest] = await searchRecords(database, 'a', { limit: 1 });
    expect(await found({ before: newest?.seq })).toEqual([1, 0]);
    expect(newest).toMatchObject({ head: '{"a":"Ä\\n"}', present: ['NORM'], reviewState: 'unreviewed' });
    expect(await findRecord(database, 'other', added[0]?.id ?? '')).toBeUndefined();
    await addRecord(database, { ...(added[0] as (typeof added)[0]), head: 'again' });
    expect((await findRecord(database, 'a', added[0]?.id ?? ''))?.head).toBe('{"a":"Ä\\n"}');
    await setPresent(database, added[0]?.id ?? '', ['AMI']);
    expect([await found({ finding: 'MI' }), await found({ finding: 'AMI' })]).toEqual([[1], [0]]);
    expect((await findRecord(database, 'a', added[0]?.id ?? ''))?.decidedBy).toBe('model-and-criteria');
  });

  test('reviews add up to a state, and those of two readers at once are both counted', async () => {
    const { id, ...rest } = record({ present: ['AFIB'] });
    await addRecord(database, { id, ...rest });
    const say = (author: Key, action: 'confirm' | 'reject' | 'adjudicate-absent', tenant = 'a') =>
      database.transaction((sql) => addReview(sql, tenant, id, { author: author.id, action, statement: 'AFIB' }));
    expect(await say(reader, 'confirm', 'other')).toBeUndefined();
    await Promise.all([say(reader, 'confirm'), say(second, 'reject')]);
    expect((await findRecord(database, 'a', id))?.reviewState).toBe('disputed');
    expect((await say(second, 'adjudicate-absent'))?.state).toBe('adjudicated');
    expect((await reviewsOf(database, id)).map(({ authorName, action }) => [authorName, action])).toEqual(
      expect.arrayContaining([
        ['reader', 'confirm'],
        ['second', 'reject'],
        ['second', 'adjudicate-absent'],
      ]),
    );
  });

  test('a transaction that throws leaves nothing', async () => {
    const one = record();
    const failing = database.transaction(async (sql) => {
      await addRecord(sql, one);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await findRecord(database, 'a', one.id)).toBeUndefined();
  });

  test('records of a job are taken in order, put back after a crash, and given up after three', async () => {
    const job = { id: randomUUID(), tenant: 'a', createdBy: reader.id, labels: ['batch'] };
    const items = ['a.hea', 'b.hea'].map((name) => ({ name, files: { [name]: '0' }, recordId: randomUUID() }));
    await database.transaction((sql) => addJob(sql, job, items));
    expect(await takeItem(database, 'server')).toMatchObject({ name: 'a.hea' });
    await putBackItem(database, { jobId: job.id, seq: 0 });
    const first = await takeItem(database, 'server');
    expect(first).toMatchObject({ ...items[0], seq: 0, tenant: 'a', labels: ['batch'] });
    await database.transaction(async (sql) => {
      await addRecord(sql, { ...record(), id: items[0]?.recordId ?? '' });
      await finishItem(sql, { jobId: job.id, seq: 0 }, 'done');
    });
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await takeItem(database, 'server')).toMatchObject({ name: 'b.hea' });
      expect(await takeItem(database, 'server')).toBeUndefined();
      await requeueItems(database, 'another', '{}');
      expect(await findJob(database, 'a', job.id)).toMatchObject({ total: 2, done: 1, failed: 0 });
      await requeueItems(database, 'server', '{"status":500}');
    }
    expect(await findJob(database, 'a', job.id)).toMatchObject({ total: 2, done: 1, failed: 1, labels: ['batch'] });
    expect(await findJob(database, 'other', job.id)).toBeUndefined();
    expect(await resultsAfter(database, job.id, -1, 10)).toMatchObject([
      { seq: 0, name: 'a.hea', state: 'done', problem: null },
      { seq: 1, name: 'b.hea', state: 'failed', problem: '{"status":500}' },
    ]);
  });

  test('the audit log is read on from where one was', async () => {
    const actor = { tenant: 'audited', keyId: 'k', requestId: 'r' };
    for (const action of ['one', 'two', 'three']) await audit(database, actor, action, 'subject');
    const { entries, next } = await auditAfter(database, 'audited', 0, 2);
    expect(entries.map(({ action }) => action)).toEqual(['one', 'two']);
    const rest = await auditAfter(database, 'audited', next ?? 0, 2);
    expect([rest.entries.map(({ action }) => action), rest.next]).toEqual([['three'], undefined]);
  });
}

test('a data folder has one process at a time, and outlives one that was killed', () => {
  const place = join(folder, 'data');
  const first = openDataFolder(place);
  const { serverId } = first;
  first.unlock();
  expect(openDataFolder(place).serverId).toBe(serverId);
});
