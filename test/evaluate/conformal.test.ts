import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adjustToPrevalence,
  confidenceSet,
  fitConformal,
  logit,
  thresholdForCostRatio,
} from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { labelledScores } from './labelled-arbitrary.ts';

describe('fitConformal', () => {
  it('leaves out at most ⌊(n + 1)(1 − level)⌋ records of either label, and none where that is 0', () => {
    fc.assert(
      fc.property(labelledScores, fc.double({ min: 0.05, max: 0.95, noNaN: true }), ({ labels, scores }, level) => {
        const limits = fitConformal(labels, scores, level);
        for (const label of [0, 1]) {
          const name = label === 1 ? 'present' : 'absent';
          const ofLabel = scores.filter((_, i) => labels[i] === label);
          const out = ofLabel.filter((score) => !confidenceSet(limits, score).decisions.includes(name)).length;
          expect(out).toBeLessThanOrEqual(Math.floor((ofLabel.length + 1) * (1 - level) + 1e-9));
        }
      }),
    );
  });

  it('holds the label as often as it says on new records, for either label, also at another prevalence', () => {
    const random = createRandom(8);
    const draw = (n: number, prevalence: number) => {
      const labels = Array.from({ length: n }, () => (random.uniform() < prevalence ? 1 : 0));
      return { labels, scores: labels.map((label) => 1 / (1 + Math.exp(-(1.5 * label - 1 + random.normal())))) };
    };
    const held = { 0: 0, 1: 0 };
    const seen = { 0: 0, 1: 0 };
    for (let repetition = 0; repetition < 200; repetition++) {
      const known = draw(150, 0.4);
      const limits = fitConformal(known.labels, known.scores, 0.9);
      const fresh = draw(150, 0.1);
      fresh.labels.forEach((label, i) => {
        const key = label as 0 | 1;
        seen[key] += 1;
        if (confidenceSet(limits, fresh.scores[i] as number).decisions.includes(label === 1 ? 'present' : 'absent'))
          held[key] += 1;
      });
    }
    // Between 0.9 and 0.9 + 1 / (n + 1), n about 60 and 90; 3,000 positives in 200 draws leave a standard error of 0.006.
    expect(held[1] / seen[1]).toBeGreaterThan(0.885);
    expect(held[1] / seen[1]).toBeLessThan(0.93);
    expect(held[0] / seen[0]).toBeGreaterThan(0.893);
    expect(held[0] / seen[0]).toBeLessThan(0.925);
  });

  it('gives both labels where a label has too few records to be left out', () => {
    const limits = fitConformal([0, 0, 1], [0.2, 0.3, 0.9], 0.9);
    expect(limits).toEqual({ level: 0.9, presentFrom: 0, absentTo: 1 });
    expect(confidenceSet(limits, 0)).toEqual({ level: 0.9, decisions: ['present', 'absent'] });
  });

  it('refuses a level that is none', () => {
    expect(() => fitConformal([0, 1], [0, 1], 1)).toThrow('level must lie within (0, 1), got 1');
  });
});

describe('adjustToPrevalence', () => {
  // From 0.995 at 0.005 to 0.995 is 1 − 1.3e-7, which `logit` still tells from 1.
  const inside = fc.double({ min: 0.005, max: 0.995, noNaN: true });

  it('shifts the logit by the difference of the prior logits', () => {
    fc.assert(
      fc.property(inside, inside, inside, (p, from, to) => {
        expect(logit(adjustToPrevalence(p, from, to))).toBeCloseTo(logit(p) + logit(to) - logit(from), 6);
      }),
    );
  });

  it('is undone by the way back, and keeps certainties', () => {
    fc.assert(
      fc.property(inside, inside, inside, (p, from, to) => {
        expect(adjustToPrevalence(adjustToPrevalence(p, from, to), to, from)).toBeCloseTo(p, 9);
      }),
    );
    expect([0, 1].map((p) => adjustToPrevalence(p, 0.3, 0.01))).toEqual([0, 1]);
  });

  it("is Bayes' theorem with the same likelihoods", () => {
    // Of 1000 records 100 have the class; 60 of them and 45 of the others show a sign: P(class | sign) = 60 / 105.
    // With 500 that have it: 300 and 25, so 300 / 325.
    expect(adjustToPrevalence(60 / 105, 0.1, 0.5)).toBeCloseTo(300 / 325, 12);
  });

  it('refuses prevalences of 0 and 1, and what is no probability', () => {
    expect(() => adjustToPrevalence(0.5, 0, 0.5)).toThrow('prevalences must lie within (0, 1), got 0');
    expect(() => adjustToPrevalence(0.5, 0.5, 1)).toThrow('prevalences must lie within (0, 1), got 1');
    expect(() => adjustToPrevalence(1.5, 0.5, 0.5)).toThrow('probability must lie in [0, 1], got 1.5');
  });
});

describe('thresholdForCostRatio', () => {
  it('is where both decisions cost the same in expectation', () => {
    for (const ratio of [0.25, 1, 3, 19]) {
      const p = thresholdForCostRatio(ratio);
      expect(p * ratio).toBeCloseTo(1 - p, 12);
    }
    expect(() => thresholdForCostRatio(0)).toThrow('costRatio must be a number above 0, got 0');
    expect(() => thresholdForCostRatio(Number.POSITIVE_INFINITY)).toThrow('got Infinity');
  });
});
