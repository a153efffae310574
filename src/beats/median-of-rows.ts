/** Normal noise has this times its median absolute deviation as standard deviation. */
const SD_PER_MAD = 1.4826;

/** The middle of values in any order, the mean of two where there are as many above as below; NaN of none. Sorts in place. */
export function medianOf(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  const upper = values[middle] ?? Number.NaN;
  return values.length % 2 === 1 ? upper : (upper + (values[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * The median of each column, each row taken from its own mean and put on the median of these means; and the standard deviation of the
 * rows around it, estimated from the median absolute deviation.
 */
export function medianOfRows(rows: readonly Float32Array[]): { median: Float32Array; residualSd: number } {
  const length = rows[0]?.length ?? 0;
  const means = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0) / length);
  const level = medianOf(means.slice());
  const column = new Float64Array(rows.length);
  const median = new Float32Array(length);
  let deviation = 0;
  for (let i = 0; i < length; i++) {
    for (let r = 0; r < rows.length; r++) column[r] = (rows[r]?.[i] as number) - (means[r] as number);
    const middle = medianOf(column);
    median[i] = middle + level;
    for (let r = 0; r < rows.length; r++) column[r] = Math.abs((column[r] as number) - middle);
    deviation += medianOf(column);
  }
  return { median, residualSd: length === 0 ? Number.NaN : (SD_PER_MAD * deviation) / length };
}
