import type { Measurements } from '../features/index.ts';

const DIGITS = 4;

/**
 * Measurements, and what stands beside them, as plain JSON: what is `undefined` is null, and numbers have at most four decimals, which is
 * finer than any of them is known.
 */
export function measurementsJson(measured: { readonly measurements: Measurements }): object {
  const text = JSON.stringify(measured, (_, value: unknown) => {
    if (value === undefined) return null;
    return typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value;
  });
  return JSON.parse(text) as object;
}
