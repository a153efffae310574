import { describe, expect, it, test } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { type LeadReversal, reverseLeads, STANDARD_LEADS } from '../../../src/record/index.ts';
import { warpFactor, windowChanges } from '../../../src/train/augment/augment-window.ts';
import { augmentationSchema, SWAPPED_PAIRS } from '../../../src/train/augment/augmentation-config.ts';
import { drawBeta } from '../../../src/train/augment/beta.ts';
import { applySwap, swapOfLeads } from '../../../src/train/augment/electrode-swap.ts';
import { type MixedShard, mixShard } from '../../../src/train/augment/mix.ts';
import { copyWarpedWindow, copyWindow } from '../../../src/train/training-set.ts';

const samples = 250;
const form = { leads: [...STANDARD_LEADS], fs: 500, samples };
const leadsOf = (window: Float32Array) =>
  form.leads.map((_, l) => window.slice(l * samples, (l + 1) * samples)) as Float32Array[];

/** Eight independent leads of noise, and the limb leads that follow from I and II. */
function einthovenWindow(seed: number) {
  const random = createRandom(seed);
  const independent = Object.fromEntries(
    ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'].map((name) => [
      name,
      Float64Array.from({ length: samples }, () => random.normal()),
    ]),
  ) as unknown as Parameters<typeof reverseLeads>[0];
  return { independent, window: windowOf(independent) };
}

function windowOf(leads: Parameters<typeof reverseLeads>[0]): Float32Array {
  const { I, II } = leads;
  const limbs: Record<string, Float64Array> = {
    III: II.map((v, t) => v - (I[t] as number)),
    aVR: I.map((v, t) => -(v + (II[t] as number)) / 2),
    aVL: I.map((v, t) => v - (II[t] as number) / 2),
    aVF: II.map((v, t) => v - (I[t] as number) / 2),
  };
  const all: Record<string, Float64Array> = { ...leads, ...limbs };
  return Float32Array.from(form.leads.flatMap((name) => [...(all[name] as Float64Array)]));
}

/** What a configuration makes of a window. */
function changed(config: object, window: Float32Array, seed = 1): Float32Array {
  const copy = window.slice();
  windowChanges(augmentationSchema.parse(config), form)(copy, createRandom(seed));
  return copy;
}

const greatestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] as number))), 0);

describe('windowChanges', () => {
  const { window } = einthovenWindow(3);

  test.each([
    ['no augmentation', {}],
    ['a gain of 1', { recordGain: { probability: 1, maxFactor: 1 }, leadGain: { probability: 1, maxFactor: 1 } }],
    ['noise of no amplitude', { muscleNoise: { probability: 1, amplitude: 0 } }],
    [
      'wander and hum of no amplitude',
      { baselineWander: { probability: 1, amplitude: 0 }, mainsHum: { probability: 1, amplitude: 0 } },
    ],
    [
      'everything with probability 0',
      {
        leadDropout: { probability: 0, share: 1 },
        masking: { probability: 0, maxSec: 1 },
        electrodeSwap: { probability: 0 },
        recordGain: { probability: 0, maxFactor: 4 },
      },
    ],
  ])('%s changes nothing', (_, config) => {
    expect(changed(config, window)).toEqual(window);
  });

  it('is the same for the same seed and another for another', () => {
    const config = { leadGain: { probability: 1, maxFactor: 2 }, muscleNoise: { probability: 1, amplitude: 0.1 } };
    expect(changed(config, window, 5)).toEqual(changed(config, window, 5));
    expect(changed(config, window, 6)).not.toEqual(changed(config, window, 5));
  });

  it('scales all leads by one factor within its limits for the record, and each by its own for leads', () => {
    const factors = (config: object, seed: number) => {
      const after = leadsOf(changed(config, window, seed));
      return leadsOf(window).map((lead, l) => ((after[l] as Float32Array)[0] as number) / (lead[0] as number));
    };
    for (let seed = 1; seed <= 20; seed++) {
      const record = factors({ recordGain: { probability: 1, maxFactor: 1.5 } }, seed);
      // Factors are read back from float32 values: seven digits.
      for (const factor of record) expect(factor).toBeCloseTo(record[0] as number, 5);
      const leads = factors({ leadGain: { probability: 1, maxFactor: 1.5 } }, seed);
      expect(Math.max(...record, ...leads)).toBeLessThanOrEqual(1.5 + 1e-6);
      expect(Math.min(...record, ...leads)).toBeGreaterThanOrEqual(1 / 1.5 - 1e-6);
      expect(new Set(leads.map((factor) => factor.toFixed(4))).size).toBeGreaterThan(6);
    }
  });

  it('drops leads but keeps one, and all that is left is as it was', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const after = leadsOf(changed({ leadDropout: { probability: 1, share: 1 } }, window, seed));
      const kept = after.flatMap((lead, l) => (lead.some((v) => v !== 0) ? [l] : []));
      expect(kept).toHaveLength(1);
      expect(after[kept[0] as number]).toEqual(leadsOf(window)[kept[0] as number]);
    }
  });

  it('masks one stretch per lead, no longer than asked', () => {
    for (let seed = 1; seed <= 20; seed++) {
      for (const lead of leadsOf(changed({ masking: { probability: 1, maxSec: 0.1 } }, window, seed))) {
        const zeros = [...lead.keys()].filter((t) => lead[t] === 0);
        expect(zeros.length).toBeGreaterThan(0);
        expect(zeros.length).toBeLessThanOrEqual(50);
        expect((zeros.at(-1) as number) - (zeros[0] as number)).toBe(zeros.length - 1);
      }
    }
  });

  it('adds sines no higher than their amplitude, of the frequency asked for', () => {
    const silent = new Float32Array(window.length);
    const hum = changed({ mainsHum: { probability: 1, amplitude: 0.2, hz: 50 } }, silent, 2);
    // 500 Hz: ten samples per cycle of 50 Hz; float32 sums and a rotation of 250 steps leave 1e-6.
    for (const lead of leadsOf(hum)) expect(greatestDifference(lead.slice(10), lead.slice(0, -10))).toBeLessThan(1e-6);
    expect(Math.max(...hum)).toBeLessThanOrEqual(0.2 + 1e-6);
    expect(Math.max(...hum)).toBeGreaterThan(0.1);
  });

  it('adds Gaussian noise of the correlation asked for, of another size and course in every lead', () => {
    const coloured = { muscleNoise: { probability: 1, amplitude: 0.5, correlation: [0.4, 0.4] } };
    const silent = new Float32Array(window.length);
    const leads = Array.from({ length: 60 }, (_, seed) => leadsOf(changed(coloured, silent, seed + 1))).flat();
    const meanOf = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const sds = leads.map((lead) => Math.sqrt(meanOf(lead.map((v) => v * v))));
    // 720 leads of 250 samples. The standard deviation is uniform in 0 … 0.5: a mean of 0.25 with a standard error of 0.006.
    expect(Math.abs(sds.reduce((sum, v) => sum + v, 0) / sds.length - 0.25)).toBeLessThan(0.025);
    const unit = leads.flatMap((lead, l) => [...lead.map((v) => v / (sds[l] as number))]);
    const products = leads.flatMap((lead, l) =>
      [...lead.slice(1)].map((v, t) => (v * (lead[t] as number)) / (sds[l] as number) ** 2),
    );
    // 180,000 values: standard errors below 0.01 for the correlation and below 0.05 for the fourth moment.
    expect(Math.abs(products.reduce((sum, v) => sum + v, 0) / products.length - 0.4)).toBeLessThan(0.03);
    expect(Math.abs(unit.reduce((sum, v) => sum + v ** 4, 0) / unit.length - 3)).toBeLessThan(0.15);
    const course = (lead: Float32Array) => lead.map((v) => Math.abs(v) / Math.max(...lead.map(Math.abs)));
    const [first, second] = leadsOf(changed(coloured, silent, 3)).map(course);
    expect(greatestDifference(first as Float32Array, second as Float32Array)).toBeGreaterThan(0.3);
  });

  it('refuses hum that the sampling rate cannot hold', () => {
    const config = augmentationSchema.parse({ mainsHum: { probability: 1, amplitude: 1 } });
    expect(() => windowChanges(config, { ...form, fs: 100 })).toThrow(/below half the sampling rate, 50 Hz, got 50/);
  });
});

describe('electrode swaps', () => {
  test.each(SWAPPED_PAIRS)('%s is what the electrodes give in millivolts, and keeps the limb identities', (pair) => {
    const { independent, window } = einthovenWindow(11);
    const swap = swapOfLeads(form.leads, pair);
    if (swap === undefined) throw new Error('twelve leads show every interchange');
    const after = window.slice();
    applySwap(after, samples, swap);
    // An independent derivation by potentials; float32.
    expect(greatestDifference(after, windowOf(reverseLeads(independent, pair as LeadReversal)))).toBeLessThan(1e-5);
    const [I, II, III, aVR, aVL, aVF] = leadsOf(after) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const sums = I.map(
      (v, t) =>
        Math.abs(v + (III[t] as number) - (II[t] as number)) +
        Math.abs((aVR[t] as number) + (aVL[t] as number) + (aVF[t] as number)),
    );
    expect(Math.max(...sums)).toBeLessThan(1e-5);
    applySwap(after, samples, swap);
    expect(after).toEqual(window);
  });

  it('is left out where the leads cannot show it, and refused where none is left', () => {
    expect(swapOfLeads(['I', 'II', 'V1', 'V2'], 'RA-LA')).toBeUndefined();
    expect(swapOfLeads(['I', 'II', 'V1', 'V2'], 'V1-V2')?.from).toEqual(Int32Array.of(0, 1, 3, 2));
    const config = augmentationSchema.parse({ electrodeSwap: { probability: 1 } });
    expect(() => windowChanges(config, { ...form, leads: ['V1'] })).toThrow(/got V1$/);
  });
});

describe('copyWarpedWindow', () => {
  const counts = Int16Array.from({ length: 2 * 600 }, (_, i) => Math.round(1000 * Math.sin(i / 15)));
  const set = {
    counts,
    records: 1,
    leads: 2,
    samples: 600,
    outputs: 1,
    targets: new Float32Array(1),
    weights: new Float32Array(1),
  };

  it('is the plain window with a factor of 1', () => {
    const [plain, warped] = [new Float32Array(2 * samples), new Float32Array(2 * samples)];
    copyWindow(set, 0, 40, samples, plain, 0);
    copyWarpedWindow(set, 0, 40, 1, samples, warped, 0);
    expect(warped).toEqual(plain);
  });

  it('gives the sine of another frequency', () => {
    const warped = new Float32Array(2 * samples);
    copyWarpedWindow(set, 0, 40, 1.3, samples, warped, 0);
    const expected = Float32Array.from({ length: samples }, (_, t) => Math.sin((40 + 1.3 * t) / 15));
    // Counts are rounded to 0.0005, and the cubic is off by less than that for a sine of 94 samples.
    expect(greatestDifference(warped.slice(0, samples), expected)).toBeLessThan(1.5e-3);
  });

  it('never asks for more samples than a record has', () => {
    const config = augmentationSchema.parse({ timeWarp: { probability: 1, maxFactor: 4 } });
    const factors = Array.from({ length: 200 }, (_, seed) => warpFactor(config, 1.1, createRandom(seed)));
    expect(Math.max(...factors)).toBe(1.1);
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.25);
    expect(Math.min(...factors)).toBeLessThan(0.3);
  });
});

describe('mixShard', () => {
  const shardOf = (seed: number): MixedShard => {
    const random = createRandom(seed);
    const uniform = (n: number) => Float32Array.from({ length: n }, () => random.uniform());
    return {
      records: 8,
      samples: 10,
      signals: uniform(8 * 20),
      targets: uniform(8 * 3).map(Math.round),
      weights: uniform(8 * 3),
    };
  };
  const copyOf = (shard: MixedShard): MixedShard => ({
    ...shard,
    signals: shard.signals.slice(),
    targets: shard.targets.slice(),
    weights: shard.weights.slice(),
  });
  const kinds = [
    ['mixup', { mixup: { probability: 1, alpha: 0.4 } }],
    ['cutMix', { cutMix: { probability: 1, alpha: 1 } }],
  ] as const;

  test.each(kinds)('%s of equal records is the identity', (_, mixing) => {
    const shard = shardOf(1);
    for (let i = 1; i < 8; i++) {
      shard.signals.copyWithin(i * 20, 0, 20);
      shard.targets.copyWithin(i * 3, 0, 3);
      shard.weights.copyWithin(i * 3, 0, 3);
    }
    const before = copyOf(shard);
    mixShard(shard, mixing, createRandom(2));
    expect(shard.signals).toEqual(before.signals);
    expect(shard.targets).toEqual(before.targets);
    // λw + (1 − λ)w is rounded once to float32.
    expect(greatestDifference(shard.weights, before.weights)).toBeLessThan(1e-7);
  });

  test.each(kinds)('%s keeps targets in 0 … 1, changes signals, and is the same for the same seed', (_, mixing) => {
    for (let seed = 1; seed <= 20; seed++) {
      const [one, other, before] = [shardOf(seed), shardOf(seed), shardOf(seed)];
      mixShard(one, mixing, createRandom(seed));
      mixShard(other, mixing, createRandom(seed));
      expect(one).toEqual(other);
      expect(one.signals).not.toEqual(before.signals);
      expect(Math.min(...one.targets)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...one.targets)).toBeLessThanOrEqual(1);
    }
  });

  it('cutMix takes every sample from one of two records, and the share of the target is that of the samples', () => {
    const shard: MixedShard = {
      records: 2,
      samples: 10,
      signals: Float32Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1)),
      targets: Float32Array.of(0, 1),
      weights: Float32Array.of(1, 1),
    };
    mixShard(shard, { cutMix: { probability: 1, alpha: 1 } }, createRandom(4));
    for (const record of [0, 1]) {
      const signals = shard.signals.subarray(record * 20, (record + 1) * 20);
      expect(signals.every((v) => v === 0 || v === 1)).toBe(true);
      expect(signals.reduce((sum, v) => sum + v, 0) / 20).toBeCloseTo(shard.targets[record] as number, 6);
    }
  });

  it('draws shares from the symmetric beta distribution', () => {
    const random = createRandom(9);
    for (const alpha of [0.2, 1, 4]) {
      const draws = Array.from({ length: 20_000 }, () => drawBeta(alpha, random));
      const mean = draws.reduce((sum, v) => sum + v, 0) / draws.length;
      const variance = draws.reduce((sum, v) => sum + (v - mean) ** 2, 0) / draws.length;
      // Mean 1/2 and variance 1 / (4(2α + 1)); 20,000 draws have a standard error below 0.003 of both.
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
      expect(Math.abs(variance - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(0.01);
    }
  });
});
