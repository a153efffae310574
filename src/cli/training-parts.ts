import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { EcgError } from '../errors.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { progressLine } from './progress-line.ts';
import type { PartMessage, TrainingPart } from './training-part.ts';

/**
 * Trains parts, several at a time, each in a process of its own; those that are finished already are left alone. Ctrl-C stops all after
 * their batch under way, with checkpoints.
 *
 * @returns `false` when stopped before the end
 * @throws EcgError what the first part that fails says; the others are stopped
 */
export async function runTrainingParts(parts: readonly TrainingPart[], parallel: number): Promise<boolean> {
  const waiting = parts.filter(({ path }) => !existsSync(`${path}.json`));
  if (waiting.length < parts.length) {
    process.stderr.write(`${parts.length - waiting.length} of ${parts.length} trainings are finished already\n`);
  }
  const running = new Map<ChildProcess, string>();
  const line = progressLine();
  let [stopped, done] = [false, parts.length - waiting.length];
  let failure: unknown;
  const stop = () => {
    stopped = true;
    for (const child of running.keys()) child.kill('SIGTERM');
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const takeTurns = async () => {
    for (let part = waiting.shift(); part !== undefined && !stopped; part = waiting.shift()) {
      const { name } = part;
      try {
        const finished = await runPart(part, running, (text) => line.update(`${done}/${parts.length} ${name} ${text}`));
        if (!finished) return stop();
      } catch (error) {
        failure ??= error;
        return stop();
      }
      done += 1;
      line.finish(`${name} finished (${done} of ${parts.length})`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, takeTurns));
  process.removeListener('SIGINT', stop);
  process.removeListener('SIGTERM', stop);
  if (failure !== undefined) throw failure;
  return !stopped;
}

/** One part; whether it was finished. */
function runPart(
  part: TrainingPart,
  running: Map<ChildProcess, string>,
  onProgress: (text: string) => void,
): Promise<boolean> {
  const suffix = import.meta.url.endsWith('.js') ? 'js' : 'ts';
  const child = fork(new URL(`./training-worker.node.${suffix}`, import.meta.url), [JSON.stringify(part)]);
  running.set(child, part.name);
  let failure: EcgError | undefined;
  child.on('message', (message: PartMessage) => {
    if (message.kind === 'progress') onProgress(message.text);
    else failure = new EcgError(message.code, `${part.name}: ${message.message}`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(true);
      else if (code === EXIT_CODES.interrupted) resolve(false);
      else if (failure) reject(failure);
      else if (signal === 'SIGTERM' || signal === 'SIGINT') resolve(false);
      else reject(new EcgError('unavailable', `${part.name}: its process ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
