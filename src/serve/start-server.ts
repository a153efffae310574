import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { EcgError } from '../errors.ts';
import { readModel } from '../models/node.ts';
import { createApp } from './app.ts';
import { createMetrics } from './http/metrics.ts';
import { openStore, type Store } from './open-store.ts';
import { runQueue } from './run-queue.ts';
import type { Limits } from './service.ts';
import { addKey, keyOfToken, listKeys, SCOPES } from './store/keys.ts';
import { existingRecords } from './store/records.ts';
import { openPool } from './worker/pool.ts';

/** How a server is started. */
export interface ServerOptions {
  /** Folder of its data, made where it is missing. */
  readonly data: string;
  /** Database server, `postgres://…`; otherwise the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Bundled model or model file. */
  readonly model: string;
  readonly limits: Limits;
  /** Seconds that reading and judging a record may take. */
  readonly taskTimeoutSec: number;
  readonly corsOrigins: readonly string[];
  readonly packageVersion: string;
  /** Worker threads; one per core by default. */
  readonly threads?: number | undefined;
}

/** A key, and the file that holds it. */
export interface FirstKey {
  readonly file: string;
  readonly token: string;
}

/** A server that is running. */
export interface RunningServer {
  readonly url: string;
  /** The key for everything that the first start made, as long as its file is there and it is in force. */
  readonly firstKey: FirstKey | undefined;
  /** Ends it: what is under way is finished, as far as it is done in `graceSec`, or put back into its queue. */
  readonly close: (graceSec: number) => Promise<void>;
}

/** A client that sends nothing for so long is not there. A large upload over a slow line takes minutes. */
const [HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS, KEEP_ALIVE_MS] = [10_000, 300_000, 5_000];
const MOST_CONNECTIONS = 1024;

/**
 * Starts a server: opens its store, migrates it, puts back what was interrupted, and listens.
 *
 * @throws EcgError `unavailable` for a folder, database, model or port that cannot be had
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  // A worker thread that cannot open its model could not say why.
  await readModel(options.model);
  const store = await openStore(options);
  const { database, folder } = store;
  await removeOrphans(store);
  const firstKey = await firstKeyOf(store);
  const threads = options.threads ?? availableParallelism();
  const pool = await openPool({ model: options.model, threads, taskTimeoutSec: options.taskTimeoutSec });
  const queue = await runQueue({ database, folder, pool, concurrency: Math.max(1, threads - 1) });
  const metrics = createMetrics();
  metrics.gauge('einthoven_worker_threads_started_total', 'Worker threads started so far', pool.started);
  metrics.gauge('einthoven_tasks_waiting', 'Records that wait for a worker thread', pool.waiting);
  let isOpen = true;
  const { limits, packageVersion } = options;
  const service = {
    database,
    folder,
    pool,
    metrics,
    limits,
    packageVersion,
    wakeQueue: queue.wake,
    isOpen: () => isOpen,
  };
  const { fetch } = createApp(service, options.corsOrigins);
  const server = createAdaptorServer({
    fetch,
    serverOptions: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, options);
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    firstKey,
    close: async (graceSec) => {
      isOpen = false;
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeIdleConnections();
      const finished = Promise.all([closed, queue.stop()]);
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, 1000 * graceSec).unref())]);
      server.closeAllConnections();
      await pool.close();
      await finished;
      await store.close();
    },
  };
}

/** Where nobody has a key yet, one for everything is made and left in a file that only the owner can read. */
async function firstKeyOf({ database, folder }: Store): Promise<FirstKey | undefined> {
  const file = join(folder.path, 'first-key');
  if ((await listKeys(database)).length === 0) {
    const { token } = await addKey(database, { name: 'first', tenant: 'main', scopes: SCOPES });
    writeFileSync(file, `${token}\n`, { mode: 0o600 });
    return { file, token };
  }
  if (!existsSync(file)) return undefined;
  const token = readFileSync(file, 'utf8').trim();
  return (await keyOfToken(database, token)) && { file, token };
}

/** A server that was killed may leave files whose record or job was never acknowledged. */
async function removeOrphans({ database, folder }: Store): Promise<void> {
  const folders = readdirSync(folder.records);
  const known = await existingRecords(
    database,
    folders.filter((name) => /^[0-9a-f-]{36}$/.test(name)),
  );
  for (const name of folders) if (!known.has(name)) rmSync(join(folder.records, name), { recursive: true });
  const jobs = await database.query<{ id: string }>(
    "select distinct job_id as id from job_items where state in ('queued', 'running')",
  );
  const open = new Set(jobs.map(({ id }) => id));
  for (const name of readdirSync(folder.jobs))
    if (!open.has(name)) rmSync(join(folder.jobs, name), { recursive: true });
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error) => {
      reject(
        new EcgError(
          'unavailable',
          `startServer: ${host}:${port} must be free: ${cause.message}`,
          { host, port },
          { cause },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
}
