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

  test('of one cycle rises to the peak once and falls, and momentum mirrors it', () => {
    const options = fc.record({
      total: fc.integer({ min: 2, max: 300 }),
      pctStart: fc.double({ min: 0, max: 1, noNaN: true }),
      divFactor: fc.double({ min: 1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(options, ({ total, pctStart, divFactor }) => {
        const schedule: OneCycleSchedule = { kind: 'one-cycle', peak: 1, pctStart, divFactor };
        const settings = Array.from({ length: total }, (_, step) => settingsAt(schedule, step, total));
        settings.slice(1).forEach(({ learningRate, momentum }, i) => {
          const before = settings[i] as StepSettings;
          const rising = i + 1 <= pctStart * total - 1;
          // Rounding of the cosine, where two steps hardly differ.
          const slack = 1e-12;
          const [low, high] = rising ? [before.learningRate, learningRate] : [learningRate, before.learningRate];
          if (i > pctStart * total - 1 || rising) expect(low).toBeLessThanOrEqual(high + slack);
          expect(learningRate).toBeLessThanOrEqual(1 + slack);
          expect(momentum).toBeGreaterThanOrEqual(0.85 - slack);
          expect(momentum).toBeLessThanOrEqual(0.95 + slack);
        });
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
