/** Order statistics and moments of a few numbers; all are NaN of none, so callers ask for the count first. */

/** The middle value, or the mean of the two in the middle. Changes no argument. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between order statistics, type 7 of Hyndman & Fan 1996. Changes no argument. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (place - below) * (high - low);
}

/** Arithmetic mean. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** Standard deviation with n − 1. */
export function standardDeviation(values: ArrayLike<number>): number {
  const middle = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - middle) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** Root mean square. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] as number) ** 2;
  return Math.sqrt(squares / values.length);
}

/** The least, without spreading long arrays over the stack. */
export function least(values: ArrayLike<number>): number {
  let found = Number.POSITIVE_INFINITY;
  for (let i = 0; i < values.length; i++) found = Math.min(found, values[i] as number);
  return found;
}

/** The greatest, without spreading long arrays over the stack. */
export function greatest(values: ArrayLike<number>): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) found = Math.max(found, values[i] as number);
  return found;
}
