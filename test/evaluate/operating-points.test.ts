import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusion, operatingPoints } from '../../src/evaluate/index.ts';
import { operatingPointsOfResamples } from '../../src/evaluate/operating-points.ts';
import { labelledScores } from './labelled-arbitrary.ts';

describe('operatingPoints', () => {
  it('count at each distinct score what that threshold calls', () => {
    fc.assert(
      fc.property(labelledScores, ({ labels, scores }) => {
        const points = operatingPoints(labels, scores);
        expect([...points.thresholds]).toEqual([...new Set(scores)].sort((a, b) => b - a));
        points.thresholds.forEach((threshold, i) => {
          const counted = confusion(labels, scores, threshold);
          expect(points.truePositives[i]).toBe(counted.truePositives);
          expect(points.falsePositives[i]).toBe(counted.falsePositives);
        });
      }),
    );
  });
});

describe('operatingPointsOfResamples', () => {
  it('counts a record as often as the resample holds it', () => {
    fc.assert(
      fc.property(labelledScores, fc.array(fc.nat({ max: 3 }), { minLength: 40, maxLength: 40 }), (records, counts) => {
        const { labels, scores } = records;
        const repeat = (values: readonly number[]) =>
          values.flatMap((value, i) => Array.from({ length: counts[i] as number }, () => value));
        const points = operatingPointsOfResamples(
          labels,
          scores,
        )(Uint16Array.from(labels, (_, i) => counts[i] as number));
        points.thresholds.forEach((threshold, i) => {
          const counted = confusion(repeat(labels), repeat(scores), threshold);
          expect(points.truePositives[i]).toBe(counted.truePositives);
          expect(points.falsePositives[i]).toBe(counted.falsePositives);
        });
      }),
    );
  });
});
