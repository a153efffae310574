import { Piscina } from 'piscina';
import { EcgError, type EcgErrorCode } from '../../errors.ts';
import { createRuntimeLock, type RuntimeLock, takeForGood } from './runtime-lock.ts';
import type { Tasks } from './tasks.ts';

/** What goes to a worker thread. */
export interface WorkerRequest<T extends keyof Tasks> {
  readonly name: T;
  readonly task: Tasks[T]['takes'];
  readonly lock: RuntimeLock;
}

/** What comes back: errors lose their class on the way, so they are told as values. */
export type Answer<V> =
  | { readonly value: V }
  | { readonly refusal: { readonly code: EcgErrorCode; readonly message: string } };

/** How a pool works. */
export interface PoolOptions {
  /** Bundled model or model file. */
  readonly model: string;
  readonly threads: number;
  /** A task that takes longer, waiting included, is given up, and its thread is replaced as soon as it is out of ONNX Runtime. */
  readonly taskTimeoutSec: number;
}

/** Worker threads that read and judge records, so that no record can stall the server. */
export interface WorkerPool {
  /**
   * @throws EcgError what the task throws; `invalid-argument` when it took too long; `unavailable` when too many wait already, or the
   * pool is closed
   */
  readonly run: <T extends keyof Tasks>(name: T, task: Tasks[T]['takes']) => Promise<Tasks[T]['gives']>;
  readonly waiting: () => number;
  /** Threads started so far: more than there are tells of some that were replaced. */
  readonly started: () => number;
  /** Ends all threads; what they were at fails with `unavailable`. */
  readonly close: () => Promise<void>;
}

/** Tasks that wait per thread before more are refused: a few seconds' worth, which is all that a client wants to wait. */
const WAITING_PER_THREAD = 128;
/** A record that fills more is no electrocardiogram; the thread ends instead of the server. Samples lie outside of it. */
const MOST_HEAP_MB = 512;
/**
 * Starts the worker threads, and waits until they can work.
 *
 * @param options whose model is known to be readable: a thread that cannot open it has nobody to tell
 */
export async function openPool({ model, threads, taskTimeoutSec }: PoolOptions): Promise<WorkerPool> {
  const isSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina<unknown, Answer<unknown>>({
    filename: new URL(`./worker.node.${isSource ? 'ts' : 'js'}`, import.meta.url).href,
    name: 'work',
    minThreads: threads,
    maxThreads: threads,
    maxQueue: WAITING_PER_THREAD * threads,
    workerData: { model },
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    // From source, a thread must first be taught to load TypeScript.
    ...(isSource && { execArgv: ['--import', 'tsx'] }),
  });
  // An error of a thread at rest reaches nobody else; the pool has replaced the thread.
  pool.on('error', () => undefined);
  let started = 0;
  pool.on('workerCreate', () => {
    started += 1;
  });
  const locks = new Set<RuntimeLock>();
  const run = async <T extends keyof Tasks>(name: T, task: Tasks[T]['takes']) => {
    const lock = createRuntimeLock();
    locks.add(lock);
    const answer = await runWithin(pool, { name, task, lock }, taskTimeoutSec).finally(() => locks.delete(lock));
    if ('value' in answer) return answer.value as Tasks[T]['gives'];
    throw new EcgError(answer.refusal.code, answer.refusal.message);
  };
  // However long the models take to open: a thread at that has no task to be given up.
  await pool.run({ name: 'ready', task: undefined, lock: createRuntimeLock() } satisfies WorkerRequest<'ready'>);
  return {
    run,
    waiting: () => pool.queueSize,
    started: () => started,
    close: async () => {
      await Promise.all([...locks].map(takeForGood));
      await pool.destroy();
    },
  };
}

async function runWithin<T extends keyof Tasks>(
  pool: Piscina<unknown, Answer<unknown>>,
  request: WorkerRequest<T>,
  timeoutSec: number,
) {
  const timeout = new AbortController();
  const timer = setTimeout(() => takeForGood(request.lock).then(() => timeout.abort()), 1000 * timeoutSec);
  try {
    return await pool.run(request, { signal: timeout.signal });
  } catch (cause) {
    if (timeout.signal.aborted) {
      throw new EcgError('invalid-argument', `openPool: a record must be read and judged within ${timeoutSec} s`, {
        timeoutSec,
      });
    }
    const { message, name, code } = cause as NodeJS.ErrnoException;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const rule = `a record must be read and judged within ${MOST_HEAP_MB} MB of memory`;
      throw new EcgError('invalid-argument', `openPool: ${rule}`, {}, { cause });
    }
    if (message === 'Task queue is at limit') {
      throw new EcgError(
        'unavailable',
        'openPool: too many records wait already; try again in a moment',
        {},
        { cause },
      );
    }
    if (name === 'AbortError' || message === 'Terminating worker thread') {
      throw new EcgError('unavailable', 'openPool: the server is ending', {}, { cause });
    }
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}
