/** Entry of a worker thread: its model and network are opened once, then tasks come in one by one. */
import { workerData } from 'piscina';
import { isEcgError } from '../../errors.ts';
import { openExplainer } from '../../explain/index.ts';
import { openWaveNetwork } from '../../features/node.ts';
import { openModel } from '../../models/node.ts';
import { openSession } from '../../nn/node.ts';
import type { Answer, WorkerRequest } from './pool.ts';
import { type Tasks, tasks } from './tasks.ts';

const { model } = workerData as { model: string };
const [opened, network] = await Promise.all([openModel(model), openWaveNetwork()]);
const tools = { model: opened, network, explainer: openExplainer(opened, openSession, 1) };

/** Does one task. What is wrong with a record is an answer; anything else is a fault of the program and is thrown. */
export async function work<T extends keyof Tasks>({
  name,
  task,
}: WorkerRequest<T>): Promise<Answer<Tasks[T]['gives']>> {
  try {
    return { value: await tasks[name](tools, task) };
  } catch (error) {
    if (!isEcgError(error)) throw error;
    const { code, message } = error;
    return { refusal: { code, message } };
  }
}
