import { isEcgError } from 'einthoven';
import type { OpenRecord } from 'einthoven/record';
import { explainClass } from './explain-class.ts';
import { findSimilar } from './find-similar.ts';
import { corrected, type Judged, judgementOf, judgeRecord } from './judge-record.ts';
import { type HeldRecord, openRecord } from './open-record.ts';
import { envelopeOf, readEnvelope } from './recording-envelope.ts';
import type { LineFailure, LineReply, LineRequest, LineTasks, Progress, Slot, TaskName } from './tasks.ts';
import { loadTools } from './tools.ts';
import type { Work } from './work.ts';

/** Loading begins with the worker, before anybody asks. */
const tools = loadTools();
tools.catch(() => {
  // Told by the task that needs them.
});

/** The records that tasks are about. */
const slots = new Map<Slot, HeldRecord>();

const tasks: {
  readonly [T in TaskName]: (takes: LineTasks[T]['takes'], work: Work) => Promise<LineTasks[T]['gives']>;
} = {
  open: async ({ slot, files }) => {
    const held = await openRecord(files);
    slots.set(slot, held);
    return held.opened;
  },
  judge: async ({ slot }, work) => {
    const held = heldIn(slot);
    const { record } = held.opened;
    work.progress({ stage: 'Loading the models' });
    const loaded = await tools;
    const started = performance.now();
    held.judged = await judgeRecord(loaded, record, work);
    const judgement = await judgementOf(loaded, record, held.judged);
    return { ...judgement, tookMs: performance.now() - started };
  },
  correct: async ({ slot, shifts }) => {
    const { opened, judged } = judgedIn(slot);
    const started = performance.now();
    const judgement = await judgementOf(await tools, opened.record, corrected(opened.record, judged, shifts));
    return { ...judgement, tookMs: performance.now() - started };
  },
  explain: async ({ slot, target }, work) => {
    const { opened, judged } = judgedIn(slot);
    return explainClass(await tools, opened.record, judged.measured, target, work);
  },
  similar: async ({ slot }) => findSimilar(await tools, heldIn(slot).opened.record),
  read: async ({ slot, lead, from, to }) => {
    const { leads } = await recordingIn(slot).open.read(from, to);
    return leads[lead] as Float32Array;
  },
  envelope: async ({ slot, ...stretch }, work) => {
    const held = recordingIn(slot);
    held.envelope ??= readEnvelope(held.open, work);
    return envelopeOf(held.open, await held.envelope, stretch);
  },
};

function heldIn(slot: Slot): HeldRecord {
  const held = slots.get(slot);
  if (held === undefined) throw new Error('A record must be opened first.');
  return held;
}

function judgedIn(slot: Slot): HeldRecord & { judged: Judged } {
  const held = heldIn(slot);
  if (held.judged === undefined) throw new Error('The record must be judged first.');
  return held as HeldRecord & { judged: Judged };
}

function recordingIn(slot: Slot): HeldRecord & { open: OpenRecord } {
  const held = heldIn(slot);
  if (held.open === undefined) throw new Error('Only recordings that stay in their files are read in parts.');
  return held as HeldRecord & { open: OpenRecord };
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
