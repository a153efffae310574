import type { Random } from '../../random.ts';

/** A draw from the symmetric beta distribution Beta(alpha, alpha), from 0 to 1. */
export function drawBeta(alpha: number, random: Random): number {
  const [one, other] = [drawGamma(alpha, random), drawGamma(alpha, random)];
  // Small shapes underflow to zero in both now and then: the distribution lies at its ends there.
  if (one + other === 0) return random.uniform() < 0.5 ? 0 : 1;
  return one / (one + other);
}

/** Marsaglia & Tsang 2000, "A simple method for generating gamma variables"; shapes below 1 by way of shape + 1. */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
