import { deriveLimbLeads, type EcgRecord } from '../record/index.ts';

const CHEST_LEADS = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
const LIMB_LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'] as const;

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
 * Leads I, II, V1 … V6 of a record, of which I and II are in proportion to each other. Of voltages they are the leads, or
 * derived from two limb leads that are there. Where each lead was scaled by itself the gains of the six limb leads are found
 * again, but for a common factor, as those for which the identities hold best: the smallest singular vector of the identities.
 *
 * @returns or why there are none, in words
 */
export function relativeLimbLeads(record: EcgRecord): readonly Float32Array[] | string {
  const missing = CHEST_LEADS.filter((name) => !Object.hasOwn(record.leads, name));
  if (missing.length > 0) return `leads V1 to V6 are needed, ${missing.join(', ')} missing`;
  const chest = CHEST_LEADS.map((name) => record.leads[name] as Float32Array);
  if (record.unit === 'normalised') {
    const limb = rescaledLimbLeads(record);
    return typeof limb === 'string' ? limb : [...limb, ...chest];
  }
  const { I, II } = deriveLimbLeads(record).leads;
  if (I === undefined || II === undefined) return 'two limb leads are needed';
  return [I, II, ...chest];
}

function rescaledLimbLeads({ leads }: EcgRecord): readonly [Float32Array, Float32Array] | string {
  const six = LIMB_LEADS.flatMap((name) => leads[name] ?? []);
  const [one, two] = six;
  if (six.length < LIMB_LEADS.length || one === undefined || two === undefined) {
    return 'without voltages, all six limb leads are needed to find their gains';
  }
  const matrix = identityMatrix(six);
  let gains: readonly number[] = six.map(() => 1);
  for (let i = 0; i < ITERATIONS; i++) gains = unit(solve(matrix, gains));
  if ((gains[0] as number) < 0) gains = gains.map((gain) => -gain);
  if (!gains.every((gain) => gain > 0) || !(residual(matrix, gains) < GREATEST_RESIDUAL)) {
    return 'the limb leads do not fit together, with whatever gains';
  }
  return [one.map((value) => value * (gains[0] as number)), two.map((value) => value * (gains[1] as number))];
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

/** Gaussian elimination of a positive definite system, which needs no pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (const [i, pivotRow] of rows.entries()) {
    for (const row of rows) {
      if (row === pivotRow) continue;
      const factor = (row[i] as number) / (pivotRow[i] as number);
      for (let k = i; k < row.length; k++) row[k] = (row[k] as number) - factor * (pivotRow[k] as number);
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
