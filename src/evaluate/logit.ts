/** How far from 0 and 1 a probability is kept: float32 sigmoids reach both. */
const MARGIN = 1e-7;

/**
 * Log-odds of a probability, ln(p / (1 − p)), with p kept 10⁻⁷ away from 0 and 1, so the value lies within ±16.12.
 *
 * Probabilities that were averaged over windows or joined by noisy-OR have no logit of their own; this gives Platt
 * scaling one.
 *
 * @example
 * logit(0.75) // => 1.098612
 * logit(1) // => 16.118096
 */
export function logit(probability: number): number {
  const p = Math.min(Math.max(probability, MARGIN), 1 - MARGIN);
  return Math.log(p / (1 - p));
}

/** 1 / (1 + e⁻ˣ), without overflow at either end. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}
