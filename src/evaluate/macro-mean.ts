/** A mean over classes that says which classes it is over. */
export interface MacroMean {
  /** Plain mean over the classes that have a value; `undefined` when none has. */
  readonly mean: number | undefined;
  /** Classes that count, in the order given. */
  readonly over: readonly string[];
  /** Classes that have no value, in the order given. */
  readonly leftOut: readonly string[];
}

/**
 * The unweighted mean over classes (macro average): each class counts alike, however rare.
 *
 * A class without a value is left out and named; it never counts as 0 or 0.5.
 *
 * @example
 * macroMean({ NORM: 0.9, MI: undefined, CD: 0.8 }) // => { mean: 0.85, over: ['NORM', 'CD'], leftOut: ['MI'] }
 */
export function macroMean(values: Readonly<Record<string, number | undefined>>): MacroMean {
  const over: string[] = [];
  const leftOut: string[] = [];
  let sum = 0;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) {
      leftOut.push(name);
    } else {
      over.push(name);
      sum += value;
    }
  }
  return { mean: over.length === 0 ? undefined : sum / over.length, over, leftOut };
}
