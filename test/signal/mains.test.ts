import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';
import { detectMains } from '../../src/signal/index.ts';
import { dataFolder } from '../data-folder.ts';

function noise(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => 0.02 * random.normal());
}

const withHum = (samples: Float64Array, hz: number, fs: number, amplitude: number) =>
  samples.map((x, i) => x + amplitude * Math.sin((2 * Math.PI * hz * i) / fs));

describe('detectMains', () => {
  test.each([
    [50, 500],
    [60, 500],
    [50, 1000],
    [60, 360],
    [60, 128],
    [50, 257],
  ] as const)('finds hum of %d Hz at %d Hz, as high as half the noise, also 0.3 Hz off', (hz, fs) => {
    for (const offHz of [-0.3, 0, 0.3]) {
      expect(detectMains([withHum(noise(10 * fs, 3), hz + offHz, fs, 0.01)], fs)).toBe(hz);
    }
  });

  test('finds it in one lead of twelve', () => {
    const leads = Array.from({ length: 12 }, (_, i) => noise(5000, i));
    expect(detectMains(leads, 500)).toBeUndefined();
    leads[7] = withHum(leads[7] as Float64Array, 60, 500, 0.02);
    expect(detectMains(leads, 500)).toBe(60);
  });

  test('names the stronger where both are there', () => {
    const both = withHum(withHum(noise(5000, 1), 50, 500, 0.02), 60, 500, 0.05);
    expect(detectMains([both], 500)).toBe(60);
  });

  test('finds none in 200 leads of noise', () => {
    for (let seed = 0; seed < 200; seed++) expect(detectMains([noise(5000, seed)], 500)).toBeUndefined();
  });

  test('cannot tell below 5 s, at 100 Hz, without leads, or in a flat one', () => {
    const hum = withHum(noise(5000, 1), 50, 500, 1);
    expect(detectMains([hum.slice(0, 2499)], 500)).toBeUndefined();
    expect(detectMains([hum], 100)).toBeUndefined();
    expect(detectMains([], 500)).toBeUndefined();
    expect(detectMains([new Float32Array(5000)], 500)).toBeUndefined();
  });

  test('refuses a sample that is not finite', () => {
    expect(() => detectMains([new Float32Array(5000).fill(Number.NaN)], 500)).toThrow('got NaN at index 0');
  });
});

const [ludb, mitdb] = [dataFolder('ludb'), dataFolder('mitdb')];

describe.skipIf(ludb === undefined || mitdb === undefined)('the mains of real recordings', () => {
  const found = (folder: string, count: number) =>
    findRecords(folder)
      .slice(0, count)
      .map((path) => {
        const { leads, fs } = readRecordFile(path);
        return detectMains(
          Object.values(leads).map((samples) => samples.subarray(0, 60 * fs)),
          fs,
        );
      });

  test('of LUDB, recorded in Russia, is never 60 Hz', () => {
    const mains = found(ludb as string, 60);
    expect(mains.filter((hz) => hz === 60)).toEqual([]);
  });

  test('of MIT-BIH, recorded in Boston, is never 50 Hz, and 60 Hz in 10 of 23', () => {
    const mains = found(mitdb as string, 23);
    expect(mains.filter((hz) => hz === 50)).toEqual([]);
    expect(mains.filter((hz) => hz === 60).length).toBeGreaterThanOrEqual(10);
  });
});
