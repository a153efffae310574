import { solveDefinite } from '../../solve-definite.ts';
import { sigmoid } from '../logit.ts';

/** Ratio of promised decrease that a step must keep (Armijo). */
const SUFFICIENT_DECREASE = 1e-4;

/** Shortest step tried; below it rounding hides any decrease. */
const SHORTEST_STEP = 1e-10;

/**
 * Weights of the smallest mean cross-entropy between `targets` and sigmoid(Σ weights × columns), by Newton's method
 * with step halving.
 *
 * The loss is convex, and with targets strictly within (0, 1) it has a finite minimum even when the classes are
 * perfectly separable. No intercept is added: pass a column of ones.
 *
 * @param columns linearly independent, of similar scale, `[weights][records]`
 * @param targets probabilities strictly within (0, 1), `[records]`
 * @returns one weight per column
 */
export function fitLogisticRegression(columns: readonly Float64Array[], targets: Float64Array): number[] {
  let weights = columns.map(() => 0);
  let loss = crossEntropy(columns, targets, weights);
  for (;;) {
    const { gradient, hessian } = derivatives(columns, targets, weights);
    const direction = solveDefinite(hessian, gradient);
    const decrease = dot(gradient, direction);
    const from = { weights, loss };
    for (let step = 1; step >= SHORTEST_STEP && loss === from.loss; step /= 2) {
      const tried = from.weights.map((weight, j) => weight - step * (direction[j] as number));
      const triedLoss = crossEntropy(columns, targets, tried);
      if (triedLoss < from.loss - SUFFICIENT_DECREASE * step * decrease) {
        weights = tried;
        loss = triedLoss;
      }
    }
    if (loss === from.loss) return weights;
  }
}

function crossEntropy(columns: readonly Float64Array[], targets: Float64Array, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) {
    const z = linearPart(columns, weights, i);
    sum += Math.max(z, 0) - (targets[i] as number) * z + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / targets.length;
}

function derivatives(columns: readonly Float64Array[], targets: Float64Array, weights: readonly number[]) {
  const gradient = columns.map(() => 0);
  const hessian = columns.map(() => columns.map(() => 0));
  for (let i = 0; i < targets.length; i++) {
    const p = sigmoid(linearPart(columns, weights, i));
    const residual = (p - (targets[i] as number)) / targets.length;
    const curvature = (p * (1 - p)) / targets.length;
    columns.forEach((column, j) => {
      const x = column[i] as number;
      const row = hessian[j] as number[];
      gradient[j] = (gradient[j] as number) + residual * x;
      columns.forEach((other, k) => {
        row[k] = (row[k] as number) + curvature * x * (other[i] as number);
      });
    });
  }
  return { gradient, hessian };
}

function linearPart(columns: readonly Float64Array[], weights: readonly number[], record: number): number {
  return columns.reduce((sum, column, j) => sum + (weights[j] as number) * (column[record] as number), 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

/** Weights of columns, and the intercept. */
export interface LogisticFit {
  readonly weights: readonly number[];
  readonly intercept: number;
}

/**
 * `fitLogisticRegression` with an intercept, on columns of any scale: they are standardised for the fit.
 *
 * @returns `undefined` where a column has the same value throughout
 */
export function fitWithIntercept(columns: readonly Float64Array[], targets: Float64Array): LogisticFit | undefined {
  const spreads = columns.map(spread);
  if (spreads.some(({ deviation }) => deviation === 0)) return undefined;
  const standardised = columns.map((column, j) => {
    const { mean, deviation } = spreads[j] as Spread;
    return column.map((value) => (value - mean) / deviation);
  });
  const fitted = fitLogisticRegression([...standardised, new Float64Array(targets.length).fill(1)], targets);
  const weights = spreads.map(({ deviation }, j) => (fitted[j] as number) / deviation);
  const shift = spreads.reduce((sum, { mean }, j) => sum + mean * (weights[j] as number), 0);
  return { weights, intercept: (fitted.at(-1) as number) - shift };
}

interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

function spread(values: Float64Array): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // Equal values may have a mean that rounds beside them.
  return { mean, deviation: values.every((value) => value === values[0]) ? 0 : Math.sqrt(variance) };
}
