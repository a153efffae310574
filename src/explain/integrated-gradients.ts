import type { ModelInput } from '../models/index.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, inputGradients, logOddsOf, samplesOf, withSamples } from './explainer.ts';

/** How finely the path is followed. */
export interface PathOptions {
  /** Stop when the sum is off by no more than this part of the difference that it should be; 0.01 unless said. */
  readonly tolerance?: number;
  /** Stop at this many points of the path, complete or not; 128 unless said. */
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

/** The path is first followed in this many pieces. */
const FIRST_PIECES = 4;
/** Errors of pieces may cancel; without regard to their signs they may add up to so many times what the sum may be off by. */
const CANCELLING = 5;

interface PathPoint {
  /** Part of the way from the baseline to the input. */
  readonly at: number;
  readonly logOdds: number;
  /** `[leads × samples]` */
  readonly gradient: Float32Array;
}

/**
 * Integrated gradients (Sundararajan, Taly & Yan 2017, "Axiomatic attribution for deep networks", ICML) of a class's log-odds: input ×
 * mean gradient on the straight path from a baseline, here the flat line, which a prepared ECG is above and below in equal parts.
 * They add up to the difference of the log-odds between input and flat line (completeness).
 *
 * The integral is a trapezoidal sum over pieces. As the log-odds are known at every point, so is the error of every piece: those
 * that are worst are halved until the whole is complete.
 */
export async function integratedGradients(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  { tolerance = 0.01, mostPoints = 128 }: PathOptions = {},
): Promise<IntegratedGradients> {
  const samples = samplesOf(input);
  const pointsAt = (places: readonly number[]) => pathPoints(explainer, target, input, samples, places);
  let points = await pointsAt(Array.from({ length: FIRST_PIECES + 1 }, (_, i) => i / FIRST_PIECES));
  for (;;) {
    const errors = pieceErrors(points, samples);
    const [first, last] = [points[0] as PathPoint, points.at(-1) as PathPoint];
    const difference = last.logOdds - first.logOdds;
    const allowed = tolerance * Math.abs(difference);
    const left = mostPoints - points.length;
    const isComplete = Math.abs(sumOf(errors)) <= allowed && sumOf(errors.map(Math.abs)) <= CANCELLING * allowed;
    if (isComplete || left <= 0) {
      return {
        values: trapezoid(points, samples),
        logOdds: last.logOdds,
        baselineLogOdds: first.logOdds,
        completenessError: difference === 0 ? undefined : Math.abs(sumOf(errors) / difference),
        points: points.length,
      };
    }
    const halved = worstPieces(errors, CANCELLING * allowed, left);
    const middles = halved.map((i) => ((points[i] as PathPoint).at + (points[i + 1] as PathPoint).at) / 2);
    points = [...points, ...(await pointsAt(middles))].sort((a, b) => a.at - b.at);
  }
}

/** The pieces whose errors must shrink for the sum to be allowed, largest first; no more than `most`. */
function worstPieces(errors: readonly number[], allowed: number, most: number): readonly number[] {
  const order = errors.map((_, i) => i).sort((a, b) => Math.abs(errors[b] as number) - Math.abs(errors[a] as number));
  const fair = allowed / errors.length;
  return order.filter((i, rank) => rank < most && (rank === 0 || Math.abs(errors[i] as number) > fair));
}

async function pathPoints(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  samples: Float32Array,
  places: readonly number[],
): Promise<PathPoint[]> {
  const inputs = places.map((at) =>
    withSamples(
      input,
      samples.map((value) => at * value),
    ),
  );
  const odds = await logOddsOf(explainer, target, inputs);
  const gradients = await inputGradients(
    explainer,
    inputs,
    odds.map(({ slopes }) => slopes),
  );
  return places.map((at, i) => ({
    at,
    logOdds: odds[i]?.logOdds as number,
    gradient: gradients[i] as Float32Array,
  }));
}

/** For each piece of the path, its part of the sum less the difference of the log-odds between its ends. */
function pieceErrors(points: readonly PathPoint[], samples: Float32Array): readonly number[] {
  const along = points.map(({ gradient }) =>
    gradient.reduce((sum, slope, i) => sum + slope * (samples[i] as number), 0),
  );
  return points.slice(1).map((end, i) => {
    const start = points[i] as PathPoint;
    const part = ((end.at - start.at) * ((along[i] as number) + (along[i + 1] as number))) / 2;
    return part - (end.logOdds - start.logOdds);
  });
}

function trapezoid(points: readonly PathPoint[], samples: Float32Array): Float32Array {
  const mean = new Float64Array(samples.length);
  points.forEach(({ at, gradient }, i) => {
    const [before, after] = [points[i - 1]?.at ?? at, points[i + 1]?.at ?? at];
    const weight = (after - before) / 2;
    for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] as number) + weight * (gradient[k] as number);
  });
  return samples.map((value, k) => value * (mean[k] as number));
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
