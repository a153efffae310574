/**
 * The solution x of `matrix` · x = `right` for a symmetric positive definite matrix: Gaussian elimination, which needs no pivoting there.
 *
 * @param matrix `[n][n]`; of another kind the result means nothing
 * @param right `[n]`
 * @example
 * solveDefinite([[2, 1], [1, 2]], [4, 5]) // => [1, 2]
 */
export function solveDefinite(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivotRow] of rows.entries()) {
    for (const row of rows) {
      if (row === pivotRow) continue;
      const factor = (row[i] as number) / (pivotRow[i] as number);
      for (let k = i; k < row.length; k++) row[k] = (row[k] as number) - factor * (pivotRow[k] as number);
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
