import type { HttpBindings } from '@hono/node-server';
import type { Metrics } from './http/metrics.ts';
import type { DataFolder } from './store/data-folder.ts';
import type { Database } from './store/database.ts';
import type { Key } from './store/keys.ts';
import type { WorkerPool } from './worker/pool.ts';

/** What the routes work with. */
export interface Service {
  readonly database: Database;
  readonly folder: DataFolder;
  readonly pool: WorkerPool;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly packageVersion: string;
  /** Tells the queue that a job has come in. */
  readonly wakeQueue: () => void;
  /** False from the moment on that the server is ending. */
  readonly isOpen: () => boolean;
}

/** What one client may ask for. */
export interface Limits {
  /** Of an upload, bytes. */
  readonly uploadBytes: number;
  /** Per key, at once and in the long run. */
  readonly requestsPerSec: number;
}

/** What each request carries: its number, and the key that it came with. */
export interface RequestEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string; key: Key | undefined };
}
