import { expect } from 'vitest';
import type { FloatTensor } from '../../src/nn/index.ts';

/** A tensor in a golden file, row-major. */
export interface Packed {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Tensors by name. */
export type PackedTensors = Readonly<Record<string, Packed>>;

/** A golden tensor as a session takes it. */
export function feed({ shape, values }: Packed): FloatTensor {
  return { shape, data: Float32Array.from(values) };
}

/** Golden tensors as a session takes them. */
export function feeds(tensors: PackedTensors): Record<string, FloatTensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, packed]) => [name, feed(packed)]));
}

/**
 * Both sides are float32 and sum in another order: they differ by rounding, relative to the largest value of a tensor, or to 0.01 where a
 * whole tensor is smaller and the terms that cancelled were not.
 */
export function expectClose(actual: FloatTensor | undefined, expected: Packed, what: string, tolerance = 2e-5): void {
  const { values } = expected;
  expect(actual?.data.length, `length of ${what}`).toBe(values.length);
  const scale = Math.max(0.01, ...values.map(Math.abs));
  const worst = Math.max(...values.map((value, i) => Math.abs(value - (actual?.data[i] ?? Number.NaN))));
  expect(worst / scale, what).toBeLessThan(tolerance);
}
