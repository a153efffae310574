import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EcgError } from '../../src/errors.ts';
import { type OneCycleSchedule, type Schedule, type StepSettings, settingsAt } from '../../src/nn/index.ts';
import { golden } from './golden.ts';
import { refusal } from './refusal.ts';

const { cases } = golden<{
  readonly cases: readonly { readonly config: Schedule; readonly settings: readonly StepSettings[] }[];
}>('schedules');

describe('a schedule', () => {
  test.each(cases)('gives in every step what PyTorch gives: $config', ({ config, settings }) => {
    settings.forEach((expected, step) => {
      const actual = settingsAt(config, step, settings.length);
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      // Both sides compute in float64; PyTorch's cosine is a recursion that gathers some rounding.
      expect(Math.abs(actual.learningRate - expected.learningRate)).toBeLessThanOrEqual(1e-12 * 0.01);
      if (expected.momentum !== undefined) expect(actual.momentum).toBeCloseTo(expected.momentum, 12);
    });
  });

  test('is constant where it says so', () => {
    expect([0, 1, 99].map((step) => settingsAt({ kind: 'constant', learningRate: 0.3 }, step, 100))).toEqual(
      Array(3).fill({ learningRate: 0.3 }),
    );
  });

  test('of one cycle goes from peak / 25 over the peak to peak / 250,000, while momentum does the opposite', () => {
    const schedule: Schedule = { kind: 'one-cycle', peak: 1 };
    const [first, top, last] = [0, 299, 999].map((step) => settingsAt(schedule, step, 1000)) as [
      StepSettings,
      StepSettings,
      StepSettings,
    ];
    expect(first).toEqual({ learningRate: expect.closeTo(0.04, 12), momentum: 0.95 });
    expect(top).toEqual({ learningRate: 1, momentum: 0.85 });
    expect(last).toEqual({ learningRate: expect.closeTo(4e-6, 15), momentum: 0.95 });
  });

  test('of one cycle rises, then falls, with momentum as far from its end as the rate is from its own', () => {
    const options = fc.record({
      total: fc.integer({ min: 2, max: 300 }),
      pctStart: fc.double({ min: 0, max: 1, noNaN: true }),
      divFactor: fc.double({ min: 2, max: 100, noNaN: true }),
      finalDivFactor: fc.double({ min: 1, max: 1e5, noNaN: true }),
    });
    // Rounding of a cosine, of order 1e-16.
    const slack = 1e-12;
    fc.assert(
      fc.property(options, ({ total, ...factors }) => {
        const schedule: OneCycleSchedule = { kind: 'one-cycle', peak: 1, ...factors };
        const settings = Array.from({ length: total }, (_, step) => settingsAt(schedule, step, total));
        const turn = settings.findIndex((_, step) => step > factors.pctStart * total - 1);
        const risen = settings.slice(0, turn < 0 ? total : turn);
        const fallen = settings.slice(risen.length);
        const rates = settings.map(({ learningRate }) => learningRate);
        expect(isRising(rates.slice(0, risen.length), slack)).toBe(true);
        expect(isRising(rates.slice(risen.length).reverse(), slack)).toBe(true);
        const low = 1 / factors.divFactor;
        expect(mirrorError(risen, low)).toBeLessThanOrEqual(slack);
        expect(mirrorError(fallen, low / factors.finalDivFactor)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  test('of a cosine with warm-up rises in equal parts, has its peak once, and ends above `final`', () => {
    const schedule: Schedule = { kind: 'cosine', peak: 1, warmUpFraction: 0.3, final: 0.5 };
    const rates = Array.from({ length: 10 }, (_, step) => settingsAt(schedule, step, 10).learningRate);
    expect(rates.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(rates.filter((rate) => rate === 1)).toHaveLength(1);
    expect(rates.slice(4)).toEqual([...rates.slice(4)].sort((a, b) => b - a));
    expect(rates.at(-1)).toBeGreaterThan(0.5);
  });

  test.each([-1, 10, 0.5, Number.NaN])('refuses step %d of 10', (step) => {
    expect(() => settingsAt({ kind: 'constant', learningRate: 1 }, step, 10)).toThrow(
      refusal(`settingsAt: step must be one of 0 … 9, got ${step}`),
    );
  });

  test.each<Schedule>([
    { kind: 'constant', learningRate: -1 },
    { kind: 'cosine', peak: Number.NaN },
    { kind: 'cosine', peak: 1, final: 2 },
    { kind: 'cosine', peak: 1, warmUpFraction: 1.5 },
    { kind: 'one-cycle', peak: Number.POSITIVE_INFINITY },
    { kind: 'one-cycle', peak: 1, pctStart: -0.1 },
    { kind: 'one-cycle', peak: 1, divFactor: 0 },
    { kind: 'one-cycle', peak: 1, finalDivFactor: 0.5 },
    { kind: 'one-cycle', peak: 1, maxMomentum: 0.5 },
    { kind: 'step' } as unknown as Schedule,
  ])('refuses the constants %o', (schedule) => {
    expect(() => settingsAt(schedule, 0, 10)).toThrow(EcgError);
  });
});

function isRising(values: readonly number[], slack: number): boolean {
  return values.every((value, i) => i === 0 || value >= (values[i - 1] as number) - slack);
}

/** How far momentum, from 0.95 down to 0.85, is from the way that the rate has gone from `low` up to 1. */
function mirrorError(settings: readonly StepSettings[], low: number): number {
  const errors = settings.map(({ learningRate, momentum = Number.NaN }) =>
    Math.abs((0.95 - momentum) / (0.95 - 0.85) - (learningRate - low) / (1 - low)),
  );
  return Math.max(0, ...errors);
}
