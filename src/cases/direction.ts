/** An embedding scaled to length 1; zeros stay zeros. */
export function toDirection(embedding: ArrayLike<number>): Float32Array {
  const values = Float32Array.from(embedding);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? values : values.map((value) => value / length);
}
