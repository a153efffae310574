import { describe, expect, test } from 'vitest';
import { openFloatRecord } from '../../src/record/index.ts';

const about = {
  fs: 250,
  unit: 'mV',
  leadNames: ['I', 'II'],
  length: 5,
  patient: {},
  source: { format: 'memory', name: 'x', comments: [], notes: [] },
} as const;
const floats = Float32Array.of(1, 2, NaN, 4, 5, -1, -2, -3, -4, -5);
/** Behind one byte, where no float begins. */
const bytes = new Uint8Array(41);
bytes.set(new Uint8Array(floats.buffer), 1);
const slice = (start: number, end: number) => bytes.subarray(1 + start, 1 + end);

describe('a record in floats', () => {
  test('is read lead by lead, missing samples too', async () => {
    const { leads } = await openFloatRecord(about, { slice }).read(1, 4);
    expect(leads).toEqual({ I: Float32Array.of(2, NaN, 4), II: Float32Array.of(-2, -3, -4) });
  });

  test('comes in blocks, of which the last may be shorter', async () => {
    const seen: (readonly [number, number])[] = [];
    for await (const { from, leads } of openFloatRecord(about, { slice: async (a, b) => slice(a, b) }).blocks({
      blockSamples: 2,
    })) {
      seen.push([from, leads.II?.length ?? 0]);
    }
    expect(seen).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
    ]);
  });

  test('that is cut short says by how much', async () => {
    const short = { slice: (start: number, end: number) => slice(start, Math.min(end, 36)) };
    await expect(openFloatRecord(about, short).read(0, 5)).rejects.toThrow('end 4 bytes too early');
  });
});
