/**
 * `npm run build && npx tsx bench/serve.ts [--seconds 60] [--connections 32] [--requests 10000] [--whole] [--help]`: uploads of 12 leads × 10 s
 * at 500 Hz to `einthoven serve` on the loopback address, each stored and decided by the model alone or, with `--whole`, by the whole line. First
 * for so many seconds, then on until so many requests are answered, for the memory of the server. The client runs on the same machine and
 * takes its share of it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { helpFromHeader } from '../runs/help-from-header.ts';
import { createRandom } from '../src/random.ts';
import { simulateRecord, writeWfdb } from '../src/record/index.ts';

helpFromHeader(import.meta.filename);
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '32' },
    requests: { type: 'string', default: '10000' },
    whole: { type: 'boolean', default: false },
  },
});
const [seconds, connections, requests] = [values.seconds, values.connections, values.requests].map(Number) as [
  number,
  number,
  number,
];
/** Requests after which the server has reached its size. */
const WARM_UP = Math.min(1000, Math.floor(requests / 5));
const RECORDS = 8;
const UPLOADS = `/v1/records?decidedBy=${values.whole ? 'model-and-criteria' : 'model'}`;
const BOUNDARY = 'einthoven-bench';

const data = mkdtempSync(join(tmpdir(), 'einthoven-bench-'));
const main = resolve(import.meta.dirname, '../dist/cli/main.js');
const server = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', data, '--rate', '100000'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const url = await new Promise<URL>((found) => {
  let text = '';
  server.stderr.on('data', (part) => {
    if (text.length < 10_000) text += part;
    const [, place] = /listening at (\S+),/.exec(text) ?? [];
    if (place !== undefined) found(new URL(place));
  });
});
const authorization = `Bearer ${readFileSync(join(data, 'first-key'), 'utf8').trim()}`;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

/** One request, with its status and its text; a connection that breaks has status 0. */
function ask(method: string, path: string, body?: Buffer): Promise<{ status: number; text: string }> {
  const type = body && { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': body.length };
  return new Promise((done) => {
    const asked = request(new URL(path, url), { method, agent, headers: { authorization, ...type } }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', () => done({ status: 0, text: '' }));
    asked.end(body);
  });
}

function uploadBody(seed: number): Buffer {
  const { record } = simulateRecord({
    fs: 500,
    durationSec: 10,
    heartRateBpm: 60 + 5 * seed,
    random: createRandom(seed),
  });
  const parts = Object.entries(writeWfdb(record, 'bench')).flatMap(([name, bytes]) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** A figure of the server's process. */
async function metric(name: string): Promise<number> {
  const { text } = await ask('GET', '/metrics');
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

const residentMb = async () => (await metric('process_resident_memory_bytes')) / 2 ** 20;
const serverCpuSec = () => metric('process_cpu_seconds_total');
const clientCpuSec = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const bodies = Array.from({ length: RECORDS }, (_, seed) => uploadBody(seed + 1));
const times: number[] = [];
const failures = new Map<number, number>();
let asked = 0;

/** Keeps all connections busy as long as `goesOn`. */
async function load(goesOn: () => boolean): Promise<void> {
  const client = async () => {
    while (goesOn()) {
      const started = performance.now();
      const { status } = await ask('POST', UPLOADS, bodies[asked++ % RECORDS]);
      times.push(performance.now() - started);
      if (status !== 201) failures.set(status, (failures.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
}

await load(() => asked < WARM_UP);
const warm = await residentMb();
const memories: number[] = [];
const watch = setInterval(async () => memories.push(await residentMb()), 5000);
times.length = 0;
const [serverBefore, clientBefore] = [await serverCpuSec(), clientCpuSec()];
const started = performance.now();
await load(() => performance.now() - started < 1000 * seconds);
const elapsed = (performance.now() - started) / 1000;
const [serverSec, clientSec] = [(await serverCpuSec()) - serverBefore, clientCpuSec() - clientBefore];
const sorted = [...times].sort((a, b) => a - b);
const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
console.log('| what | figure |\n|---|---|');
console.log(
  `| diagnoses per second, ${connections} connections, ${elapsed.toFixed(0)} s | ${(times.length / elapsed).toFixed(1)} |`,
);
console.log(`| processor time of a diagnosis, server, ms | ${((1000 * serverSec) / times.length).toFixed(1)} |`);
console.log(`| processor time of a diagnosis, client, ms | ${((1000 * clientSec) / times.length).toFixed(1)} |`);
for (const [name, share] of [
  ['median', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
  ['slowest', 1],
] as const) {
  console.log(`| ${name}, ms | ${quantile(share).toFixed(0)} |`);
}
await load(() => asked < requests);
clearInterval(watch);
const last = await residentMb();
const lines: readonly (readonly [string, string])[] = [
  ['answers that were no 201', JSON.stringify(Object.fromEntries(failures))],
  [`resident after ${WARM_UP} requests, MiB`, warm.toFixed(0)],
  [`resident after ${asked} requests, MiB`, last.toFixed(0)],
  [
    'between them: least and most, MiB',
    `${Math.min(warm, ...memories).toFixed(0)}–${Math.max(warm, ...memories).toFixed(0)}`,
  ],
];
for (const [name, figure] of lines) console.log(`| ${name} | ${figure} |`);
agent.destroy();
const ended = new Promise((done) => server.on('close', done));
server.kill('SIGTERM');
await ended;
rmSync(data, { recursive: true, force: true });
