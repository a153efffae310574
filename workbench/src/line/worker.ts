import { isEcgError } from 'einthoven';
import { judgeRecord } from './judge-record.ts';
import { openRecord } from './open-record.ts';
import type { LineFailure, LineReply, LineRequest, LineTasks, OpenedRecord, Progress, TaskName } from './tasks.ts';
import { loadTools } from './tools.ts';

/** A task under way. */
interface Work {
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** Loading begins with the worker, before anybody asks. */
const tools = loadTools();
tools.catch(() => {
  // Told by the task that needs them.
});

/** The record that tasks are about. */
let opened: OpenedRecord | undefined;

const tasks: {
  readonly [T in TaskName]: (takes: LineTasks[T]['takes'], work: Work) => Promise<LineTasks[T]['gives']>;
} = {
  open: async (files) => {
    opened = await openRecord(files);
    return opened;
  },
  judge: async (_, { progress }) => {
    const { record } = requireOpened();
    progress({ stage: 'Loading the models' });
    return judgeRecord(await tools, record, progress);
  },
};

function requireOpened(): OpenedRecord {
  if (opened === undefined) throw new Error('A record must be opened first.');
  return opened;
}

const underWay = new Map<number, AbortController>();

addEventListener('message', ({ data }: MessageEvent<LineRequest>) => {
  if (data.kind === 'cancel') underWay.get(data.id)?.abort();
  else void answer(data);
});

async function answer({ id, task, takes }: LineRequest & { kind: 'ask' }): Promise<void> {
  const controller = new AbortController();
  underWay.set(id, controller);
  const progress = (value: Progress) => reply({ kind: 'progress', id, progress: value });
  try {
    const run = tasks[task] as (takes: unknown, work: Work) => Promise<unknown>;
    reply({ kind: 'result', id, value: await run(takes, { progress, signal: controller.signal }) });
  } catch (error) {
    reply({ kind: 'failure', id, failure: controller.signal.aborted ? CANCELLED : failureOf(error) });
  }
  underWay.delete(id);
}

const CANCELLED: LineFailure = { code: 'cancelled', message: 'It was cancelled.' };

function failureOf(error: unknown): LineFailure {
  if (isEcgError(error)) return { code: error.code, message: error.message };
  return { code: 'fault', message: error instanceof Error ? error.message : String(error) };
}

function reply(message: LineReply): void {
  postMessage(message);
}
