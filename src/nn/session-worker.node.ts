/** Entry of a worker thread that holds one session; see `openWorkerSession`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type EcgErrorCode, isEcgError } from '../errors.ts';
import { openSession, type WorkerReply, type WorkerRequest } from './node.ts';
import type { FloatTensor, SessionOptions } from './runtime.ts';

const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

function fail(id: number, error: unknown): void {
  const code: EcgErrorCode = isEcgError(error) ? error.code : 'unavailable';
  reply({ kind: 'failure', id, code, message: error instanceof Error ? error.message : String(error) });
}

try {
  const { model, options } = workerData as { model: Uint8Array; options: SessionOptions };
  const session = await openSession(model, options);
  /** Feeds in shared memory, which the caller may name again. */
  const earlier = new Map<string, FloatTensor>();
  parentPort?.on('message', async ({ id, feeds, known }: WorkerRequest) => {
    try {
      const again = known.map((name) => [name, earlier.get(name) as FloatTensor] as const);
      for (const [name, tensor] of Object.entries(feeds))
        if (tensor.data.buffer instanceof SharedArrayBuffer) earlier.set(name, tensor);
      const results = await session.run({ ...Object.fromEntries(again), ...feeds });
      reply(
        { kind: 'results', id, results },
        Object.values(results).map(({ data }) => data.buffer as ArrayBuffer),
      );
    } catch (error) {
      fail(id, error);
    }
  });
  reply({ kind: 'ready', inputs: session.inputs, outputs: session.outputs });
} catch (error) {
  fail(0, error);
}
