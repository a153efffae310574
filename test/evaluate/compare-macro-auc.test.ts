import { describe, expect, it } from 'vitest';
import { compareMacroAuc, macroAuc, macroAucDifference } from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { goldenMultilabel } from './golden.ts';

describe('compareMacroAuc', () => {
  const { classes, labels, scores } = goldenMultilabel;
  const noise = createRandom(4);
  const noisy = scores.map((p) => p + 0.3 * noise.normal());
  const common = { classes, labels, resamples: 100 };

  it('of two candidates without repetitions or parts says what macroAucDifference says', () => {
    const [first, second] = compareMacroAuc({ ...common, candidates: [[scores], [noisy]], random: createRandom(1) });
    const pair = macroAucDifference({ ...common, first: noisy, second: scores, random: createRandom(1) });
    expect(first?.macroAuc).toBeCloseTo(macroAuc({ classes, labels, scores }).mean as number, 12);
    expect(second?.difference).toBeCloseTo(pair.difference as number, 12);
    expect(second?.differenceInterval?.[0]).toBeCloseTo(pair.interval?.[0] as number, 12);
    expect(second?.differenceInterval?.[1]).toBeCloseTo(pair.interval?.[1] as number, 12);
  });

  it('averages AUCs over repetitions, not scores', () => {
    const [, both] = compareMacroAuc({ ...common, candidates: [[scores], [scores, noisy]], random: createRandom(1) });
    const auc = (of: readonly number[]) => macroAuc({ classes, labels, scores: of }).mean as number;
    expect(both?.macroAuc).toBeCloseTo((auc(scores) + auc(noisy)) / 2, 12);
  });

  it('over parts is blind to what moves all scores of one part', () => {
    const partOf = Array.from({ length: labels.length / classes.length }, (_, i) => i % 2);
    const moved = scores.map((p, j) => p + 5 * (partOf[Math.floor(j / classes.length)] as number));
    const candidates = [[scores], [moved]];
    const [, within] = compareMacroAuc({ ...common, candidates, partOf, random: createRandom(1) });
    const [, pooled] = compareMacroAuc({ ...common, candidates, random: createRandom(1) });
    expect(within?.difference).toBe(0);
    expect(pooled?.difference).toBeLessThan(-0.05);
  });

  it('of labels that nothing can be judged on is not measured', () => {
    const options = { classes: ['A'], labels: [0, 0], candidates: [[[0.1, 0.2]], [[0.2, 0.1]]] };
    const [first] = compareMacroAuc({ ...options, random: createRandom(1) });
    expect(first).toEqual({
      macroAuc: undefined,
      interval: undefined,
      difference: undefined,
      differenceInterval: undefined,
    });
  });
});
