import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isEcgError } from '../errors.ts';
import { log } from './http/access-log.ts';
import { problemOf } from './http/problem.ts';
import type { DataFolder } from './store/data-folder.ts';
import type { Database } from './store/database.ts';
import { finishItem, isFinished, putBackItem, requeueItems, type TakenItem, takeItem } from './store/jobs.ts';
import { addRecord } from './store/records.ts';
import type { WorkerPool } from './worker/pool.ts';

/** The queue of jobs, at work. */
export interface Queue {
  /** Looks for work at once. */
  readonly wake: () => void;
  /** Takes nothing more, and waits for what is under way. */
  readonly stop: () => Promise<void>;
}

/** What the queue works with. */
export interface QueueParts {
  readonly database: Database;
  readonly folder: DataFolder;
  readonly pool: WorkerPool;
  /** Records at a time: fewer than there are threads, so that a job leaves room for those who wait. */
  readonly concurrency: number;
}

/** An idle queue looks this often, as another server may have put work back. */
const IDLE_MS = 5000;

/**
 * Works through the records of all jobs, oldest job first. What this server had taken on when it ended the last time is put back first: a
 * record is done with when its result is stored, in one transaction with the record.
 */
export async function runQueue({ database, folder, pool, concurrency }: QueueParts): Promise<Queue> {
  const problem = { ...problemOf(undefined), detail: 'The server ended each time it read this record.' };
  await requeueItems(database, folder.serverId, JSON.stringify(problem));
  let isStopping = false;
  const alarm = createAlarm();

  const loop = async () => {
    while (!isStopping) {
      const rung = alarm.rung();
      try {
        const item = await takeItem(database, folder.serverId);
        if (item === undefined) await alarm.sleep(rung);
        else await workOn(item, { database, folder, pool });
      } catch (error) {
        // The database is away, or the pool is ending; what was taken on is put back at the next start.
        if (isStopping) return;
        log('error', 'queue', { message: (error as Error).message });
        await alarm.sleep(alarm.rung());
      }
    }
  };
  const loops = Array.from({ length: concurrency }, loop);
  return {
    wake: alarm.ring,
    stop: async () => {
      isStopping = true;
      alarm.ring();
      await Promise.all(loops);
    },
  };
}

async function workOn(item: TakenItem, { database, folder, pool }: Omit<QueueParts, 'concurrency'>): Promise<void> {
  const files = join(folder.jobs, item.jobId);
  const places = Object.entries(item.files).map(([name, number]) => [name, join(files, number)]);
  const task = {
    header: item.name,
    files: Object.fromEntries(places),
    folder: join(folder.records, item.recordId),
  };
  try {
    const ingested = await pool.run('ingestFiles', task);
    await database.transaction(async (sql) => {
      const { tenant, createdBy, labels, recordId: id } = item;
      await addRecord(sql, { ...ingested, id, tenant, createdBy, labels });
      await finishItem(sql, item, 'done');
    });
  } catch (error) {
    // Busy or ending is no fault of the record.
    if (isEcgError(error, 'unavailable')) {
      await putBackItem(database, item);
      throw error;
    }
    await finishItem(database, item, 'failed', JSON.stringify(problemOf(error)));
  }
  if (await isFinished(database, item.jobId)) await rm(files, { recursive: true, force: true });
}

/** Sleep that others can end. */
function createAlarm() {
  const sleepers = new Set<() => void>();
  let count = 0;
  return {
    /** Wakes all who sleep. */
    ring: () => {
      count += 1;
      for (const end of sleepers) end();
    },
    /** How often it has rung. */
    rung: () => count,
    /** Sleeps for a while, unless it has rung since `rung`. */
    sleep: (rung: number) =>
      new Promise<void>((resolve) => {
        if (rung !== count) return resolve();
        const end = () => {
          clearTimeout(timer);
          sleepers.delete(end);
          resolve();
        };
        const timer = setTimeout(end, IDLE_MS);
        sleepers.add(end);
      }),
  };
}
