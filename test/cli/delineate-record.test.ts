import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detectBeats } from '../../src/beats/index.ts';
import { delineateRecord } from '../../src/cli/delineate-record.ts';
import { type Delineation, delineate, type WaveNetwork } from '../../src/features/index.ts';
import { openWaveNetwork } from '../../src/node.ts';
import { createRandom } from '../../src/random.ts';
import { openWfdb, selectLeads, simulateRecord, writeWfdb } from '../../src/record/index.ts';

const { record } = simulateRecord({ fs: 250, durationSec: 150, heartRateBpm: 72, random: createRandom(4) });

let network: WaveNetwork;
beforeAll(async () => {
  network = await openWaveNetwork();
});
afterAll(() => network.session.close());

describe('delineateRecord', () => {
  test('a record of several parts has the waves that it has as a whole', async () => {
    const two = selectLeads(record, ['II', 'V5']);
    // Samples as a file holds them, for both ways.
    const files = writeWfdb(two, 'whole');
    const bytes = (name: string) => files[name] ?? new Uint8Array();
    const open = openWfdb(bytes('whole.hea'), (name) => bytes(name));
    const whole = await open.read(0, open.length);
    const read = { ...two, leads: whole.leads };
    const progress: number[] = [];
    const parts = await delineateRecord(network, open, (done) => progress.push(done));
    const expected = await delineate(network, read, detectBeats(read));

    const rPeaks = ({ fused }: Delineation) => fused.flatMap(({ rPeak }) => rPeak ?? []);
    expect(rPeaks(parts)).toEqual(rPeaks(expected));
    for (const name of ['II', 'V5']) expectSame(parts.leads[name], expected.leads[name]);
    expectSame(parts.fused, expected.fused);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });
});

/**
 * Whether the same waves are there, and where: a part has its own median beat and its own windows, by which boundaries move. What lies
 * in the last second is left out: half a wave at the end of the record is one or none by a hair.
 */
function expectSame(inParts: Delineation['fused'] = [], asWhole: Delineation['fused'] = []): void {
  const isInside = ({ rPeak, pOn }: Delineation['fused'][0]) => (rPeak ?? pOn ?? 0) < 149 * 250;
  const [found, expected] = [inParts.filter(isInside), asWhole.filter(isInside)];
  expect(found).toHaveLength(expected.length);
  for (const [i, entry] of expected.entries()) {
    for (const name of Object.keys(entry) as (keyof typeof entry)[]) {
      const [a, b] = [found[i]?.[name], entry[name]];
      expect(a === undefined, `${name} of beat ${i}`).toBe(b === undefined);
      // 12 ms.
      expect(Math.abs((a ?? 0) - (b ?? 0)), `${name} of beat ${i}`).toBeLessThanOrEqual(3);
    }
  }
}
