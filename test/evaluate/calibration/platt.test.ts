import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlatt, calibrationError, fitPlatt, logit, sigmoid } from '../../../src/evaluate/index.ts';
import { createRandom } from '../../../src/random.ts';
import { readGolden } from '../golden.ts';

interface PlattCase {
  readonly name: string;
  readonly labels: readonly number[];
  readonly logits: readonly number[];
  readonly slope: number;
  readonly intercept: number;
}

const { cases } = readGolden<{ cases: readonly PlattCase[] }>('platt.json');

describe('fitPlatt', () => {
  it.each(cases)('finds the minimum that SciPy finds: $name', ({ labels, logits, slope, intercept }) => {
    const fit = fitPlatt(labels, logits);
    // BFGS stops at a gradient of 1e-11 or at float64's floor, which leaves about 1e-6 of the weights (largest intercept: 59).
    expect(fit?.slope).toBeCloseTo(slope, 4);
    expect(fit?.intercept).toBeCloseTo(intercept, 4);
  });

  it('undoes a scale and a shift of the logits', () => {
    const [first] = cases as readonly [PlattCase];
    const { labels, logits } = first;
    const fit = fitPlatt(labels, logits);
    const moved = fitPlatt(
      labels,
      logits.map((x) => 5 * x - 3),
    );
    expect(5 * (moved?.slope as number)).toBeCloseTo(fit?.slope as number, 9);
    expect((moved?.intercept as number) - 3 * (moved?.slope as number)).toBeCloseTo(fit?.intercept as number, 9);
  });

  it('makes over-confident probabilities honest on records that it has not seen', () => {
    const random = createRandom(21);
    const honest = Float64Array.from({ length: 4000 }, () => 1.5 * random.normal() - 1);
    const labels = Uint8Array.from(honest, (x) => (random.uniform() < sigmoid(x) ? 1 : 0));
    const said = honest.map((x) => 3 * x + 2);
    const fit = fitPlatt(labels.subarray(0, 2000), said.subarray(0, 2000));
    const unseen = { labels: labels.subarray(2000), said: said.subarray(2000) };
    const before = calibrationError(unseen.labels, unseen.said.map(sigmoid));
    const after = calibrationError(
      unseen.labels,
      unseen.said.map((x) => applyPlatt(fit as NonNullable<typeof fit>, x)),
    );
    expect(before).toBeGreaterThan(0.15);
    // A perfectly calibrated model has an ECE of about 0.02 on 2000 records in 15 bins.
    expect(after).toBeLessThan(0.035);
  });

  it('is undefined where there is nothing to learn', () => {
    expect(fitPlatt([0, 0], [1, 2])).toBeUndefined();
    expect(fitPlatt([1, 1], [1, 2])).toBeUndefined();
    expect(fitPlatt([0, 1, 1], [0.1, 0.1, 0.1])).toBeUndefined();
    expect(fitPlatt([], [])).toBeUndefined();
  });

  it('is undefined where higher logits mean less likely', () => {
    expect(fitPlatt([0, 0, 1, 1], [2, 1, -1, -2])).toBeUndefined();
  });

  it('refuses logits that are not finite', () => {
    expect(() => fitPlatt([0, 1], [0, Number.POSITIVE_INFINITY])).toThrow('logits must be finite, got Infinity');
    expect(() => fitPlatt([0, 1], [0, Number.NaN])).toThrow('scores must be numbers, got NaN at record 1');
  });
});

describe('logit and sigmoid', () => {
  it('undo each other between the margins', () => {
    fc.assert(
      fc.property(fc.double({ min: -16, max: 16, noNaN: true }), (x) => {
        // Near 1 a probability has a spacing of 1.1e-16, and the logit's slope there is 1 / (p (1 − p)) ≤ 9e6.
        expect(logit(sigmoid(x))).toBeCloseTo(x, 8);
      }),
    );
  });

  it('stay finite for certain probabilities and huge logits', () => {
    expect(logit(0)).toBeCloseTo(Math.log(1e-7 / (1 - 1e-7)), 12);
    expect(logit(1)).toBeCloseTo(-logit(0), 6);
    expect([sigmoid(-1000), sigmoid(1000)]).toEqual([0, 1]);
  });
});
