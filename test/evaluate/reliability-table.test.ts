import { describe, expect, it } from 'vitest';
import { reliabilityTable } from '../../src/evaluate/index.ts';

describe('reliabilityTable', () => {
  it('puts an edge into the bin above it, and 1 into the last', () => {
    expect(reliabilityTable([0, 1, 1], [0, 0.5, 1], 2).map(({ n }) => n)).toEqual([1, 2]);
  });

  it('keeps empty bins, without a mean or a share', () => {
    const [empty] = reliabilityTable([1], [0.9], 2);
    expect(empty).toEqual({ from: 0, to: 0.5, n: 0, meanProbability: undefined, observed: undefined });
  });

  it('has 15 bins unless told otherwise, and every record in one', () => {
    const table = reliabilityTable([0, 1, 0], [0.01, 0.5, 0.99]);
    expect(table).toHaveLength(15);
    expect(table.reduce((sum, { n }) => sum + n, 0)).toBe(3);
  });

  it.each([0, 1.5, Number.NaN])('refuses %d bins', (bins) => {
    expect(() => reliabilityTable([0], [0.5], bins)).toThrow(/bins must be a positive integer/);
  });
});
