import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRandom } from '../src/random.ts';
import { type Simulation, selectLeads, simulateRecord, writeWfdb } from '../src/record/index.ts';
import { openRecordFile } from '../src/record/node.ts';

/** One measured figure. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const FS = 250;
const PART_SEC = 600;
/** Ten minutes, repeated to a day. */
const PARTS = 144;

const main = resolve(import.meta.dirname, '../dist/cli/main.js');
const REPORT_PEAK = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS+"\\n"))';

/**
 * A day of two leads at 250 Hz (86 MB) through `openRecordFile` and through the built command `einthoven beats`, once each, with
 * the most memory that the command's process ever held. The record is ten simulated minutes with single premature beats, wander
 * and muscle noise, over and over.
 */
export function benchHolter(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'einthoven-holter-'));
  return measure(join(folder, 'day')).finally(() => rmSync(folder, { recursive: true }));
}

async function measure(path: string): Promise<Figure[]> {
  const { beats } = writeDay(path);
  const known = PARTS * beats.filter(({ samples }) => samples.rPeak !== undefined).length;
  const reading = performance.now();
  for await (const block of openRecordFile(path).blocks()) if (block.from < 0) throw new Error('no such block');
  const readSec = (performance.now() - reading) / 1000;
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${REPORT_PEAK}`, main, 'beats', path, '--json'],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const beatsSec = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(stderr);
  const found: readonly number[] = JSON.parse(stdout).rPeaks;
  const peakKib = Number(/peak (\d+)/.exec(stderr)?.[1]);
  return [
    { name: 'read 24 h, 2 leads of 250 Hz, format 16, in blocks, checksums verified', value: readSec, unit: 's' },
    { name: 'einthoven beats on it', value: beatsSec, unit: 's' },
    { name: 'its peak memory', value: peakKib / 1024, unit: 'MiB' },
    { name: 'beats found', value: found.length, unit: `of ${known}` },
  ];
}

/** Writes the day in parts, and returns the simulation of one. */
function writeDay(path: string): Simulation {
  const simulation = simulateRecord({
    fs: FS,
    durationSec: PART_SEC,
    heartRateBpm: 72,
    random: createRandom(1),
    ectopy: { origin: 'ventricular', pattern: 'single' },
    noise: { baselineWanderRmsMv: 0.1, muscleRmsMv: 0.02 },
  });
  const files = writeWfdb(selectLeads(simulation.record, ['II', 'V1']), 'day');
  const part = files['day.dat'] ?? new Uint8Array();
  const out = openSync(`${path}.dat`, 'w');
  for (let n = 0; n < PARTS; n++) writeSync(out, part);
  closeSync(out);
  writeFileSync(`${path}.hea`, dayHeader(new TextDecoder().decode(files['day.hea'])));
  return simulation;
}

/** The header of a part, with the length and the checksums of the day. */
function dayHeader(header: string): string {
  const samples = PART_SEC * FS;
  return header
    .replace(`day 2 ${FS} ${samples}`, `day 2 ${FS} ${samples * PARTS}`)
    .replace(/^(day\.dat (?:\S+ ){5})(-?\d+)/gm, (_, before, checksum) => `${before}${Number(checksum) * PARTS}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchHolter());
