/**
 * Sessions on Node: in the calling thread, or each in a worker thread of its own. `Session.run` blocks the thread that it runs in, so
 * what must stay responsive, or run in parallel, uses workers.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as ort from 'onnxruntime-node';
import { EcgError, type EcgErrorCode } from '../errors.ts';
import { type FloatTensor, type OpenSession, type Session, sessionsOf } from './runtime.ts';

/** Opens a session in the calling thread. */
export const openSession: OpenSession = sessionsOf(ort);

/** What goes to a worker: feeds, and the names of those in shared memory that it has from the run before. */
export interface WorkerRequest {
  readonly id: number;
  readonly feeds: Readonly<Record<string, FloatTensor>>;
  readonly known: readonly string[];
}
/** What comes back from a worker: first `ready`, then one answer per request. */
export type WorkerReply =
  | { readonly kind: 'ready'; readonly inputs: readonly string[]; readonly outputs: readonly string[] }
  | { readonly kind: 'results'; readonly id: number; readonly results: Readonly<Record<string, FloatTensor>> }
  | { readonly kind: 'failure'; readonly id: number; readonly code: EcgErrorCode; readonly message: string };

/** Opens a session in a new worker thread. Runs are queued there and answered in order. */
export const openWorkerSession: OpenSession = (model, options) => {
  const waiting = new Map<
    number,
    { resolve: (results: Readonly<Record<string, FloatTensor>>) => void; reject: (error: Error) => void }
  >();
  const worker = startWorker({ model, options });
  const shared = new Map<string, Float32Array>();
  let count = 0;
  let ended: Error | undefined;

  return new Promise<Session>((resolve, reject) => {
    const end = (error: Error) => {
      ended = error;
      reject(error);
      for (const call of waiting.values()) call.reject(error);
      waiting.clear();
    };
    worker.on('error', end);
    worker.on('exit', (code) =>
      end(new EcgError('unavailable', `openWorkerSession: the worker has ended, exit code ${code}`, { code })),
    );
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'ready') {
        const { inputs, outputs } = reply;
        resolve({ inputs, outputs, run, close: async () => void (await worker.terminate()) });
        return;
      }
      const call = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.kind === 'results') call?.resolve(reply.results);
      else (call?.reject ?? reject)(new EcgError(reply.code, reply.message));
    });
  });

  function run(feeds: Readonly<Record<string, FloatTensor>>): Promise<Readonly<Record<string, FloatTensor>>> {
    return new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      count += 1;
      waiting.set(count, { resolve, reject });
      worker.postMessage({ id: count, ...unknownOf(feeds) } satisfies WorkerRequest);
    });
  }

  /** A training step feeds the same hundreds of parameters again, whose values the worker sees anyway: their names are enough. */
  function unknownOf(feeds: Readonly<Record<string, FloatTensor>>): Omit<WorkerRequest, 'id'> {
    const [fresh, known]: [[string, FloatTensor][], string[]] = [[], []];
    for (const [name, tensor] of Object.entries(feeds)) {
      if (shared.get(name) === tensor.data) known.push(name);
      else fresh.push([name, tensor]);
      if (tensor.data.buffer instanceof SharedArrayBuffer) shared.set(name, tensor.data);
      else shared.delete(name);
    }
    return { feeds: Object.fromEntries(fresh), known };
  }
};

/** Threads for one of `sessions` that run at the same time. */
export function threadsPerSession(sessions: number): number {
  return Math.max(1, Math.floor(availableParallelism() / sessions));
}

/** From source, the worker must first teach Node to load TypeScript. */
function startWorker(workerData: unknown): Worker {
  if (import.meta.url.endsWith('.js')) {
    return new Worker(new URL('./session-worker.node.js', import.meta.url), { workerData });
  }
  const entry = new URL('./session-worker.node.ts', import.meta.url).href;
  const source = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
  return new Worker(source, { eval: true, workerData });
}
