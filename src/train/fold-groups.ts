import { EcgError } from '../errors.ts';

/** One part of a cross-validation: the folds that are held out, and those that the network learns from. */
export interface FoldGroup {
  /** From 1. */
  readonly group: number;
  readonly heldOutFolds: readonly number[];
  readonly trainFolds: readonly number[];
}

/**
 * Divides folds into groups of neighbours whose sizes differ by one at most. Each is held out once, and all others are learnt from.
 *
 * @throws EcgError `invalid-argument` when there are fewer than two groups, or more than folds
 * @example
 * foldGroups([1, 2, 3, 4], 2)[1] // => { group: 2, heldOutFolds: [3, 4], trainFolds: [1, 2] }
 */
export function foldGroups(folds: readonly number[], groups: number): readonly FoldGroup[] {
  if (!Number.isInteger(groups) || groups < 2 || groups > folds.length) {
    const rule = `groups must be from 2 to the number of folds (${folds.length})`;
    throw new EcgError('invalid-argument', `foldGroups: ${rule}, got ${groups}`, { groups });
  }
  const edge = (group: number) => Math.floor((group * folds.length) / groups);
  return Array.from({ length: groups }, (_, g) => {
    const heldOutFolds = folds.slice(edge(g), edge(g + 1));
    return { group: g + 1, heldOutFolds, trainFolds: folds.filter((fold) => !heldOutFolds.includes(fold)) };
  });
}
