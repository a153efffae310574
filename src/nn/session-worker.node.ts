/** Entry of a worker thread that holds one session; see `openWorkerSession`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type EcgErrorCode, isEcgError } from '../errors.ts';
import { openSession, type WorkerReply, type WorkerRequest } from './node.ts';
import type { SessionOptions } from './runtime.ts';

const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

function fail(id: number, error: unknown): void {
  const code: EcgErrorCode = isEcgError(error) ? error.code : 'unavailable';
  reply({ kind: 'failure', id, code, message: error instanceof Error ? error.message : String(error) });
}

try {
  const { model, options } = workerData as { model: Uint8Array; options: SessionOptions };
  const session = await openSession(model, options);
  parentPort?.on('message', async ({ id, feeds }: WorkerRequest) => {
    try {
      const results = await session.run(feeds);
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
