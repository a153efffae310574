import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyBeta,
  applyCalibration,
  applyIsotonic,
  applyPlatt,
  CALIBRATION_METHODS,
  calibrationError,
  chooseCalibration,
  crossFit,
  dealGroups,
  decisionCurve,
  fitBeta,
  fitCalibration,
  fitIsotonic,
  fitPlatt,
  logit,
  logLoss,
  sigmoid,
} from '../../../src/evaluate/index.ts';
import { createRandom } from '../../../src/random.ts';
import { readGolden } from '../golden.ts';
import { labelledScores } from '../labelled-arbitrary.ts';

interface CalibrationCase {
  readonly name: string;
  readonly labels: readonly number[];
  readonly probabilities: readonly number[];
  readonly isotonic: readonly number[];
  readonly beta: { readonly a: number; readonly b: number; readonly c: number; readonly onGrid: readonly number[] };
  readonly decisionCurve: readonly {
    readonly threshold: number;
    readonly netBenefit: number;
    readonly netBenefitOfAll: number;
  }[];
}

const { grid, cases } = readGolden<{ grid: readonly number[]; cases: readonly CalibrationCase[] }>('calibration.json');

describe('fitIsotonic', () => {
  it.each(cases)("is scikit-learn's curve on Platt's targets: $name", ({ labels, probabilities, isotonic }) => {
    const fit = fitIsotonic(labels, probabilities) as NonNullable<ReturnType<typeof fitIsotonic>>;
    grid.forEach((p, i) => {
      expect(applyIsotonic(fit, p)).toBeCloseTo(isotonic[i] as number, 9);
    });
  });

  it('never falls, and is never certain', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const fit = fitIsotonic(labels, scores);
        if (fit === undefined) return;
        const curve = grid.map((p) => applyIsotonic(fit, p));
        // Interpolation rounds to 1e-16.
        curve.slice(1).forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual((curve[i] as number) - 1e-12);
        });
        expect(Math.min(...curve)).toBeGreaterThan(0);
        expect(Math.max(...curve)).toBeLessThan(1);
      }),
    );
  });

  it('no other rising curve through the scores has a smaller squared error', () => {
    fc.assert(
      fc.property(labelledScores, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), ({ labels, scores }, other) => {
        const fit = fitIsotonic(labels, scores);
        const rising = [...other].sort((a, b) => a - b);
        if (fit === undefined || rising.length === 0) return;
        const positives = labels.reduce((sum, label) => sum + label, 0);
        const target = (label: number) =>
          label === 1 ? (positives + 1) / (positives + 2) : 1 / (labels.length - positives + 2);
        const error = (curve: (score: number) => number) =>
          labels.reduce((sum, label, i) => sum + (curve(scores[i] as number) - target(label)) ** 2, 0);
        const step = (score: number) =>
          rising[Math.min(Math.floor(score * rising.length), rising.length - 1)] as number;
        expect(error((score) => applyIsotonic(fit, score))).toBeLessThanOrEqual(error(step) + 1e-9);
      }),
    );
  });
});

describe('fitBeta', () => {
  it.each(cases)('is the minimum that SciPy finds within its bounds: $name', ({ labels, probabilities, beta }) => {
    const fit = fitBeta(labels, probabilities) as NonNullable<ReturnType<typeof fitBeta>>;
    // L-BFGS-B stops at float64's floor of the loss, about 1e-4 of the weights where the two columns are nearly one.
    expect(fit.a).toBeCloseTo(beta.a, 3);
    expect(fit.b).toBeCloseTo(beta.b, 2);
    grid.forEach((p, i) => {
      expect(applyBeta(fit, p)).toBeCloseTo(beta.onGrid[i] as number, 4);
    });
  });

  it('bounds a parameter at 0 in the cases whose scores run backwards at one end', () => {
    const bounded = cases.flatMap(({ labels, probabilities }) => {
      const fit = fitBeta(labels, probabilities);
      return fit?.a === 0 ? ['a'] : fit?.b === 0 ? ['b'] : [];
    });
    expect(new Set(bounded)).toEqual(new Set(['a', 'b']));
  });

  it('is Platt scaling where a is b', () => {
    for (const p of grid) {
      const platt = applyPlatt({ slope: 0.7, intercept: -0.4 }, logit(p));
      expect(applyBeta({ a: 0.7, b: 0.7, c: -0.4 }, p)).toBeCloseTo(platt, 9);
    }
  });
});

describe('every method of calibration', () => {
  const random = createRandom(3);
  const honest = Float64Array.from({ length: 4000 }, () => 1.5 * random.normal() - 1);
  const labels = Uint8Array.from(honest, (x) => (random.uniform() < sigmoid(x) ? 1 : 0));
  const said = honest.map((x) => sigmoid(3 * x + 2));

  it.each(CALIBRATION_METHODS)(
    'makes over-confident probabilities honest on records that it has not seen: %s',
    (method) => {
      const fit = fitCalibration(method, labels.subarray(0, 2000), said.subarray(0, 2000));
      const unseen = labels.subarray(2000);
      const after = said.subarray(2000).map((p) => applyCalibration(fit as NonNullable<typeof fit>, p));
      expect(calibrationError(unseen, said.subarray(2000))).toBeGreaterThan(0.15);
      // A perfectly calibrated model has an ECE of about 0.02 on 2000 records in 15 bins.
      expect(calibrationError(unseen, after)).toBeLessThan(0.04);
    },
  );

  it.each(CALIBRATION_METHODS)(
    'keeps the order of scores, and is undefined where there is nothing to learn: %s',
    (method) => {
      fc.assert(
        fc.property(labelledScores, ({ labels: some, scores }) => {
          const fit = fitCalibration(method, some, scores);
          if (fit === undefined) return;
          const sorted = [...scores].sort((a, b) => a - b).map((p) => applyCalibration(fit, p));
          sorted.slice(1).forEach((p, i) => {
            expect(p).toBeGreaterThanOrEqual((sorted[i] as number) - 1e-12);
          });
        }),
      );
      expect(fitCalibration(method, [0, 0], [0.1, 0.4])).toBeUndefined();
      expect(fitCalibration(method, [1, 1], [0.1, 0.4])).toBeUndefined();
      expect(fitCalibration(method, [0, 1, 1], [0.3, 0.3, 0.3])).toBeUndefined();
      expect(fitCalibration(method, [0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1])).toBeUndefined();
      expect(() => fitCalibration(method, [0, 1], [0.5])).toThrow('labels and scores must be equally many');
    },
  );
});

describe('chooseCalibration', () => {
  const drawn = (records: number, bend: (p: number) => number, seed: number) => {
    const random = createRandom(seed);
    const honest = Array.from({ length: records }, () => sigmoid(1.5 * random.normal()));
    const labels = honest.map((p) => (random.uniform() < p ? 1 : 0));
    return { labels, probabilities: honest.map(bend), partOf: honest.map((_, i) => i % 5) };
  };

  it('takes Platt scaling for what it can mend', () => {
    const { labels, probabilities, partOf } = drawn(1500, (p) => sigmoid(2 * logit(p) - 1), 4);
    expect(chooseCalibration(labels, probabilities, partOf).method).toBe('platt');
  });

  it('takes beta calibration where one end alone is bent', () => {
    const { labels, probabilities, partOf } = drawn(1500, (p) => 1 - (1 - p) ** 6, 5);
    const { method, logLoss: losses } = chooseCalibration(labels, probabilities, partOf);
    expect(method).toBe('beta');
    expect(losses.beta).toBeLessThan(losses.platt);
  });

  it('takes isotonic calibration for steps that no smooth curve follows', () => {
    const { labels, probabilities, partOf } = drawn(3000, (p) => (p < 0.8 ? 0.4 + p / 100 : 0.6 + p / 100), 6);
    expect(chooseCalibration(labels, probabilities, partOf).method).toBe('isotonic');
  });

  it('tells the log loss of fits that did not see the record', () => {
    const { labels, probabilities, partOf } = drawn(300, (p) => p, 7);
    const by = labels.map((label, i) => {
      const others = labels.flatMap((_, j) => (partOf[j] === partOf[i] ? [] : [j]));
      const logits = probabilities.map((p) => logit(p));
      const fit = fitPlatt(
        others.map((j) => labels[j] as number),
        others.map((j) => logits[j] as number),
      );
      return { label, p: applyPlatt(fit as NonNullable<typeof fit>, logits[i] as number) };
    });
    const expected = logLoss(
      by.map(({ label }) => label),
      by.map(({ p }) => p),
    );
    expect(chooseCalibration(labels, probabilities, partOf).logLoss.platt).toBeCloseTo(expected as number, 9);
  });
});

describe('crossFit and dealGroups', () => {
  it('answer for a record by the records of other parts alone', () => {
    expect(
      crossFit(
        [0, 0, 1, 2],
        (records) => records.join(),
        (seen, record) => `${record}:${seen}`,
      ),
    ).toEqual(['0:2,3', '1:2,3', '2:0,1,3', '3:0,1,2']);
  });

  it('leave a patient in one part, and no part with two patients more than another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        (groups, parts) => {
          const partOf = dealGroups(groups, parts, createRandom(1));
          const byGroup = new Map(groups.map((group, i) => [group, partOf[i]]));
          groups.forEach((group, i) => {
            expect(partOf[i]).toBe(byGroup.get(group));
          });
          const sizes = Array.from(
            { length: parts },
            (_, part) => [...byGroup.values()].filter((p) => p === part).length,
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('decisionCurve', () => {
  it.each(cases)('is the definition computed by NumPy: $name', ({ labels, probabilities, decisionCurve: expected }) => {
    const thresholds = expected.map(({ threshold }) => threshold);
    decisionCurve(labels, probabilities, thresholds).forEach((point, i) => {
      expect(point.netBenefit).toBeCloseTo(expected[i]?.netBenefit as number, 12);
      expect(point.netBenefitOfAll).toBeCloseTo(expected[i]?.netBenefitOfAll as number, 12);
    });
  });

  it('never exceeds the prevalence, which a perfect model reaches', () => {
    expect(decisionCurve([0, 1, 0, 1], [0, 1, 0, 1]).map(({ netBenefit }) => netBenefit)).toEqual(Array(99).fill(0.5));
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const prevalence = labels.reduce((sum, label) => sum + label, 0) / labels.length;
        for (const { netBenefit } of decisionCurve(labels, scores)) expect(netBenefit).toBeLessThanOrEqual(prevalence);
      }),
    );
  });

  it('refuses thresholds that are no probability one could act at, and no records', () => {
    expect(() => decisionCurve([0, 1], [0, 1], [1])).toThrow('thresholds must lie within (0, 1), got 1');
    expect(() => decisionCurve([], [])).toThrow('needs a record, got none');
  });
});
