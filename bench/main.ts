/**
 * `npm run bench`: speed of the engine against PyTorch on the same machine, both taking turns step by step, so that a busy machine slows
 * both; medians and their ratio. Where Python with torch is missing, only our own times are printed.
 *
 * Options: `--rounds N` (21), `--only TEXT` (cases whose name contains it), `--memory` (peak memory, each case in a process of its own),
 * `--processor` (processor time of all threads instead of elapsed time, PyTorch on one thread, which spares it the waiting for others: for
 * a machine that is busy otherwise).
 */

import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { helpFromHeader } from '../runs/help-from-header.ts';
import { cases } from './engine-cases.ts';

helpFromHeader(import.meta.filename);
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    only: { type: 'string', default: '' },
    memory: { type: 'boolean' },
    processor: { type: 'boolean' },
    alone: { type: 'string' },
  },
});
const WARM_UP = 3;
/** Before each turn: threads of OpenMP, which PyTorch uses, keep a core busy for a while after their work is done. */
const REST_MS = 50;
const peerThreads = options.processor ? 1 : 2;

interface Peer {
  ask(request: string): Promise<number>;
  close(): void;
}

/** PyTorch in a process of its own, or `undefined` where it is not installed. */
async function startPeer(): Promise<Peer | undefined> {
  if (spawnSync('python3', ['-c', 'import torch']).status !== 0) return undefined;
  const child = spawn('python3', [new URL('./peer.py', import.meta.url).pathname, `${peerThreads}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  console.log(
    `peer: PyTorch ${String((await lines.next()).value).replace('ready ', '')}, ${peerThreads} thread(s), ${options.processor ? 'processor' : 'elapsed'} time`,
  );
  return {
    ask: async (request) => {
      child.stdin.write(`${request}\n`);
      return Number((await lines.next()).value);
    },
    close: () => child.kill(),
  };
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;

/** Milliseconds that went by, or that this process computed. */
function clock(): number {
  if (!options.processor) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function compare(name: string, peer: Peer | undefined): Promise<void> {
  const ours = await (cases[name] as (typeof cases)[string])();
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM_UP + Number(options.rounds); round++) {
    await setTimeout(REST_MS);
    const started = clock();
    await ours.run();
    const spent = clock() - started;
    await setTimeout(REST_MS);
    const answer = await peer?.ask(options.processor ? `${name} processor` : name);
    if (round < WARM_UP) continue;
    mine.push(spent);
    if (answer !== undefined) theirs.push(answer);
  }
  await ours.close();
  const figures = theirs.length ? [median(theirs).toFixed(1), (median(mine) / median(theirs)).toFixed(2)] : ['–', '–'];
  console.log(`| ${name} | ${median(mine).toFixed(1)} | ${figures.join(' | ')} |`);
}

/** Peak memory of one case in a fresh process: ours, and PyTorch's. */
async function memory(name: string): Promise<void> {
  const self = spawnSync(process.execPath, [...process.execArgv, process.argv[1] as string, '--alone', name], {
    encoding: 'utf8',
  });
  const peer = await startPeer();
  for (let i = 0; i < 8; i++) await peer?.ask(name);
  const theirs = await peer?.ask('rss');
  peer?.close();
  const mine = Number(self.stdout.trim().split('\n').at(-1));
  console.log(
    `| ${name}, peak MB | ${mine.toFixed(0)} | ${theirs?.toFixed(0) ?? '–'} | ${theirs ? (mine / theirs).toFixed(2) : '–'} |`,
  );
}

if (options.alone !== undefined) {
  const one = await (cases[options.alone] as (typeof cases)[string])();
  for (let i = 0; i < 8; i++) await one.run();
  await one.close();
  console.log(process.resourceUsage().maxRSS / 1024);
} else {
  const names = Object.keys(cases).filter((name) => name.includes(options.only));
  if (options.memory) {
    for (const name of names) await memory(name);
  } else {
    const peer = await startPeer();
    console.log('| case | einthoven ms | PyTorch ms | ratio |\n|---|---|---|---|');
    for (const name of names) await compare(name, peer);
    peer?.close();
  }
}
