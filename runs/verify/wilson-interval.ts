/** A share in percent with Wilson's 95 % interval: `93.3 (78.7–98.2)`; `–` of none. */
export function wilsonPercent(count: number, of: number): string {
  if (of === 0) return '–';
  const z = 1.96;
  const p = count / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  const percent = (value: number) => (100 * value).toFixed(1);
  return `${percent(p)} (${percent(Math.max(middle - half, 0))}–${percent(Math.min(middle + half, 1))})`;
}
