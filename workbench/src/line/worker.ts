import { isEcgError } from 'einthoven';
import type { OpenRecord } from 'einthoven/record';
import { explainClass } from './explain-class.ts';
import { findSimilar } from './find-similar.ts';
import { corrected, type Judged, judgementOf, judgeRecord } from './judge-record.ts';
import { type HeldRecord, minuteFrom, openRecord } from './open-record.ts';
import { envelopeOf, readEnvelope } from './recording-envelope.ts';
import type { Judgement, LineFailure, LineReply, LineRequest, LineTasks, Progress, Slot, TaskName } from './tasks.ts';
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
  judge: async ({ slot, from }, work) => {
    if (from !== undefined) {
      const { open, ...held } = recordingIn(slot);
      slots.set(slot, { ...held, open, part: await minuteFrom(open, from) });
    }
    const held = heldIn(slot);
    work.progress({ stage: 'Loading the models' });
    const loaded = await tools;
    const started = performance.now();
    held.judged = await judgeRecord(loaded, held.part.record, work);
    return judgement(held, held.judged, started);
  },
  correct: async ({ slot, shifts }) => {
    const { judged, ...held } = judgedIn(slot);
    return judgement(held, corrected(held.part.record, judged, shifts), performance.now());
  },
  explain: async ({ slot, target }, work) => {
    const { part, judged } = judgedIn(slot);
    return explainClass(await tools, part.record, judged.measured, target, work);
  },
  similar: async ({ slot }) => findSimilar(await tools, heldIn(slot).part.record),
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

/** What is said of the part that is judged, and how long that took. */
async function judgement({ part }: HeldRecord, judged: Judged, started: number): Promise<Judgement> {
  const { record, from } = part;
  const said = await judgementOf(await tools, record, judged);
  return { ...said, from, tookMs: performance.now() - started };
}

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
