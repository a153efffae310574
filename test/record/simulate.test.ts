import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STANDARD_LEADS } from '../../src/record/index.ts';
import { morphologies } from '../../src/record/simulate-morphology.table.ts';
import { lead, mean, type Options, rrSec, simulate, wholeBeat } from './simulated.ts';

describe('the leads of a simulated record', () => {
  test('are the twelve, in order, in mV', () => {
    const { record } = simulate({ patient: { sex: 'female' }, name: 'example' });
    expect(Object.keys(record.leads)).toEqual([...STANDARD_LEADS]);
    expect(record).toMatchObject({ unit: 'mV', fs: 500, patient: { sex: 'female' }, source: { name: 'example' } });
    expect(lead(record, 'V6')).toHaveLength(5000);
  });

  test("obey Einthoven's and Goldberger's identities to the last bit, with noise too", () => {
    const noise = { baselineWanderRmsMv: 0.2, muscleRmsMv: 0.05, mainsRmsMv: 0.1 };
    const { leads } = simulate({ noise }).record;
    const [i, ii, iii, avr, avl, avf] = STANDARD_LEADS.slice(0, 6).map((name) => leads[name] as Float32Array);
    const combined = (ofI: number, ofII: number) =>
      (i as Float32Array).map((value, n) => ofI * value + ofII * ((ii as Float32Array)[n] as number));
    expect(iii).toEqual(combined(-1, 1));
    expect(avr).toEqual(combined(-0.5, -0.5));
    expect(avl).toEqual(combined(1, -0.5));
    expect(avf).toEqual(combined(-0.5, 1));
  });
});

describe('a simulated normal beat', () => {
  const { record, beats } = simulate({ rrVariability: 0 });
  const { samples: at } = wholeBeat(beats);
  const between = (name: string, from: number, to: number) => [...lead(record, name).subarray(from, to + 1)];
  const qrs = (name: string) => between(name, at.qrsOn, at.qrsOff);
  const r = (name: string) => Math.max(...qrs(name));
  const s = (name: string) => Math.min(...qrs(name));
  /** The deflection of a wave that is largest in magnitude. */
  const largest = (values: readonly number[]) => values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));

  test('has a normal frontal axis of QRS', () => {
    const area = (name: string) => qrs(name).reduce((sum, value) => sum + value, 0);
    // The augmented lead is smaller than a bipolar one by √3/2.
    const axisDegrees = (Math.atan2(area('aVF') * (2 / Math.sqrt(3)), area('I')) * 180) / Math.PI;
    expect(axisDegrees).toBeGreaterThan(30);
    expect(axisDegrees).toBeLessThan(75);
  });

  test('grows from rS in V1 to qR in V5 and V6, with the transition at V3 or V4', () => {
    expect(r('V1')).toBeGreaterThan(0.1);
    expect(r('V1')).toBeLessThan(0.4);
    expect(-s('V1')).toBeGreaterThan(2 * r('V1'));
    const rs = ['V1', 'V2', 'V3', 'V4', 'V5'].map(r);
    expect(rs).toEqual([...rs].sort((a, b) => a - b));
    expect(r('V2')).toBeLessThan(-s('V2'));
    expect(r('V4')).toBeGreaterThan(-s('V4'));
    for (const name of ['V5', 'V6', 'I']) {
      const values = qrs(name);
      const peak = values.indexOf(Math.max(...values));
      const q = Math.min(...values.slice(0, peak));
      expect(q).toBeLessThan(-0.02);
      // No pathological Q: less than a quarter of R.
      expect(-q).toBeLessThan(r(name) / 4);
    }
  });

  test('has P, QRS and T upright in I and II and turned over in aVR', () => {
    for (const [from, to] of [
      [at.pOn, at.pOff],
      [at.qrsOn, at.qrsOff],
      [at.tOn, at.tOff],
    ] as const) {
      for (const name of ['I', 'II']) expect(largest(between(name, from, to))).toBeGreaterThan(0);
      expect(largest(between('aVR', from, to))).toBeLessThan(0);
    }
    for (const name of ['V3', 'V4', 'V5', 'V6']) expect(largest(between(name, at.tOn, at.tOff))).toBeGreaterThan(0.1);
  });

  test('has amplitudes inside normal limits: P under 0.25 mV in II, Sokolow–Lyon under 3.5 mV, ST level', () => {
    expect(Math.max(...between('II', at.pOn, at.pOff))).toBeGreaterThan(0.08);
    expect(Math.max(...between('II', at.pOn, at.pOff))).toBeLessThan(0.25);
    expect(r('V5') - s('V1')).toBeLessThan(3.5);
    // 0.1 mV is the limit of ST elevation in all leads but V2 and V3, where men may have 0.2 mV.
    for (const name of STANDARD_LEADS) expect(Math.abs(lead(record, name)[at.qrsOff + 10] as number)).toBeLessThan(0.1);
  });

  test('has waves of normal duration', () => {
    const { sec } = wholeBeat(beats);
    expect(sec.pOff - sec.pOn).toBeGreaterThan(0.08);
    expect(sec.pOff - sec.pOn).toBeLessThan(0.12);
    expect(sec.qrsOff - sec.qrsOn).toBeGreaterThan(0.08);
    expect(sec.qrsOff - sec.qrsOn).toBeLessThan(0.1);
  });
});

describe('the boundaries of simulated waves', () => {
  test('are where the signal leaves and falls under 20 µV in all leads', () => {
    const { record, beats } = simulate({ rrVariability: 0, fs: 1000 });
    const { samples: at } = wholeBeat(beats);
    const largestAt = (sample: number) =>
      Math.max(...STANDARD_LEADS.map((name) => Math.abs(lead(record, name)[sample] as number)));
    for (const quiet of [at.pOn - 3, at.pOff + 3, at.qrsOn - 3, at.tOff + 3])
      expect(largestAt(quiet)).toBeLessThan(0.02);
    for (const inside of [at.pOn + 3, at.pOff - 3, at.qrsOn + 3, at.tOff - 3]) {
      expect(largestAt(inside)).toBeGreaterThan(0.02);
    }
  });

  test('R peaks where the leads that see most of it peak', () => {
    const { record, beats } = simulate({ fs: 1000 });
    const v5 = lead(record, 'V5');
    for (const { samples } of beats) {
      if (samples.rPeak === undefined || samples.qrsOn === undefined || samples.qrsOff === undefined) continue;
      const stretch = v5.subarray(samples.qrsOn, samples.qrsOff);
      const peak = samples.qrsOn + stretch.indexOf(Math.max(...stretch));
      expect(Math.abs(peak - samples.rPeak)).toBeLessThanOrEqual(3);
    }
  });

  test('are ordered, inside the record and undefined outside it, at every rate, sampling rate and morphology', () => {
    const options = fc.record({
      fs: fc.constantFrom(100, 250, 360, 500, 1000),
      durationSec: fc.double({ min: 0.1, max: 12, noNaN: true }),
      heartRateBpm: fc.double({ min: 30, max: 220, noNaN: true }),
      rrVariability: fc.double({ min: 0, max: 0.1, noNaN: true }),
      morphology: fc.constantFrom(...(Object.keys(morphologies) as (keyof typeof morphologies)[])),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(options, (chosen) => {
        const { record, beats } = simulate(chosen);
        const length = lead(record, 'I').length;
        for (const { sec, samples } of beats) {
          const order = [sec.pOn, sec.pPeak, sec.pOff, sec.qrsOn, sec.rPeak, sec.qrsOff, sec.tOn, sec.tPeak, sec.tOff];
          const present = order.filter((value) => value !== undefined);
          expect(present).toEqual([...present].sort((a, b) => a - b));
          expect(present.length).toBeGreaterThan(0);
          for (const name of Object.keys(sec) as (keyof typeof sec)[]) {
            const [second, sample] = [sec[name], samples[name]];
            expect(sample).toBe(second === undefined ? undefined : Math.round(second * chosen.fs));
            if (sample !== undefined) expect(sample >= 0 && sample < length).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a beat that the record cuts keeps the waves that are inside', () => {
    const cut = fc
      .sample(fc.integer(), { numRuns: 20, seed: 1 })
      .flatMap((seed) => simulate({ seed, durationSec: 3 }).beats);
    expect(cut.some(({ sec }) => sec.pOn === undefined && sec.tOff !== undefined)).toBe(true);
    expect(cut.some(({ sec }) => sec.pOn !== undefined && sec.tOff === undefined)).toBe(true);
  });
});

describe('the rhythm of a simulated record', () => {
  test.each([30, 45, 60, 75, 100, 150, 220])('at %i/min has that rate, and PR and QT that belong to it', (rate) => {
    const { beats } = simulate({ heartRateBpm: rate, durationSec: 120, fs: 50 });
    // Slow waves do not average out entirely in two minutes.
    expect(60 / mean(rrSec(beats)) / rate).toBeCloseTo(1, 1.7);
    const { sec } = wholeBeat(beats);
    const prMs = 1000 * (sec.qrsOn - sec.pOn);
    expect(prMs).toBeGreaterThan(120);
    expect(prMs).toBeLessThan(200);
    // Fridericia's correction.
    expect((1000 * (sec.tOff - sec.qrsOn)) / Math.cbrt(60 / rate)).toBeCloseTo(395, 0);
  });

  test('has intervals that vary as much as asked, slowly and with the breath', () => {
    const intervals = rrSec(simulate({ durationSec: 300, heartRateBpm: 60, fs: 50, rrVariability: 0.05 }).beats);
    const centre = mean(intervals);
    const deviation = Math.sqrt(mean(intervals.map((rr) => (rr - centre) ** 2)));
    expect(deviation / centre).toBeGreaterThan(0.04);
    expect(deviation / centre).toBeLessThan(0.06);
    const power = (hz: number) => {
      const angle = (n: number) => 2 * Math.PI * hz * n * centre;
      const [re, im] = [Math.cos, Math.sin].map((f) =>
        intervals.reduce((sum, rr, n) => sum + (rr - centre) * f(angle(n)), 0),
      );
      return (re as number) ** 2 + (im as number) ** 2;
    };
    const band = (fromHz: number, toHz: number) =>
      mean(Array.from({ length: 40 }, (_, k) => power(fromHz + ((toHz - fromHz) * k) / 40)));
    const elsewhere = band(0.35, 0.5);
    expect(band(0.08, 0.12)).toBeGreaterThan(20 * elsewhere);
    expect(band(0.23, 0.27)).toBeGreaterThan(20 * elsewhere);
  });

  test('is strictly regular when variability is 0', () => {
    const intervals = rrSec(simulate({ rrVariability: 0, heartRateBpm: 75 }).beats);
    for (const rr of intervals) expect(rr).toBeCloseTo(0.8, 9);
  });

  test('is repeated by the same seed, and another by another', () => {
    expect(simulate({ seed: 3 })).toEqual(simulate({ seed: 3 }));
    expect(simulate({ seed: 3 }).beats).not.toEqual(simulate({ seed: 4 }).beats);
  });
});

describe('simulated noise', () => {
  const clean = simulate().record;
  const noiseOf = (noise: Options['noise'], name: string) => {
    const noisy = lead(simulate({ ...(noise && { noise }) }).record, name);
    return [...noisy].map((value, n) => value - (lead(clean, name)[n] as number));
  };

  test.each([
    { baselineWanderRmsMv: 0.15 },
    { muscleRmsMv: 0.03 },
    { mainsRmsMv: 0.05 },
    { mainsRmsMv: 0.05, mainsHz: 60 },
  ])('%o has its stated root mean square in each digitised lead', (noise) => {
    for (const name of ['I', 'II', 'V1', 'V6']) {
      const rms = Math.sqrt(mean(noiseOf(noise, name).map((value) => value ** 2)));
      // Samples are multiples of 0.06 µV.
      expect(rms).toBeCloseTo(noise.baselineWanderRmsMv ?? noise.muscleRmsMv ?? (noise.mainsRmsMv as number), 5);
    }
  });

  test('keeps its kind to its band', () => {
    const powerAt = (values: readonly number[], hz: number) => {
      const sums = [Math.cos, Math.sin].map((f) => mean(values.map((v, n) => v * f((2 * Math.PI * hz * n) / 500))));
      return sums.reduce((total, sum) => total + sum ** 2, 0);
    };
    const mains = noiseOf({ mainsRmsMv: 0.1, mainsHz: 60 }, 'V1');
    // All but a hundredth of the power, which is the third harmonic's: (0.1² / 1.01) / 2.
    expect(powerAt(mains, 60)).toBeCloseTo(0.1 ** 2 / 1.01 / 2, 5);
    const wander = noiseOf({ baselineWanderRmsMv: 0.1 }, 'V1');
    for (const hz of [1, 5, 50]) expect(powerAt(wander, hz)).toBeLessThan(1e-5);
    const muscle = noiseOf({ muscleRmsMv: 0.1 }, 'V1');
    const band = (from: number, to: number) =>
      mean(Array.from({ length: 50 }, (_, k) => powerAt(muscle, from + ((to - from) * k) / 50)));
    expect(band(60, 200)).toBeGreaterThan(5 * band(0.1, 5));
  });
});

describe('simulateRecord refuses', () => {
  test.each([
    [{ fs: 0 }, 'simulateRecord: fs must be a positive number of Hz, got 0'],
    [{ durationSec: Number.NaN }, 'simulateRecord: durationSec must be positive, got NaN'],
    [{ durationSec: 0.0001 }, 'simulateRecord: durationSec must hold a sample at 500 Hz, got 0.0001'],
    [{ heartRateBpm: 29 }, 'simulateRecord: heartRateBpm must lie in 30–220, got 29'],
    [{ heartRateBpm: 221 }, 'simulateRecord: heartRateBpm must lie in 30–220, got 221'],
    [{ rrVariability: 0.3 }, 'simulateRecord: rrVariability must lie in 0–0.2, got 0.3'],
    [{ morphology: 'broken' as never }, 'morphology must be one of normal, left-bundle-branch-block'],
    [{ noise: { muscleRmsMv: -1 } }, 'simulateNoise: muscleRmsMv must be 0 or more, got -1'],
    [{ fs: 100, noise: { mainsRmsMv: 0.1 } }, 'simulateNoise: mainsHz must lie between 0 and half of fs 100, got 50'],
  ])('%o', (options, message) => {
    expect(() => simulate(options)).toThrow(message);
  });
});
