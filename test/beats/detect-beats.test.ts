import { describe, expect, test } from 'vitest';
import { detectBeats } from '../../src/beats/index.ts';
import { createRandom } from '../../src/random.ts';
import { makeRecord, simulateRecord } from '../../src/record/index.ts';

const noiseOf = (seed: number, samples: number) => {
  const random = createRandom(seed);
  return Float32Array.from({ length: samples }, () => 0.3 * random.normal());
};

describe('detectBeats on simulated records', () => {
  test.each([30, 45, 60, 90, 120, 150, 180, 220])('finds every beat at %i/min and no other', (heartRateBpm) => {
    const { record, beats } = simulateRecord({ fs: 500, durationSec: 30, heartRateBpm, random: createRandom(1) });
    const found = detectBeats(record).beats.map(({ sample }) => sample);
    const truth = beats.flatMap(({ samples }) => samples.rPeak ?? []).filter((r) => r > 50 && r < 14950);
    const inside = found.filter((r) => r > 50 && r < 14950);
    expect(inside).toHaveLength(truth.length);
    // A lead reaches its peak within some 20 ms of the moment of the longest dipole.
    inside.forEach((r, i) => {
      expect(Math.abs(r - (truth[i] as number))).toBeLessThanOrEqual(15);
    });
  });
});

describe('detectBeats where there is nothing to find', () => {
  test.each([
    ['nothing but zeros', new Float32Array(5000), 'every lead is flat or missing'],
    ['a constant', new Float32Array(5000).fill(5), 'every lead is flat or missing'],
    ['nothing but missing samples', new Float32Array(5000).fill(Number.NaN), 'every lead is flat or missing'],
    ['white noise', noiseOf(1, 5000), 'nothing stands out of the noise as QRS does'],
    ['no sample', new Float32Array(0), 'shorter than 1 s'],
    ['one sample', new Float32Array(1), 'shorter than 1 s'],
  ])('%s has no beat, and says why', (_, samples, reason) => {
    expect(detectBeats(makeRecord({ fs: 500, leads: { I: samples } }))).toMatchObject({ beats: [], reason });
  });

  test.each([1, 50, 1e6])('a sampling rate of %f Hz is refused in words', (fs) => {
    const found = detectBeats(makeRecord({ fs, leads: { I: noiseOf(2, 5000) } }));
    expect(found.beats).toEqual([]);
    expect(found.reason).toBe(`QRS can be told at 80 to 10000 Hz, the record has ${fs} Hz`);
  });

  test('a lead that the record does not have is misuse', () => {
    const record = makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } });
    expect(() => detectBeats(record, { leads: ['II'] })).toThrow('detectBeats: lead must be one of I, got II');
  });
});
