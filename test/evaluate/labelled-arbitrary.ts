import fc from 'fast-check';

/** Labels and as many scores on a coarse grid in [0, 1], so that ties occur; at least one positive and one negative. */
export const labelledScores = fc
  .array(fc.record({ label: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 20 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((records) => new Set(records.map(({ label }) => label)).size === 2)
  .map((records) => ({
    labels: records.map(({ label }): number => label),
    scores: records.map(({ score }) => score / 20),
  }));
