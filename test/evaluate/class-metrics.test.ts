import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  brierError,
  calibrationError,
  classFMax,
  confusion,
  f1Score,
  logLoss,
  precision,
  rocAuc,
  sensitivity,
  specificity,
} from '../../src/evaluate/index.ts';
import { goldenClasses } from './golden.ts';
import { labelledScores } from './labelled-arbitrary.ts';

type Numbers = readonly number[];
type Metric = (labels: Numbers, scores: Numbers, threshold: number) => number | undefined;

/** Every figure of one class, by the name of its golden value. */
const metrics = {
  auc: rocAuc,
  averagePrecision,
  brier: brierError,
  logLoss: (labels, scores) => logLoss(labels, scores),
  ece: (labels, scores) => calibrationError(labels, scores),
  fMax: (labels, scores) => classFMax(labels, scores),
  f1: (labels, scores, threshold) => f1Score(confusion(labels, scores, threshold)),
  sensitivity: (labels, scores, threshold) => sensitivity(confusion(labels, scores, threshold)),
  specificity: (labels, scores, threshold) => specificity(confusion(labels, scores, threshold)),
  precision: (labels, scores, threshold) => precision(confusion(labels, scores, threshold)),
} satisfies Record<string, Metric>;

const names = Object.keys(metrics) as (keyof typeof metrics)[];
const shuffled = (order: Numbers, values: Numbers) => order.map((i) => values[i] as number);

/** Sums of at most 400 terms in float64, added in another order: 12 digits stay. */
function expectFigure(value: number | undefined, expected: number | undefined): void {
  if (expected === undefined) expect(value).toBeUndefined();
  else expect(value).toBeCloseTo(expected, 12);
}

describe.each(names)('the metric %s', (name) => {
  const metric: Metric = metrics[name];

  it.each(goldenClasses)('is what scikit-learn says, or undefined where that means nothing: $name', (golden) => {
    expectFigure(metric(golden.labels, golden.scores, golden.threshold), golden[name] ?? undefined);
  });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(labelledScores, fc.infiniteStream(fc.nat()), ({ labels, scores }, keys) => {
        const order = labels
          .map((_, i) => ({ i, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ i }) => i);
        expectFigure(metric(shuffled(order, labels), shuffled(order, scores), 0.5), metric(labels, scores, 0.5));
      }),
    );
  });

  it('does not change when every record is there twice', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const twice = metric([...labels, ...labels], [...scores, ...scores], 0.5);
        expectFigure(twice, metric(labels, scores, 0.5));
      }),
    );
  });

  it('is undefined for no records', () => {
    expect(metric([], [], 0.5)).toBeUndefined();
  });

  it('refuses unequal lengths, labels other than 0 and 1, and NaN', () => {
    expect(() => metric([0, 1], [0.5], 0.5)).toThrow(/got 2 labels and 1 scores/);
    expect(() => metric([0, 2], [0.5, 0.5], 0.5)).toThrow(/labels must be 0 or 1, got 2 at record 1/);
    expect(() => metric([0, 1], [0.5, Number.NaN], 0.5)).toThrow(/scores must be numbers, got NaN at record 1/);
  });
});

describe.each(['brier', 'logLoss', 'ece'] as const)('the figure of probabilities %s', (name) => {
  it.each([-0.01, 1.01, Number.POSITIVE_INFINITY])('refuses %d, which is no probability', (value) => {
    expect(() => metrics[name]([0, 1], [0.5, value])).toThrow(/must lie in \[0, 1\], got .* at record 1/);
  });
});

describe('rocAuc', () => {
  it('depends on the order of the scores alone', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const monotone = scores.map((s) => Math.exp(3 * s) - 100);
        expect(rocAuc(labels, monotone)).toBe(rocAuc(labels, scores));
      }),
    );
  });

  it('is its own complement for reversed scores, and for swapped labels', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const complement = 1 - (rocAuc(labels, scores) as number);
        expect(
          rocAuc(
            labels,
            scores.map((s) => 1 - s),
          ),
        ).toBeCloseTo(complement, 12);
        expect(
          rocAuc(
            labels.map((y) => 1 - y),
            scores,
          ),
        ).toBeCloseTo(complement, 12);
      }),
    );
  });

  it('is the share of pairs that a positive wins, ties counting half', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const wins: number[] = [];
        labels.forEach((a, i) => {
          labels.forEach((b, j) => {
            if (a === 1 && b === 0) wins.push((Math.sign((scores[i] as number) - (scores[j] as number)) + 1) / 2);
          });
        });
        expect(rocAuc(labels, scores)).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 12);
      }),
    );
  });

  it('takes infinite scores, and float32 as float64', () => {
    expect(rocAuc([0, 1, 1], [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY])).toBe(1);
    expect(rocAuc(Uint8Array.of(0, 1, 1), Float32Array.of(0.1, 0.1, 0.3))).toBe(0.75);
  });
});

describe('averagePrecision', () => {
  it('is the share of positives for scores that say nothing', () => {
    expect(averagePrecision([1, 0, 0, 0, 1], [3, 3, 3, 3, 3])).toBe(0.4);
  });
});

describe('calibrationError', () => {
  it('is 0 where the share of positives is the probability', () => {
    expect(calibrationError([1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25])).toBe(0);
  });

  it('is at most the mean absolute error, as gaps within a bin cancel', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const meanGap = labels.reduce((sum, y, i) => sum + Math.abs(y - (scores[i] as number)), 0) / labels.length;
        expect(calibrationError(labels, scores)).toBeLessThanOrEqual(meanGap + 1e-12);
      }),
    );
  });
});

describe('confusion', () => {
  it('calls a record whose score equals the threshold', () => {
    expect(confusion([1, 0], [0.5, 0.5], 0.5)).toEqual({
      truePositives: 1,
      falsePositives: 1,
      trueNegatives: 0,
      falseNegatives: 0,
    });
  });

  it('refuses a threshold of NaN', () => {
    expect(() => confusion([1], [0.5], Number.NaN)).toThrow('confusion: threshold must be a number, got NaN');
  });
});
