import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { type OpenRecord, openWfdb, readWfdb, simulateRecord } from '../../src/record/index.ts';
import { openRecordFile, readRecordFile, writeRecordFile } from '../../src/record/node.ts';
import { dataFolder } from '../data-folder.ts';

/** All blocks of a record, put together again. */
async function joined(record: OpenRecord, blockSamples?: number): Promise<Record<string, Float32Array>> {
  const leads = Object.fromEntries(record.leadNames.map((name) => [name, new Float32Array(record.length)]));
  let next = 0;
  for await (const block of record.blocks(blockSamples === undefined ? {} : { blockSamples })) {
    expect(block.from).toBe(next);
    for (const [name, samples] of Object.entries(block.leads)) {
      leads[name]?.set(samples, next);
      expect(samples.length).toBe(Math.min(blockSamples ?? 65_536, record.length - block.from));
    }
    next += Object.values(block.leads)[0]?.length ?? 0;
  }
  expect(next).toBe(record.length);
  return leads;
}

/** The bits of samples, in which NaN equals NaN and 0 is not −0. */
const bits = (leads: Readonly<Record<string, Float32Array>>) =>
  Object.entries(leads).map(([name, samples]) => [
    name,
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64'),
  ]);

/** A record in memory whose files are the given bytes, as `openWfdb` and as `readWfdb` see it. */
function both(header: string, files: Readonly<Record<string, Uint8Array>>) {
  const bytes = (name: string) => files[name] ?? new Uint8Array();
  const text = new TextEncoder().encode(header);
  const source = (name: string) => ({
    byteLength: bytes(name).length,
    slice: async (start: number, end: number) => bytes(name).slice(start, end),
  });
  return { open: () => openWfdb(text, source), whole: () => readWfdb(text, bytes) };
}

describe('a record that is read in parts', () => {
  const anyRecord = fc.record({
    signals: fc.integer({ min: 1, max: 4 }),
    samples: fc.integer({ min: 1, max: 40 }),
    format: fc.constantFrom('16', '212', '16+24', '212+3'),
    statesLength: fc.boolean(),
    blockSamples: fc.integer({ min: 1, max: 17 }),
    bytes: fc.uint8Array({ minLength: 400, maxLength: 400 }),
  });

  test('has the samples of the whole one, whatever the format, the number of signals and the size of the blocks', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord, async ({ signals, samples, format, statesLength, blockSamples, bytes }) => {
        const offset = Number(format.split('+')[1] ?? 0);
        const count = signals * samples;
        const used = bytes.subarray(0, offset + (format.startsWith('16') ? 2 * count : Math.ceil(1.5 * count)));
        const header = [
          `x ${signals} 360 ${statesLength ? samples : ''}`,
          ...Array.from({ length: signals }, () => `x.dat ${format} 200(3)/uV`),
        ];
        const { open, whole } = both(header.join('\n'), { 'x.dat': used });
        const record = open();
        const expected = whole();
        expect(record).toMatchObject({ fs: 360, unit: 'mV', patient: {} });
        expect(bits(await joined(record, blockSamples))).toEqual(bits(expected.leads));
        const from = samples >> 1;
        const stretch = Object.entries(expected.leads).map(([name, values]) => [name, values.subarray(from)] as const);
        expect(bits((await record.read(from, record.length)).leads)).toEqual(bits(Object.fromEntries(stretch)));
      }),
      { numRuns: 200 },
    );
  });

  test('may lie in several files of several formats', async () => {
    const samples = Uint8Array.from({ length: 60 }, (_, i) => (i * 37) & 0xff);
    const header = 'x 3 500 20\na.dat 212 200\na.dat 212 200\nb.mat 16+20 200';
    const { open, whole } = both(header, { 'a.dat': samples, 'b.mat': samples });
    expect(bits(await joined(open(), 7))).toEqual(bits(whole().leads));
  });

  test('says of itself what the whole one says', () => {
    const header = [
      'x 3 250 4 12:00:00',
      'x.dat 16 200/mV 16 0 0 0 0 avl',
      'x.dat 16 200/NU 16 0 0 0 0 RESP',
      'x.dat 16 0 16 0 0 0 0 MLII',
      '#Age: 49',
    ];
    const { open, whole } = both(header.join('\n'), { 'x.dat': new Uint8Array(30) });
    const { fs, unit, leadNames, length, patient, source } = open();
    const expected = whole();
    expect({ fs, unit, patient, source }).toEqual({
      fs: 250,
      unit: 'mV',
      patient: expected.patient,
      source: expected.source,
    });
    expect(leadNames).toEqual(['aVL', 'MLII']);
    expect(length).toBe(4);
    expect(source.notes).toHaveLength(3);
  });

  test('that has a wrong checksum is refused at its end, not before', async () => {
    const { open } = both('x 1 500 3\nx.dat 16 200 16 0 0 7 0 V1', { 'x.dat': Uint8Array.of(1, 0, 2, 0, 3, 0) });
    const blocks = open().blocks({ blockSamples: 2 });
    expect((await blocks.next()).value?.leads.V1).toHaveLength(2);
    expect((await blocks.next()).value?.leads.V1).toHaveLength(1);
    await expect(blocks.next()).rejects.toThrow('readWfdb: the checksum of V1 in x.dat must be 7, got 6');
  });

  test.each([
    ['x 1 500 9\nx.dat 16', 'x.dat must have 18 bytes, got 6'],
    ['x 1 500\nx.dat 80', 'WFDB formats 16 and 212 are read, got format 80'],
    ['x 1 500\nx.dat 16 200/mmHg', 'must have a signal in mV, µV, V or NU, got mmHg'],
    ['x 2 500\nx.dat 16 200 16 0 0 0 0 V1\nx.dat 16 200 16 0 0 0 0 v1', 'got V1 twice'],
  ])('is refused when it is opened, for what its header tells (%j)', (header, message) => {
    expect(() => both(header, { 'x.dat': new Uint8Array(6) }).open()).toThrow(message);
  });

  test.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [0.5, 2],
    [0, Number.NaN],
  ])('has no samples from %d to %d', async (from, to) => {
    const { open } = both('x 1 500 3\nx.dat 16', { 'x.dat': new Uint8Array(6) });
    await expect(open().read(from, to)).rejects.toThrow(
      `from and to must be samples of record x, 0 ≤ from ≤ to ≤ 3, got ${from} and ${to}`,
    );
    expect(Object.values((await open().read(3, 3)).leads)).toEqual([new Float32Array()]);
  });

  test('has no blocks of no samples', () => {
    const { open } = both('x 1 500 3\nx.dat 16', { 'x.dat': new Uint8Array(6) });
    expect(() => open().blocks({ blockSamples: 0 })).toThrow('blockSamples must be a whole number above 0, got 0');
  });
});

describe('a record file that is read in parts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'blocks-'));
    const { record } = simulateRecord({ fs: 500, durationSec: 20, heartRateBpm: 70, random: createRandom(1) });
    writeRecordFile(record, join(folder, 'simulated'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const data = ['mitdb/100', 'ludb/data/1', 'cpsc2018/A0002', 'formats/wfdb/a103l', 'formats/wfdb/s0010_re'].map(
    (name) => [name, dataFolder(`${name}.hea`)] as const,
  );

  test.each(['simulated', 'simulated.hea', 'simulated.dat'])('is opened as %s', async (name) => {
    const path = join(folder, name);
    expect(bits(await joined(openRecordFile(path), 999))).toEqual(bits(readRecordFile(path).leads));
  });

  test.each(data.filter(([, path]) => path !== undefined))(
    'has the samples of readRecordFile to the bit (%s)',
    async (_, path = '') => {
      const whole = readRecordFile(path);
      const record = openRecordFile(path);
      expect(bits(await joined(record, 4999))).toEqual(bits(whole.leads));
      const { leads } = await record.read(1001, 2003);
      expect(bits(leads)).toEqual(
        bits(Object.fromEntries(Object.entries(whole.leads).map(([name, all]) => [name, all.slice(1001, 2003)]))),
      );
    },
  );

  test('that is wrong or has become shorter is refused, and its path is named', async () => {
    const header = readFileSync(join(folder, 'simulated.hea'), 'utf8');
    const dat = readFileSync(join(folder, 'simulated.dat'));
    dat[5000] = (dat[5000] ?? 0) ^ 1;
    const path = join(folder, 'broken');
    writeFileSync(`${path}.hea`, header.replaceAll('simulated', 'broken'));
    writeFileSync(`${path}.dat`, dat);
    const record = openRecordFile(path);
    await expect(joined(record)).rejects.toThrow(new RegExp(`in ${basename(path)}.dat must be .* \\(${path}.hea\\)$`));
    truncateSync(`${path}.dat`, 1000);
    await expect(record.read(0, record.length)).rejects.toThrow(/broken.dat must have 240000 bytes, got 1000 .*hea\)$/);
    rmSync(`${path}.dat`);
    await expect(record.read(0, 1)).rejects.toThrow(`openRecordFile: ${path}.dat must be readable, got ENOENT`);
    expect(() => openRecordFile(path)).toThrow(`openRecordFile: ${path}.dat must be readable, got ENOENT`);
    await expect(record.read(-1, 0)).rejects.toThrow(/got -1 and 0 \(.*hea\)$/);
  });

  test('cannot lie in another folder', () => {
    writeFileSync(join(folder, 'far.hea'), 'far 1 500 2\n../far.dat 16');
    expect(() => openRecordFile(join(folder, 'far'))).toThrow(
      'openRecordFile: a signal file must lie beside its header, got ../far.dat',
    );
  });
});
