import { EcgError } from '../errors.ts';

/**
 * Scales a gradient, in place, so that its Euclidean norm is at most `maxNorm`: PyTorch's `clip_grad_norm_`, whose factor is
 * maxNorm / (norm + 1e-6), never above 1.
 *
 * @param gradient `[parameters]`, of all parameters together
 * @param maxNorm positive; `Infinity` only measures
 * @returns the norm before clipping, or `undefined` when the gradient holds NaN or an infinity: it is left as it is then, and the step
 * is to be skipped (an optimiser refuses such a gradient)
 * @throws EcgError `invalid-argument` when `maxNorm` is not positive
 * @example
 * const gradient = Float32Array.of(3, 4);
 * clipByGlobalNorm(gradient, 1) // => 5
 * gradient // => [0.6, 0.8]
 * clipByGlobalNorm(Float32Array.of(3, NaN), 1) // => undefined
 */
export function clipByGlobalNorm(gradient: Float32Array, maxNorm: number): number | undefined {
  if (!(maxNorm > 0)) {
    throw new EcgError('invalid-argument', `clipByGlobalNorm: maxNorm must be positive, got ${maxNorm}`, { maxNorm });
  }
  const norm = Math.sqrt(sumOfSquares(gradient));
  if (!Number.isFinite(norm)) return undefined;
  const factor = maxNorm / (norm + 1e-6);
  if (factor < 1) for (let i = 0; i < gradient.length; i++) gradient[i] = factor * (gradient[i] as number);
  return norm;
}

/** Sum of squares in float64, where squares of float32 cannot overflow: it is finite exactly when every value is. */
export function sumOfSquares(values: Float32Array): number {
  let sum = 0;
  const { length } = values;
  for (let i = 0; i < length; i++) sum += (values[i] as number) * (values[i] as number);
  return sum;
}
