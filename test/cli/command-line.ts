import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const main = resolve(import.meta.dirname, '../../dist/cli/main.js');

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line (`npm run build`) to its end. */
export function einthoven(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { code: status, stdout, stderr };
}

/** Starts a command, sends it a signal once its standard error matches, and waits for its end. */
export function interrupted(args: readonly string[], when: RegExp, signal: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args]);
  let [stdout, stderr, sent] = ['', '', false];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
    if (!sent && when.test(stderr)) {
      sent = true;
      child.kill(signal);
    }
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

/** Runs a command whose standard output is closed at once, as by a reader that has seen enough. */
export function unread(...args: readonly string[]): Promise<Pick<Ended, 'code' | 'stderr'>> {
  const child = spawn(process.execPath, [main, ...args]);
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stderr })));
}

/** A folder for the tests of one file, removed after them. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'einthoven-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
