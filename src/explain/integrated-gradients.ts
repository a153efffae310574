import type { ModelInput } from '../models/index.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, inputGradients, logOddsOf, samplesOf, withSamples } from './explainer.ts';

/** How finely the path is followed. */
export interface PathOptions {
  /** Stop when the sum is off by no more than this part of the difference that it should be; 0.01 unless said. */
  readonly tolerance?: number;
  /** Never take the gradient at more points of the path, complete or not; 257 unless said. */
  readonly mostPoints?: number;
}

/** Integrated gradients of one input, and how complete they are. */
export interface IntegratedGradients {
  /** `[leads × samples]` */
  readonly values: Float32Array;
  /** Of the input. */
  readonly logOdds: number;
  /** Of the baseline. */
  readonly baselineLogOdds: number;
  /** |sum of the values − difference of the log-odds| / |difference|; `undefined` where input and baseline have the same log-odds. */
  readonly completenessError: number | undefined;
  /** Points of the path at which the gradient was taken. */
  readonly points: number;
}

/** The path is first followed in this many pieces: with fewer, the sum is off by some percent, or right by chance. */
const FIRST_PIECES = 32;
/** Points that go through the network in one run. */
const POINTS_PER_RUN = 8;

/**
 * Integrated gradients (Sundararajan, Taly & Yan 2017, "Axiomatic attribution for deep networks", ICML) of a class's log-odds: what the input
 * has other than a baseline, times the mean gradient on the straight path from there. They add up to the difference of the log-odds
 * between input and baseline (completeness).
 *
 * The mean is a trapezoidal sum over equal pieces, which are halved until the sum is complete. The gradient of a network with rectifiers
 * jumps along the path, so rules for smooth integrands (Gauss–Legendre) gain nothing.
 *
 * @param baseline `[leads × samples]`
 */
export async function integratedGradients(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  baseline: Float32Array,
  { tolerance = 0.01, mostPoints = 257 }: PathOptions = {},
): Promise<IntegratedGradients> {
  const samples = samplesOf(input);
  const total = new Float64Array(samples.length);
  const follow = (places: readonly number[], weight: number) =>
    addGradients(total, weight, explainer, target, input, baseline, places);
  // The ends belong to one piece each, all other points to two.
  const [baselineLogOdds = 0, logOdds = 0] = await follow([0, 1], 0.5);
  const difference = logOdds - baselineLogOdds;
  let pieces = Math.max(1, Math.min(FIRST_PIECES, mostPoints - 1));
  await follow(
    Array.from({ length: pieces - 1 }, (_, i) => (i + 1) / pieces),
    1,
  );
  for (;;) {
    const values = samples.map((value, k) => ((value - (baseline[k] as number)) * (total[k] as number)) / pieces);
    const error = Math.abs(values.reduce((sum, value) => sum + value, 0) - difference);
    if (error <= tolerance * Math.abs(difference) || 2 * pieces + 1 > mostPoints) {
      const completenessError = difference === 0 ? undefined : error / Math.abs(difference);
      return { values, logOdds, baselineLogOdds, completenessError, points: pieces + 1 };
    }
    await follow(
      Array.from({ length: pieces }, (_, i) => (i + 0.5) / pieces),
      1,
    );
    pieces *= 2;
  }
}

/**
 * Adds the gradients at points of the path, times a weight, to `total`.
 *
 * @param places parts of the way from the baseline to the input
 * @returns the log-odds at the points
 */
async function addGradients(
  total: Float64Array,
  weight: number,
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  baseline: Float32Array,
  places: readonly number[],
): Promise<readonly number[]> {
  const samples = samplesOf(input);
  const found: number[] = [];
  for (let first = 0; first < places.length; first += POINTS_PER_RUN) {
    const inputs = places.slice(first, first + POINTS_PER_RUN).map((at) =>
      withSamples(
        input,
        samples.map((value, k) => (1 - at) * (baseline[k] as number) + at * value),
      ),
    );
    const odds = await logOddsOf(explainer, target, inputs);
    const gradients = await inputGradients(
      explainer,
      inputs,
      odds.map(({ slopes }) => slopes),
    );
    for (const gradient of gradients) {
      for (let k = 0; k < total.length; k++) total[k] = (total[k] as number) + weight * (gradient[k] as number);
    }
    found.push(...odds.map(({ logOdds }) => logOdds));
  }
  return found;
}
