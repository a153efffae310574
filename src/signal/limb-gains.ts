import { solveDefinite } from '../solve-definite.ts';

/** The leads that one set of four electrodes gives, in the order of `limbGains`. */
export const LIMB_LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'] as const;

/** Einthoven's and Goldberger's identities: each row, times the limb leads in the order above, is zero. */
const IDENTITIES = [
  [1, -1, 1, 0, 0, 0],
  [0.5, 0.5, 0, 1, 0, 0],
  [-1, 0.5, 0, 0, 1, 0],
  [0.5, -1, 0, 0, 0, 1],
] as const;

/** Steps of inverse iteration, which shrinks other solutions by the ratio of their residuals at each. */
const ITERATIONS = 20;

/** What may remain of the identities with the gains that fit them best, rms over the rms of the leads. */
const GREATEST_RESIDUAL = 0.05;

/**
 * Factors that bring limb leads which were scaled one by one back into proportion: those with which Einthoven's and Goldberger's
 * identities hold best, the smallest singular vector of the identities. The factor that all of them share is lost; here the sum of
 * their squares is 1.
 *
 * @param six leads I, II, III, aVR, aVL, aVF without offset; samples that one of them lacks (NaN) do not count
 * @returns `[6]`, or `undefined` where no positive factors make the leads fit together
 */
export function limbGains(six: readonly Float32Array[]): readonly number[] | undefined {
  if (six.length !== LIMB_LEADS.length) return undefined;
  const matrix = identityMatrix(six);
  let gains: readonly number[] = six.map(() => 1);
  for (let i = 0; i < ITERATIONS; i++) gains = unit(solveDefinite(matrix, gains));
  if ((gains[0] as number) < 0) gains = gains.map((gain) => -gain);
  return gains.every((gain) => gain > 0) && residual(matrix, gains) < GREATEST_RESIDUAL ? gains : undefined;
}
/** Mean over time of the squared residuals of the identities, as a quadratic form of the gains. */
function identityMatrix(six: readonly Float32Array[]): readonly (readonly number[])[] {
  const products = six.map((a) => six.map((b) => meanProduct(a, b)));
  const power = products.reduce((sum, row, i) => sum + (row[i] as number), 0) / six.length;
  return six.map((_, i) =>
    six.map((__, j) => {
      const weight = IDENTITIES.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0);
      // A trace of the identity matrix keeps exact solutions solvable.
      return (weight * (products[i]?.[j] as number)) / power + (i === j ? 1e-9 : 0);
    }),
  );
}

/** Over the samples that both leads have. */
function meanProduct(a: Float32Array, b: Float32Array): number {
  let [sum, count] = [0, 0];
  for (let n = 0; n < a.length; n++) {
    const product = (a[n] as number) * (b[n] as number);
    if (Number.isFinite(product)) {
      sum += product;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Root of the quadratic form, with gains of unit length and leads of unit power. */
function residual(matrix: readonly (readonly number[])[], gains: readonly number[]): number {
  const squared = matrix.reduce(
    (sum, row, i) =>
      sum + (gains[i] as number) * row.reduce((inner, value, j) => inner + value * (gains[j] as number), 0),
    0,
  );
  return Math.sqrt(Math.max(squared, 0));
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
