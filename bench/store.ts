import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadStore, openStore, packRecords } from '../src/datasets/node.ts';
import { createRandom } from '../src/random.ts';
import { makeRecord, STANDARD_LEADS } from '../src/record/index.ts';
import { writeRecordFile } from '../src/record/node.ts';
import { dataFolder } from '../test/data-folder.ts';

/** One measured figure. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** As many records as PTB-XL 1.0.3 has. */
const RECORDS = 21799;

/**
 * A packed store of PTB-XL's size (21,799 × 12 × 1000, 523 MB) packed and opened once, files in the operating system's cache, and
 * the most memory that the process ever held; then PTB-XL's own folders, where they are there, through the WFDB reader.
 */
export async function benchStore(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'einthoven-bench-'));
  try {
    const out = join(dir, 'packed');
    const packing = await seconds(() => packRecords(rowsOfNoise(dir), { fs: 100, out }));
    const opening = await seconds(() => openStore(out));
    const peak = process.resourceUsage().maxRSS / 1024;
    return [
      { name: 'pack a store, 12 × 1000 samples', value: RECORDS / packing, unit: 'records/s' },
      { name: 'open a store of 523 MB, verified', value: opening, unit: 's' },
      { name: 'peak memory with it, 499 MiB of them the store', value: peak, unit: 'MiB' },
      ...(await benchFolders()),
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function benchFolders(): Promise<Figure[]> {
  const dirs = ['ptbxl', 'ptbxl-z'].map(dataFolder).filter((path) => path !== undefined);
  if (dirs.length === 0) return [];
  let records = 0;
  const load = async () => {
    records = (await loadStore(dirs)).rows.length;
  };
  await load();
  const loading = await seconds(load);
  return [{ name: 'load PTB-XL folders, 12 × 1000 samples', value: records / loading, unit: 'records/s' }];
}

/** Rows that all name the same ten records of noise: reading them costs what reading distinct cached files does. */
function rowsOfNoise(dir: string) {
  const random = createRandom(1);
  const paths = Array.from({ length: 10 }, (_, i) => {
    const leads = STANDARD_LEADS.map((lead) => [lead, Float32Array.from({ length: 1000 }, () => random.normal())]);
    const path = join(dir, `noise${i}`);
    writeRecordFile(makeRecord({ fs: 100, leads: Object.fromEntries(leads), source: { name: `noise${i}` } }), path);
    return path;
  });
  return Array.from({ length: RECORDS }, (_, i) => ({
    ecgId: i + 1,
    patientId: String(i),
    fold: 1 + (i % 10),
    statements: { SR: 0, NORM: 100 },
    report: 'sinusrhythmus normales ekg',
    fileLowRate: paths[i % paths.length] as string,
  }));
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchStore());
