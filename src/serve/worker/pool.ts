import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { EcgError, type EcgErrorCode } from '../../errors.ts';
import { createRuntimeLock, type RuntimeLock, takeForGood } from './runtime-lock.ts';
import type { Tasks } from './tasks.ts';
import { createTurns } from './turns.ts';

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
 * Below it a thread's heap is not collected whole. Left to itself, V8 keeps the heap of a thread that shares its core small, and on a busy
 * machine collected it with every other record: half of the processor time of the whole line.
 */
const FIRST_HEAP_MB = 128;

/**
 * Starts the worker threads, and waits until they can work.
 *
 * @param options whose model is known to be readable: a thread that cannot open it has nobody to tell
 */
export async function openPool({ model, threads, taskTimeoutSec }: PoolOptions): Promise<WorkerPool> {
  const isSource = import.meta.url.endsWith('.ts');
  // Read when a thread is made; no option of a thread says it.
  setFlagsFromString(`--initial-heap-size=${FIRST_HEAP_MB}`);
  const pool = new Piscina<unknown, Answer<unknown>>({
    filename: new URL(`./worker.node.${isSource ? 'ts' : 'js'}`, import.meta.url).href,
    name: 'work',
    minThreads: threads,
    maxThreads: threads,
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
  // The pool's own queue puts tasks that can be aborted in no order.
  const turns = createTurns(threads, WAITING_PER_THREAD * threads);
  const run = async <T extends keyof Tasks>(name: T, task: Tasks[T]['takes']) => {
    const lock = createRuntimeLock();
    const timeout = new AbortController();
    const timer = setTimeout(() => takeForGood(lock).then(() => timeout.abort()), 1000 * taskTimeoutSec);
    try {
      await turns.take(timeout.signal);
      locks.add(lock);
      try {
        const answer = await pool.run({ name, task, lock } satisfies WorkerRequest<T>, { signal: timeout.signal });
        if ('value' in answer) return answer.value as Tasks[T]['gives'];
        throw new EcgError(answer.refusal.code, answer.refusal.message);
      } catch (cause) {
        throw timeout.signal.aborted ? tookTooLong(taskTimeoutSec) : failureOf(cause);
      } finally {
        locks.delete(lock);
        turns.giveBack();
      }
    } finally {
      clearTimeout(timer);
    }
  };
  // However long the models take to open: a thread at that has no task to be given up.
  await pool.run({ name: 'ready', task: undefined, lock: createRuntimeLock() } satisfies WorkerRequest<'ready'>);
  return {
    run,
    waiting: turns.waiting,
    started: () => started,
    close: async () => {
      turns.end();
      await Promise.all([...locks].map(takeForGood));
      await pool.destroy();
    },
  };
}

function tookTooLong(timeoutSec: number): EcgError {
  const rule = `a record must be read and judged within ${timeoutSec} s`;
  return new EcgError('invalid-argument', `openPool: ${rule}`, { timeoutSec });
}

/** What the pool says, in words of ours. */
function failureOf(cause: unknown): unknown {
  const { message, name, code } = cause as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const rule = `a record must be read and judged within ${MOST_HEAP_MB} MB of memory`;
    return new EcgError('invalid-argument', `openPool: ${rule}`, {}, { cause });
  }
  if (name === 'AbortError' || message === 'Terminating worker thread') {
    return new EcgError('unavailable', 'openPool: the server is ending', {}, { cause });
  }
  return cause;
}
