import { expect } from 'vitest';

/** Largest absolute difference, as a part of the largest expected magnitude: how goldens of a whole signal are compared. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    difference = Math.max(difference, Number.isNaN(a) ? Infinity : Math.abs(a - e));
    magnitude = Math.max(magnitude, Math.abs(e));
  }
  return difference / magnitude;
}

/** Every `step`-th sample, as goldens keep them. */
export function every(step: number, samples: ArrayLike<number>): number[] {
  return Array.from(samples).filter((_, i) => i % step === 0);
}
