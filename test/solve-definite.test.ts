import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveDefinite } from '../src/solve-definite.ts';

it('finds the vector that a positive definite matrix was multiplied with, and changes neither argument', () => {
  const entries = fc.double({ min: -3, max: 3, noNaN: true });
  const systems = fc.integer({ min: 1, max: 6 }).chain((n) => {
    const vector = fc.array(entries, { minLength: n, maxLength: n });
    return fc.tuple(fc.array(vector, { minLength: n, maxLength: n }), vector);
  });
  fc.assert(
    fc.property(systems, ([factor, x]) => {
      // FᵀF + 1 is positive definite whatever F is, and well conditioned.
      const matrix = factor.map((_, i) =>
        factor.map((_, j) =>
          factor.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), i === j ? 1 : 0),
        ),
      );
      const right = matrix.map((row) => row.reduce((sum, value, j) => sum + value * (x[j] as number), 0));
      const before = structuredClone([matrix, right]);
      solveDefinite(matrix, right).forEach((value, i) => {
        // Condition numbers are below 1 + 9 · 36: float64 leaves about 1e-13.
        expect(Math.abs(value - (x[i] as number))).toBeLessThan(1e-10);
      });
      expect([matrix, right]).toEqual(before);
    }),
  );
});
