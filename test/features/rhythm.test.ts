import { describe, expect, test } from 'vitest';
import type { BeatClass, Beats } from '../../src/beats/index.ts';
import { measureRhythm } from '../../src/features/index.ts';
import { createRandom } from '../../src/random.ts';
import { type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import { trueBeats } from './simulated-truth.ts';

const LETTERS: Readonly<Record<string, BeatClass>> = {
  N: 'normal',
  S: 'supraventricular',
  V: 'ventricular',
  P: 'paced',
  Q: 'unclassified',
};

/** Beats at 1000 Hz from their RR intervals in ms and one letter per beat. */
function beatsOf(rrMs: readonly number[], classes = 'N'.repeat(rrMs.length + 1)): Beats {
  let sample = 100;
  const samples = [sample, ...rrMs.map((ms) => (sample += ms))];
  const beats = samples.map((at, i) => ({ sample: at, beatClass: LETTERS[classes[i] as string] as BeatClass }));
  return { fs: 1000, length: sample + 1000, leads: ['II'], beats };
}

const simulated = (options: Partial<SimulationOptions>, seed = 1) =>
  measureRhythm(
    trueBeats(simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 75, random: createRandom(seed), ...options })),
  );

describe('measureRhythm', () => {
  test('the rate is 60 over the median RR interval, so one missed beat does not change it', () => {
    const found = measureRhythm(beatsOf([800, 800, 1600, 800, 800, 800]));
    expect(found.rateBpm).toBe(75);
    expect(found.meanRateBpm).toBeCloseTo(64.286, 3);
    expect([found.slowestBpm, found.fastestBpm]).toEqual([37.5, 75]);
    expect([found.rrMinMs, found.rrMedianMs, found.rrMaxMs]).toEqual([800, 800, 1600]);
    // By hand: mean 933.33, squared distances 5 · 133.33² + 666.67² = 533333, over 5.
    expect(found.rrSdMs).toBeCloseTo(326.599, 3);
  });

  test.each([
    [1201, 'bradycardia'],
    [1200, 'normal'],
    [600, 'normal'],
    [599, 'tachycardia'],
  ])('RR intervals of %i ms are of the class %s', (ms, expected) => {
    expect(measureRhythm(beatsOf(Array(9).fill(ms))).rateClass).toBe(expected);
  });

  test('only intervals above 3 s are pauses', () => {
    expect(measureRhythm(beatsOf([900, 3000, 3001, 900, 900])).pauseCount).toBe(1);
  });

  test.each([
    ['NVNVNVN', 'bigeminy'],
    ['NSNSNSN', 'bigeminy'],
    ['NNVNNVNNV', 'trigeminy'],
    ['VNNNVNNNVN', 'quadrigeminy'],
    ['NVNVNNNNN', 'none'],
    ['NNNNNNNN', 'none'],
    ['NVVNNVVN', 'none'],
  ])('%s is the pattern %s', (classes, expected) => {
    expect(measureRhythm(beatsOf(Array(classes.length - 1).fill(800), classes)).ectopicPattern).toBe(expected);
  });

  test('counts beats by class, couplets and runs', () => {
    const found = measureRhythm(beatsOf(Array(15).fill(700), 'NVNVVNVVVNSPQVVV'));
    expect(found.ventricularCount).toBe(9);
    expect([found.supraventricularCount, found.pacedCount, found.unclassifiedCount]).toEqual([1, 1, 1]);
    expect([found.ventricularCoupletCount, found.ventricularRunCount]).toEqual([1, 2]);
  });

  test.each([30, 50, 75, 120, 180, 220])('sinus rhythm at %i/min is regular and has that rate', (heartRateBpm) => {
    const found = simulated({ heartRateBpm, rrVariability: 0.03 });
    expect(found.regularity).toBe('regular');
    // The simulator's mean rate; the median of ten intervals that vary by 3 % is within 4 % of it.
    expect(Math.abs((found.rateBpm ?? 0) / heartRateBpm - 1)).toBeLessThan(0.04);
  });

  test.each([1, 2, 3, 4, 5, 6])('atrial fibrillation is irregularly irregular (seed %i)', (seed) => {
    expect(simulated({ rhythm: 'atrial-fibrillation', durationSec: 20 }, seed).regularity).toBe(
      'irregularly irregular',
    );
  });

  test.each(['av-block-2-wenckebach', 'av-block-2-mobitz'] as const)('%s is regularly irregular', (rhythm) => {
    expect(simulated({ rhythm, heartRateBpm: 60, durationSec: 20, rrVariability: 0.01 }).regularity).toBe(
      'regularly irregular',
    );
  });

  test('bigeminy is regularly irregular, single premature beats leave a rhythm regular', () => {
    const bigeminy = simulated({ ectopy: { origin: 'ventricular', pattern: 'bigeminy' }, durationSec: 20 });
    expect([bigeminy.regularity, bigeminy.ectopicPattern]).toEqual(['regularly irregular', 'bigeminy']);
    const single = simulated({ ectopy: { origin: 'ventricular', pattern: 'single' }, durationSec: 30 }, 4);
    expect(single.ventricularCount).toBeGreaterThan(0);
    expect(single.regularity).toBe('regular');
  });

  test('two beats have a rate but no regularity, one has neither, and each says why', () => {
    const two = measureRhythm(beatsOf([1000]));
    expect(two.rateBpm).toBe(60);
    expect(two.notMeasured).toEqual({
      regularity: 'regularity needs 4 RR intervals, there are 1',
      rrSdMs: 'a deviation needs two RR intervals',
    });
    const one = measureRhythm(beatsOf([]));
    expect(one.rateBpm).toBeUndefined();
    expect(one.notMeasured.rateBpm).toBe('an RR interval needs two beats, there is one');
    expect(one.beatCount).toBe(1);
  });

  test('describes a day in bounded time', () => {
    // 100,000 beats; without the machine's load it takes a tenth of this.
    const day = beatsOf(Array.from({ length: 100_000 }, (_, i) => 860 + (i % 7)));
    const started = performance.now();
    expect(measureRhythm(day).beatCount).toBe(100_001);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
