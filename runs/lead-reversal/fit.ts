import {
  ENERGY_FLOOR,
  ENERGY_SPANS,
  PROFILE_LENGTH,
  type ReversalNetwork,
  reversedProfile,
  WEIGHED_REVERSALS,
} from '../../src/quality/lead-reversal-network.ts';
import { INDEPENDENT_LEADS } from '../../src/quality/lead-reversal-profile.ts';
import type { Random } from '../../src/random.ts';
import { hiddenValues } from './hidden-values.ts';
import { mixedProfile } from './mix.ts';

const LEADS = INDEPENDENT_LEADS.length;
const INPUTS = LEADS * PROFILE_LENGTH;
const REVERSALS = WEIGHED_REVERSALS.length;

/** Size of a network and how it is fitted. */
export interface FitOptions {
  readonly units: number;
  readonly mixtures: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  readonly weightDecay: number;
  /** Share of training records that are taken to be reversed themselves: bounds what one record can do to the fit. */
  readonly mislabelled: number;
  /** Share of training records that are mixed with another, which then has up to a half of the sum. */
  readonly mixed: number;
}

/**
 * Fits a network so that each record, as it is, is told from itself with two cables interchanged: logistic regression on the
 * difference of hidden values, all reversals at once, by Adam with decoupled weight decay and a cosine schedule.
 *
 * @param profiles of records that are taken to be connected correctly, scaled
 */
export function fitReversalNetwork(
  profiles: readonly Float64Array[],
  options: FitOptions,
  random: Random,
): ReversalNetwork {
  const network = startingNetwork(profiles, options, random);
  const parameters = [network.sumWeights, network.sumBiases, network.mixtures, network.heads];
  const moments = parameters.map(
    (values) => [new Float64Array(values.length), new Float64Array(values.length)] as const,
  );
  const hypotheses = profiles.map(hypothesesOf);
  const { epochs, batch, rate, weightDecay } = options;
  const steps = epochs * Math.floor(profiles.length / batch);
  for (let step = 1, order: number[] = []; step <= steps; step++) {
    if (order.length < batch) order = random.shuffle(hypotheses.map((_, i) => i));
    const members = order.splice(0, batch).map((i) => {
      if (random.uniform() >= options.mixed) return hypotheses[i] as Float64Array[];
      const other = profiles[random.integer(profiles.length)] as Float64Array;
      return hypothesesOf(mixedProfile(profiles[i] as Float64Array, other, random.uniform() / 2));
    });
    const gradients = parameters.map((values) => new Float64Array(values.length));
    for (const member of members) addGradients(network, member, options.mislabelled, gradients);
    const now = rate * Math.min(1, step / 50) * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
    for (const [k, values] of parameters.entries()) {
      const [first, second] = moments[k] as readonly [Float64Array, Float64Array];
      const gradient = gradients[k] as Float64Array;
      for (let i = 0; i < values.length; i++) {
        const g = (gradient[i] as number) / batch;
        first[i] = 0.9 * (first[i] as number) + 0.1 * g;
        second[i] = 0.99 * (second[i] as number) + 0.01 * g * g;
        const mean = (first[i] as number) / (1 - 0.9 ** step);
        const size = Math.sqrt((second[i] as number) / (1 - 0.99 ** step)) + 1e-8;
        values[i] = (values[i] as number) - now * (mean / size + weightDecay * (values[i] as number));
      }
    }
  }
  return network;
}

/** A profile as it is, and with each reversal. */
function hypothesesOf(profile: Float64Array): Float64Array[] {
  return [profile, ...WEIGHED_REVERSALS.map((reversal) => reversedProfile(profile, reversal))];
}

/** Mixtures begin as each lead's residual in its regression on the others, the rest at random. */
function startingNetwork(profiles: readonly Float64Array[], options: FitOptions, random: Random): ReversalNetwork {
  const { units, mixtures } = options;
  const normal = (length: number, sd: number) => Float64Array.from({ length }, () => sd * random.normal());
  const hidden = units + ENERGY_SPANS.length * mixtures;
  const residuals = ENERGY_SPANS.flatMap((span) => {
    const rows = inverse(covariance(profiles, span)).map((row) => row.map((value) => value / Math.hypot(...row)));
    return Array.from({ length: mixtures }, (_, m) => rows[m] ?? Array.from(normal(LEADS, 1 / Math.sqrt(LEADS))));
  });
  return {
    sumWeights: normal(units * INPUTS, 1 / Math.sqrt(INPUTS)),
    sumBiases: new Float64Array(units),
    mixtures: Float64Array.from(residuals.flat(), (value) => value + 0.05 * random.normal()),
    heads: normal(REVERSALS * hidden, 0.3 / Math.sqrt(hidden)),
  };
}

/** Of the leads over profiles and bins, with a little added to each variance. */
function covariance(profiles: readonly Float64Array[], [from, until]: readonly [number, number]): number[][] {
  const sums = Array.from({ length: LEADS }, () => new Array<number>(LEADS).fill(0));
  for (const profile of profiles) {
    for (let bin = from; bin < until; bin++) {
      for (const [a, row] of sums.entries()) {
        const value = (profile[bin * LEADS + a] as number) / profiles.length;
        for (let b = 0; b < LEADS; b++) {
          row[b] = (row[b] as number) + value * (profile[bin * LEADS + b] as number);
        }
      }
    }
  }
  const ridge = (1e-3 * sums.reduce((sum, row, a) => sum + (row[a] as number), 0)) / LEADS;
  return sums.map((row, a) => row.map((value, b) => value + (a === b ? ridge : 0)));
}

/** Of a positive definite matrix, by Gauss–Jordan elimination. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i] as number;
    for (let k = 0; k < pivotRow.length; k++) pivotRow[k] = (pivotRow[k] as number) / pivot;
    for (const row of rows) {
      if (row === pivotRow) continue;
      const factor = row[i] as number;
      for (let k = 0; k < row.length; k++) row[k] = (row[k] as number) - factor * (pivotRow[k] as number);
    }
  }
  return rows.map((row) => row.slice(matrix.length));
}

/** Adds the gradients of one record's loss, Σ over reversals of −log(m + (1 − 2m) σ(−evidence)) with m mislabelled. */
function addGradients(
  network: ReversalNetwork,
  hypotheses: readonly Float64Array[],
  mislabelled: number,
  gradients: readonly Float64Array[],
): void {
  const hidden = hypotheses.map((profile) => hiddenValues(network, profile));
  const asRecorded = hidden[0] as Float64Array;
  const size = asRecorded.length;
  const ofHeads = gradients[3] as Float64Array;
  const ofRecorded = new Float64Array(size);
  for (let s = 0; s < REVERSALS; s++) {
    const other = hidden[s + 1] as Float64Array;
    let evidence = 0;
    for (let h = 0; h < size; h++) {
      evidence += (network.heads[s * size + h] as number) * ((other[h] as number) - (asRecorded[h] as number));
    }
    const right = 1 / (1 + Math.exp(evidence));
    const slope = ((1 - 2 * mislabelled) * right * (1 - right)) / (mislabelled + (1 - 2 * mislabelled) * right);
    const ofHidden = new Float64Array(size);
    for (let h = 0; h < size; h++) {
      const at = s * size + h;
      ofHeads[at] = (ofHeads[at] as number) + slope * ((other[h] as number) - (asRecorded[h] as number));
      ofHidden[h] = slope * (network.heads[at] as number);
      ofRecorded[h] = (ofRecorded[h] as number) - (ofHidden[h] as number);
    }
    addHiddenGradients(network, hypotheses[s + 1] as Float64Array, other, ofHidden, gradients);
  }
  addHiddenGradients(network, hypotheses[0] as Float64Array, asRecorded, ofRecorded, gradients);
}

/** Adds what a change of the hidden values means for the weights below them. */
function addHiddenGradients(
  network: ReversalNetwork,
  profile: Float64Array,
  hidden: Float64Array,
  ofHidden: Float64Array,
  [ofWeights, ofBiases, ofMixtures]: readonly Float64Array[],
): void {
  if (ofWeights === undefined || ofBiases === undefined || ofMixtures === undefined) return;
  const units = ofBiases.length;
  for (let unit = 0; unit < units; unit++) {
    const slope = (ofHidden[unit] as number) * (1 - (hidden[unit] as number) ** 2);
    ofBiases[unit] = (ofBiases[unit] as number) + slope;
    for (let i = 0, at = unit * INPUTS; i < INPUTS; i++, at++) {
      ofWeights[at] = (ofWeights[at] as number) + slope * (profile[i] as number);
    }
  }
  const perSpan = (hidden.length - units) / ENERGY_SPANS.length;
  for (let m = 0; m < hidden.length - units; m++) {
    const [from, until] = ENERGY_SPANS[Math.floor(m / perSpan)] as readonly [number, number];
    // The energy itself is known from its logarithm; its floor adds nothing that depends on the weights.
    const energy = Math.max(Math.exp(hidden[units + m] as number), ENERGY_FLOOR);
    const slope = (2 * (ofHidden[units + m] as number)) / (energy * (until - from));
    addMixtureGradient(network.mixtures, ofMixtures, m * LEADS, profile.subarray(from * LEADS, until * LEADS), slope);
  }
}

/** Adds Σ over bins of slope · (mixture · x) · x. Written out for the eight leads: nearly all of the time goes into it. */
function addMixtureGradient(
  mixtures: Float64Array,
  gradient: Float64Array,
  row: number,
  x: Float64Array,
  slope: number,
): void {
  const m0 = mixtures[row] as number;
  const m1 = mixtures[row + 1] as number;
  const m2 = mixtures[row + 2] as number;
  const m3 = mixtures[row + 3] as number;
  const m4 = mixtures[row + 4] as number;
  const m5 = mixtures[row + 5] as number;
  const m6 = mixtures[row + 6] as number;
  const m7 = mixtures[row + 7] as number;
  let [g0, g1, g2, g3, g4, g5, g6, g7] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i += 8) {
    const x0 = x[i] as number;
    const x1 = x[i + 1] as number;
    const x2 = x[i + 2] as number;
    const x3 = x[i + 3] as number;
    const x4 = x[i + 4] as number;
    const x5 = x[i + 5] as number;
    const x6 = x[i + 6] as number;
    const x7 = x[i + 7] as number;
    const mixed = m0 * x0 + m1 * x1 + m2 * x2 + m3 * x3 + m4 * x4 + m5 * x5 + m6 * x6 + m7 * x7;
    g0 += mixed * x0;
    g1 += mixed * x1;
    g2 += mixed * x2;
    g3 += mixed * x3;
    g4 += mixed * x4;
    g5 += mixed * x5;
    g6 += mixed * x6;
    g7 += mixed * x7;
  }
  const sums = [g0, g1, g2, g3, g4, g5, g6, g7];
  for (let lead = 0; lead < sums.length; lead++) {
    gradient[row + lead] = (gradient[row + lead] as number) + slope * (sums[lead] as number);
  }
}
