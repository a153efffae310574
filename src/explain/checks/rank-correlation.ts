/**
 * Spearman's rank correlation, equal values sharing their mean rank.
 *
 * @returns `undefined` where one side does not vary
 * @example
 * rankCorrelation([1, 2, 3, 9], [10, 20, 40, 30]) // => 0.8
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (x.length - 1) / 2;
  let [both, ofX, ofY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [(x[i] as number) - middle, (y[i] as number) - middle];
    both += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  return ofX === 0 || ofY === 0 ? undefined : both / Math.sqrt(ofX * ofY);
}

/**
 * Rank correlation of two sides that is left when a third one is given (partial correlation of first order; Kendall & Gibbons 1990, "Rank
 * correlation methods"): near 0 where both only go with the third.
 *
 * @returns `undefined` where a side does not vary, or goes with the third entirely
 * @example
 * partialRankCorrelation([1, 2, 3, 9], [10, 20, 40, 30], [1, 4, 2, 3]) // => 0.801784
 */
export function partialRankCorrelation(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  given: ArrayLike<number>,
): number | undefined {
  const [ab, ag, bg] = [rankCorrelation(a, b), rankCorrelation(a, given), rankCorrelation(b, given)];
  if (ab === undefined || ag === undefined || bg === undefined) return undefined;
  const left = (1 - ag * ag) * (1 - bg * bg);
  return left > 1e-9 ? (ab - ag * bg) / Math.sqrt(left) : undefined;
}

function ranks(values: ArrayLike<number>): Float64Array {
  const numbers = Float64Array.from(values);
  const order = Uint32Array.from(numbers, (_, i) => i).sort((i, j) => (numbers[i] as number) - (numbers[j] as number));
  const result = new Float64Array(numbers.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && numbers[order[to] as number] === numbers[order[from] as number]) to++;
    for (let i = from; i < to; i++) result[order[i] as number] = (from + to - 1) / 2;
    from = to;
  }
  return result;
}
