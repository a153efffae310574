import { describe, expect, test } from 'vitest';
import { detectBeats, medianBeat } from '../../src/beats/index.ts';
import { createRandom } from '../../src/random.ts';
import { makeRecord, simulateRecord } from '../../src/record/index.ts';

const simulated = (options: Partial<Parameters<typeof simulateRecord>[0]> = {}) =>
  simulateRecord({ fs: 500, durationSec: 20, heartRateBpm: 60, random: createRandom(5), ...options });
const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);

describe('medianBeat', () => {
  const clean = simulated({ rrVariability: 0 });
  const noisy = simulated({ rrVariability: 0, noise: { muscleRmsMv: 0.05 } });

  test('of a record without noise or variation, it is every beat', () => {
    const median = medianBeat(clean.record, detectBeats(clean.record));
    const beats = detectBeats(clean.record).beats;
    const [place = 0] = median.beatsUsed;
    const start = (beats[place]?.sample ?? 0) - median.rPeak;
    for (const [name, samples] of Object.entries(clean.record.leads)) {
      const one = samples.subarray(start, start + (median.leads[name]?.length ?? 0));
      // RR of 1 s is 500 samples exactly, so that beats are equal but for the rounding of float32 and of the mean.
      expect(largestDifference(one, median.leads[name] as Float32Array)).toBeLessThan(1e-3);
    }
  });

  test('states the noise of single beats and has less of it itself', () => {
    const median = medianBeat(noisy.record, detectBeats(noisy.record));
    const truth = medianBeat(clean.record, detectBeats(clean.record));
    // The noise of lead I is 0.05 mV rms; the estimate from some 15 beats has a standard error of a few per cent, and a median of
    // 15 takes away a part of the deviation.
    expect(median.noise.I).toBeGreaterThan(0.043);
    expect(median.noise.I).toBeLessThan(0.055);
    const [a, b] = [median.leads.II as Float32Array, truth.leads.II as Float32Array];
    const offset = median.rPeak - truth.rPeak;
    let square = 0;
    let mean = 0;
    for (let i = 10; i < b.length - 10; i++) mean += ((a[i + offset] as number) - (b[i] as number)) / (b.length - 20);
    for (let i = 10; i < b.length - 10; i++) square += ((a[i + offset] as number) - (b[i] as number) - mean) ** 2;
    // √(π/2) × 0.05 / √15 = 0.016, and as much again for beats that lie half a sample beside their place.
    expect(Math.sqrt(square / (b.length - 20))).toBeLessThan(0.03);
  });

  test('leaves ventricular beats out and says so', () => {
    const { record } = simulated({ ectopy: { origin: 'ventricular', pattern: 'trigeminy' } });
    const median = medianBeat(record, detectBeats(record));
    expect(median.beatClass).toBe('normal');
    expect(new Set(median.excluded.map(({ reason }) => reason))).toContain('it is ventricular');
  });

  test('names a lead in which samples are missing all along', () => {
    const leads = { ...clean.record.leads, V1: new Float32Array(10_000).fill(Number.NaN) };
    const record = makeRecord({ fs: 500, leads });
    const median = medianBeat(record, detectBeats(record));
    expect(median.leftOut).toEqual({ V1: '0 beats are without missing samples, a median needs 3' });
    expect(Object.keys(median.leads)).toHaveLength(11);
  });

  test.each([
    ['a flat record', makeRecord({ fs: 500, leads: { I: new Float32Array(5000) } }), 0],
    ['a record of two beats', simulated({ durationSec: 2.2 }).record, undefined],
    ['a record of one sample', makeRecord({ fs: 500, leads: { I: new Float32Array(1) } }), 0],
  ])('%s has none, and says why', (_, record, beats) => {
    const median = medianBeat(record, detectBeats(record));
    expect(median.leads).toEqual({});
    expect(median.reason).toMatch(/^a median needs 3 beats of one class, got [012]$/);
    if (beats !== undefined) expect(median.reason).toBe('a median needs 3 beats of one class, got 0');
  });
});
