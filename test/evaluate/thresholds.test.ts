import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestF1Threshold, confusion, f1Score, sensitivity, thresholdForSensitivity } from '../../src/evaluate/index.ts';
import { labelledScores } from './labelled-arbitrary.ts';

describe('bestF1Threshold', () => {
  it('reaches the F1 that it states, and no score as threshold reaches a higher one', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const best = bestF1Threshold(labels, scores);
        expect(f1Score(confusion(labels, scores, best?.threshold as number))).toBeCloseTo(best?.f1 as number, 12);
        for (const threshold of scores) {
          const f1 = f1Score(confusion(labels, scores, threshold)) as number;
          expect(f1).toBeLessThanOrEqual((best?.f1 as number) + 1e-12);
          if (threshold > (best?.threshold as number)) expect(f1).toBeLessThan(best?.f1 as number);
        }
      }),
    );
  });

  it('is undefined without a positive', () => {
    expect(bestF1Threshold([0, 0], [0.2, 0.4])).toBeUndefined();
  });
});

describe('thresholdForSensitivity', () => {
  it('reaches the sensitivity asked for, which no higher score does', () => {
    fc.assert(
      fc.property(labelledScores, fc.double({ min: 0.01, max: 1, noNaN: true }), ({ labels, scores }, wanted) => {
        const threshold = thresholdForSensitivity(labels, scores, wanted) as number;
        expect(sensitivity(confusion(labels, scores, threshold))).toBeGreaterThanOrEqual(wanted);
        for (const higher of scores.filter((score) => score > threshold)) {
          expect(sensitivity(confusion(labels, scores, higher))).toBeLessThan(wanted);
        }
      }),
    );
  });

  it('is undefined without a positive', () => {
    expect(thresholdForSensitivity([0, 0], [0.2, 0.4], 0.9)).toBeUndefined();
  });

  it.each([0, -0.1, 1.01, Number.NaN])('refuses a sensitivity of %d', (wanted) => {
    expect(() => thresholdForSensitivity([1], [0.5], wanted)).toThrow(/sensitivity must lie in \(0, 1\]/);
  });
});
