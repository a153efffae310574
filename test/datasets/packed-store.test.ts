import { appendFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTS_PER_UNIT, countsPerRecord, type EcgStore, storeRecord } from '../../src/datasets/index.ts';
import { loadStore, openStore, packRecords, readDataFolders } from '../../src/datasets/node.ts';
import { createRandom } from '../../src/random.ts';
import { makeRecord, STANDARD_LEADS } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { countAt, type SmallRecord, temporaryFolder, writeSmallPtbxl } from './small-ptbxl.ts';

const records: readonly SmallRecord[] = [
  { id: 3, patient: 1, fold: 1, codes: "{'NORM': 100.0, 'SR': 0.0}" },
  { id: 1, patient: 2, fold: 9, unit: 'normalised' },
  { id: 2, patient: 1, fold: 1, codes: "{'AFIB': 0.0}" },
];

async function pack(dir: string, out = join(temporaryFolder(), 'packed')): Promise<string> {
  const { rows, sources } = await readDataFolders([dir]);
  await packRecords(rows, { fs: 100, out, sources });
  return out;
}

function expectCounts({ counts, rows, leads, samples }: EcgStore): void {
  const expected = rows.flatMap(({ ecgId }) =>
    leads.flatMap((_, lead) => Array.from({ length: samples }, (_, t) => countAt(ecgId, lead, t))),
  );
  expect(Array.from(counts)).toEqual(expected);
}

describe('loadStore', () => {
  it('holds every sample of every record in shared memory', async () => {
    const store = await loadStore([writeSmallPtbxl(records)]);
    expect(store).toMatchObject({ fs: 100, leads: STANDARD_LEADS, samples: 20, units: ['mV', 'normalised', 'mV'] });
    expect(store.rows.map(({ ecgId }) => ecgId)).toEqual([3, 1, 2]);
    expect(store.counts.buffer).toBeInstanceOf(SharedArrayBuffer);
    expectCounts(store);
  });

  it('puts folders and packed stores together, in the order they are named', async () => {
    const packed = await pack(writeSmallPtbxl(records));
    const plain = writeSmallPtbxl([{ id: 10, patient: 10 }]);
    const store = await loadStore([plain, packed]);
    expect(store.rows.map(({ ecgId }) => ecgId)).toEqual([10, 3, 1, 2]);
    expect(store.units).toEqual(['mV', 'mV', 'normalised', 'mV']);
    expect(store.sources.map(({ folder }) => folder).at(0)).toBe(basename(plain));
    expect(store.sources).toHaveLength(2);
    expectCounts(store);
  });

  it('loads the records of some folds alone, from files and from a store', async () => {
    const dir = writeSmallPtbxl(records);
    for (const source of [dir, await pack(dir)]) {
      const store = await loadStore([source], { folds: [1] });
      expect(store.rows.map(({ ecgId }) => ecgId)).toEqual([3, 2]);
      expect(store.units).toEqual(['mV', 'mV']);
      expectCounts(store);
    }
  });

  it('makes folds anew where asked to', async () => {
    const dir = writeSmallPtbxl(records);
    for (const source of [dir, await pack(dir)]) {
      const { rows } = await loadStore([source], { assignFolds: { folds: 2, random: createRandom(1) } });
      expect(rows.map(({ fold }) => fold)).toSatisfy(
        (folds: number[]) => folds[0] === folds[2] && folds[0] !== folds[1],
      );
    }
  });

  it('tells how far it is, record by record', async () => {
    const steps: [number, number][] = [];
    await loadStore([writeSmallPtbxl(records)], { onProgress: (done, total) => steps.push([done, total]) });
    expect(steps).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('names the record that is longer or lacks a lead or a file of the rate', async () => {
    const long = writeSmallPtbxl([{ id: 1 }, { id: 2, samples: 30 }]);
    await expect(loadStore([long])).rejects.toThrow('record 2 must have 20 samples per lead, got 30');
    const narrow = writeSmallPtbxl([{ id: 1 }, { id: 2, leads: STANDARD_LEADS.slice(0, 11) }]);
    await expect(loadStore([narrow])).rejects.toThrow('record 2 must have lead V6, got I, II, III, aVR, aVL, aVF, V1');
    await expect(loadStore([narrow], { fs: 500 })).rejects.toThrow('record 1 must have a file of 500 Hz, got none');
  });

  it('names the folder whose records have another length or rate', async () => {
    const [a, b] = [writeSmallPtbxl([{ id: 1 }]), writeSmallPtbxl([{ id: 2, samples: 30 }])];
    await expect(loadStore([a, b])).rejects.toThrow(`loadStore: ${b} must have 20 samples at 100 Hz of leads I, II,`);
    const packed = await pack(a);
    await expect(loadStore([packed], { fs: 500 })).rejects.toThrow(`${packed} must have 500 Hz, got 100 Hz`);
  });

  it('refuses no folder and a folder without records', async () => {
    await expect(loadStore([])).rejects.toThrow('loadStore: a data set needs a folder, got none');
    await expect(loadStore([writeSmallPtbxl([])])).rejects.toThrow('a data set needs a record, got none');
  });

  it('refuses a record or a patient that two sources have at odds', async () => {
    const packed = await pack(writeSmallPtbxl(records));
    await expect(loadStore([packed, writeSmallPtbxl([{ id: 1 }])])).rejects.toThrow(`got ecg_id 1 in ${packed} and in`);
    await expect(loadStore([packed, writeSmallPtbxl([{ id: 7, patient: 1, fold: 2 }])])).rejects.toThrow(
      'of patient 1',
    );
  });
});

describe('packRecords and openStore', () => {
  it('give back the data set that was packed, paths aside', async () => {
    const dir = writeSmallPtbxl(records);
    const plain = await loadStore([dir]);
    const opened = await openStore(await pack(dir));
    expect(opened.counts).toEqual(plain.counts);
    expect(opened.counts.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(opened).toEqual({ ...plain, rows: plain.rows.map(({ fileLowRate: _, ...row }) => row) });
    expect(storeRecord(opened, 2).leads.V6?.[19]).toBeCloseTo(countAt(2, 11, 19) / COUNTS_PER_UNIT, 6);
  });

  it('keep a data set of several shards in order', async () => {
    // 12 leads × 60,000 samples: 11 records fill a shard of 16 MiB.
    const samples = 60_000;
    const dir = temporaryFolder();
    const store: EcgStore = await packMadeUp(dir, samples);
    expect(readdirSync(join(dir, 'packed')).toSorted()).toEqual(['index.json', 'shard-0000.i16', 'shard-0001.i16']);
    const width = countsPerRecord(store);
    expect(store.rows.map((_, i) => store.counts[i * width])).toEqual(Array.from({ length: 13 }, (_, i) => i));
    const some = await openStore(join(dir, 'packed'), { folds: [2] });
    expect(some.rows.map((_, i) => some.counts[i * width])).toEqual([0, 5, 10]);
  });

  it('refuse a place that is taken, and leave it alone', async () => {
    const dir = writeSmallPtbxl(records);
    const out = temporaryFolder();
    await expect(pack(dir, out)).rejects.toThrow(`packRecords: out must not exist yet, got ${out}`);
    expect(readdirSync(out)).toEqual([]);
  });

  it('leave nothing behind when a record is broken', async () => {
    const parent = temporaryFolder();
    const dir = writeSmallPtbxl([{ id: 1 }, { id: 2, samples: 30 }]);
    await expect(pack(dir, join(parent, 'packed'))).rejects.toThrow('record 2');
    truncateSync(join(dir, 'records100', '2_lr.dat'), 100);
    await expect(pack(dir, join(parent, 'packed'))).rejects.toThrow('2_lr');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('name the place that cannot be written', async () => {
    const out = join(temporaryFolder(), 'missing', 'packed');
    await expect(pack(writeSmallPtbxl(records), out)).rejects.toThrow(
      expect.objectContaining({ code: 'unavailable', message: expect.stringContaining(`${out} must be writable`) }),
    );
  });

  it('refuse a shard that is truncated, too long, corrupt or missing, naming it', async () => {
    const packed = await pack(writeSmallPtbxl(records));
    const shard = join(packed, 'shard-0000.i16');
    const whole = readFileSync(shard);
    expect(whole.length).toBe(2 * 12 * 20 * 3);

    truncateSync(shard, 1000);
    await expect(openStore(packed)).rejects.toThrow(`openStore: shard ${shard} must have 1440 bytes, got 1000`);
    writeFileSync(shard, whole);
    appendFileSync(shard, 'x');
    await expect(openStore(packed)).rejects.toThrow(`openStore: shard ${shard} must have 1440 bytes, got 1441`);
    const corrupt = Buffer.from(whole);
    corrupt[777] = (corrupt[777] ?? 0) ^ 1;
    writeFileSync(shard, corrupt);
    await expect(openStore(packed)).rejects.toThrow(
      expect.objectContaining({
        code: 'malformed-input',
        message: expect.stringMatching(/0000\.i16 must have SHA-256 .*, got/),
      }),
    );
    writeFileSync(shard, whole);
    expectCounts(await openStore(packed));
  });

  it('name a store without index or shard', async () => {
    const empty = temporaryFolder();
    await expect(openStore(empty)).rejects.toThrow(`openStore: ${empty} must have index.json, got none`);
    const packed = await pack(writeSmallPtbxl(records));
    const moved = temporaryFolder();
    writeFileSync(join(moved, 'index.json'), readFileSync(join(packed, 'index.json')));
    await expect(openStore(moved)).rejects.toThrow(
      expect.objectContaining({
        code: 'unavailable',
        message: expect.stringContaining('shard-0000.i16 must be readable'),
      }),
    );
  });
});

/** 13 records of zeros that start with their number, fold 2 for every fifth. */
async function packMadeUp(dir: string, samples: number): Promise<EcgStore> {
  mkdirSync(join(dir, 'records'));
  const rows = Array.from({ length: 13 }, (_, i) => {
    const path = join(dir, 'records', `${i}`);
    const leads = STANDARD_LEADS.map((lead) => [lead, new Float32Array(samples).fill(i / COUNTS_PER_UNIT, 0, 1)]);
    writeRecordFile(makeRecord({ fs: 100, leads: Object.fromEntries(leads), source: { name: `${i}` } }), path);
    return { ecgId: i, patientId: `${i}`, fold: i % 5 === 0 ? 2 : 1, statements: {}, fileLowRate: path };
  });
  await packRecords(rows, { fs: 100, out: join(dir, 'packed') });
  return openStore(join(dir, 'packed'));
}
