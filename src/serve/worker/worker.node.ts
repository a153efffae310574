/** Entry of a worker thread: its model and network are opened once, then tasks come in one by one. */
import { workerData } from 'piscina';
import { isEcgError } from '../../errors.ts';
import { openExplainer } from '../../explain/index.ts';
import { openWaveNetwork } from '../../features/node.ts';
import { openModel } from '../../models/node.ts';
import { openSession } from '../../nn/node.ts';
import type { Answer, WorkerRequest } from './pool.ts';
import { lockSessions } from './runtime-lock.ts';
import { type Tasks, tasks } from './tasks.ts';

const { open, use } = lockSessions(openSession);
const model = await openModel((workerData as { model: string }).model, { open });
const tools = { model, network: await openWaveNetwork({ open }), explainer: openExplainer(model, open, 1) };

/** Does one task. What is wrong with a record is an answer; anything else is a fault of the program and is thrown. */
export async function work<T extends keyof Tasks>({
  name,
  task,
  lock,
}: WorkerRequest<T>): Promise<Answer<Tasks[T]['gives']>> {
  use(lock);
  try {
    return { value: await tasks[name](tools, task) };
  } catch (error) {
    if (!isEcgError(error)) throw error;
    const { code, message } = error;
    return { refusal: { code, message } };
  }
}
