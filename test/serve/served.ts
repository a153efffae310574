import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord, writeWfdb } from '../../src/record/index.ts';

/** The program, as built. */
export const main = resolve(import.meta.dirname, '../../dist/cli/main.js');

/** A server in a process of its own, from the built package (`npm run build`). */
export interface Served {
  readonly url: string;
  /** A key for everything. */
  readonly key: string;
  /** Lines of its log so far. */
  readonly log: () => readonly string[];
  /** What it has written on standard output. */
  readonly said: () => string;
  /** Asks a path, with its key unless another is given. */
  readonly ask: (path: string, request?: RequestInit & { key?: string | undefined }) => Promise<Response>;
  /** Ends it by a signal, and waits for its end. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Servers that run, and their ends. */
const children = new Map<ChildProcess, Promise<number | null>>();

/** A data folder that is removed after the tests of one file. */
export function dataFolderOfServer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'einthoven-serve-'));
  afterAll(async () => {
    for (const [child, ended] of children) {
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Starts `einthoven serve` on a free port and waits until it listens. Its key is the one that the first start made, unless one is given. */
export async function startServed(
  data: string,
  ...options: readonly (string | { readonly key: string })[]
): Promise<Served> {
  const args = options.filter((option) => typeof option === 'string');
  const known = options.find((option) => typeof option !== 'string');
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', data, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  children.set(child, ended);
  let text = '';
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  const url = await new Promise<string>((found, failed) => {
    child.stderr.on('data', (part) => {
      text += part;
      const [, place] = /listening at (\S+),/.exec(text) ?? [];
      if (place !== undefined) found(place);
    });
    void ended.then((code) => failed(new Error(`the server ended with ${code}: ${text}`)));
  });
  const key = known?.key ?? readFileSync(join(data, 'first-key'), 'utf8').trim();
  return {
    url,
    key,
    log: () => text.split('\n'),
    said: () => said,
    ask: (path, { key: other, ...request } = {}) => {
      const headers = new Headers(request.headers);
      headers.set('authorization', `Bearer ${other ?? key}`);
      return fetch(`${url}${path}`, { ...request, headers });
    },
    end: async (signal) => {
      child.kill(signal);
      const code = await ended;
      children.delete(child);
      return code;
    },
  };
}

/** Makes a key on the command line, while no server has the folder. */
export function keysAdd(data: string, name: string, tenant: string, scopes: string): string {
  const args = ['serve', 'keys', 'add', '--data', data, '--name', name, '--tenant', tenant, '--scopes', scopes];
  return execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' }).trim();
}

/** The files of a simulated record of ten seconds with twelve leads, unless said otherwise. */
export function recordFiles(name = 'simulated', options: { seed?: number; durationSec?: number; fs?: number } = {}) {
  const { seed = 1, durationSec = 10, fs = 500 } = options;
  const { record } = simulateRecord({ fs, durationSec, heartRateBpm: 70, random: createRandom(seed) });
  return writeWfdb(record, name);
}

/** The body of an upload. */
export function uploadOf(files: Readonly<Record<string, Uint8Array>>, ...labels: readonly string[]): FormData {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(files))
    form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  for (const label of labels) form.append('label', label);
  return form;
}
