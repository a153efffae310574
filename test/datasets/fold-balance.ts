/** How evenly folds share out records and labels; the numbers that Sechidis et al. 2011 judge by, written plainly. */
export interface FoldBalance {
  /** Records of each fold. */
  readonly sizes: readonly number[];
  /** Mean over folds and labels of |records of the label in the fold − an even share|. */
  readonly meanError: number;
  /** The largest of these. */
  readonly largestError: number;
}

export function foldBalance(foldOf: readonly number[], labels: Uint8Array, folds: number): FoldBalance {
  const width = labels.length / foldOf.length;
  const sizes = new Array<number>(folds).fill(0);
  const counts = Array.from({ length: folds }, () => new Array<number>(width).fill(0));
  foldOf.forEach((fold, row) => {
    sizes[fold - 1] = (sizes[fold - 1] ?? 0) + 1;
    const count = counts[fold - 1] ?? [];
    for (let l = 0; l < width; l++) count[l] = (count[l] ?? 0) + (labels[row * width + l] ?? 0);
  });
  const errors = counts.flatMap((count) =>
    count.map((n, l) => {
      const total = counts.reduce((sum, other) => sum + (other[l] ?? 0), 0);
      return Math.abs(n - total / folds);
    }),
  );
  return {
    sizes,
    meanError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    largestError: Math.max(...errors),
  };
}

/** Folds by patient at random, to compare with. */
export function randomFolds(
  rows: readonly { patientId: string }[],
  folds: number,
  integer: (below: number) => number,
): number[] {
  const foldOf = new Map<string, number>();
  for (const { patientId } of rows) if (!foldOf.has(patientId)) foldOf.set(patientId, 1 + integer(folds));
  return rows.map(({ patientId }) => foldOf.get(patientId) as number);
}
