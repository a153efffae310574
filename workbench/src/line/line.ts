import type { LineFailure, LineReply, LineRequest, LineTasks, Progress, TaskName } from './tasks.ts';

/** Why a task gave no result. */
export class LineError extends Error {
  readonly code: string;

  constructor({ code, message }: LineFailure) {
    super(message);
    this.name = 'LineError';
    this.code = code;
  }
}

/** How a task is followed and cancelled. */
export interface AskOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** The line from files to reports, which runs in a worker of its own: the page stays free. */
export interface Line {
  /** @throws LineError */
  ask<T extends TaskName>(task: T, takes: LineTasks[T]['takes'], options?: AskOptions): Promise<LineTasks[T]['gives']>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: LineError) => void;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Starts the worker, which begins to load its models. */
export function startLine(): Line {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: LineError | undefined;

  worker.addEventListener('message', ({ data }: MessageEvent<LineReply>) => {
    const call = waiting.get(data.id);
    if (data.kind === 'progress') {
      call?.onProgress?.(data.progress);
      return;
    }
    waiting.delete(data.id);
    if (data.kind === 'result') call?.resolve(data.value);
    else call?.reject(new LineError(data.failure));
  });
  worker.addEventListener('error', ({ message }) => {
    ended = new LineError({ code: 'fault', message: `The worker has failed: ${message}` });
    for (const call of waiting.values()) call.reject(ended);
    waiting.clear();
  });

  const send = (request: LineRequest) => worker.postMessage(request);
  return {
    ask: (task, takes, { onProgress, signal } = {}) => {
      if (ended !== undefined) return Promise.reject(ended);
      const id = ++last;
      signal?.addEventListener('abort', () => send({ kind: 'cancel', id }), { once: true });
      send({ kind: 'ask', id, task, takes });
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress });
      });
    },
  };
}
