import type { Samples } from './samples.ts';

/**
 * The value that would stand at a place if the values were sorted, by Hoare's selection (1961): the work is linear, and typed arrays of
 * some hundred values are sorted ten times slower. Reorders its argument. Values must be numbers, not NaN.
 *
 * @returns `undefined` for a place outside
 * @example
 * selectInPlace(Float64Array.of(3, 9, 1, 7), 1) // => 3
 */
export function selectInPlace(values: Samples, place: number): number | undefined {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[place] as number;
    let i = first;
    let j = last;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while (pivot < (values[j] as number)) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (j < place) first = i;
    if (place < i) last = j;
  }
  return values[place];
}
