/**
 * Learns when a lead makes people reject a record, from verdicts on records alone: a record is accepted when none of its leads is
 * rejected, and the leads are judged independently (noisy-OR, as in boosting for multiple instances: Viola P et al., NIPS 2005). The
 * log-odds of a lead are a sum of steps, one per boosting round, each upwards: more badness never helps.
 */

/** Badness of the leads of records, and the verdicts on the records. */
export interface LeadSet {
  /** `[kinds][records × leads]`, record by record. */
  readonly columns: readonly Float64Array[];
  readonly leads: number;
  /** 1 for rejected, `[records]`. */
  readonly rejected: Uint8Array;
}

/** A step up: `points` more where the badness of the kind lies above the threshold. */
export interface Step {
  readonly kind: number;
  readonly above: number;
  readonly points: number;
}

/** Log-odds of a lead: `start` and the points of all steps that it has passed. */
export interface LeadModel {
  readonly start: number;
  readonly steps: readonly Step[];
}

/** How to learn. */
export interface BoostOptions {
  readonly rounds: number;
  readonly learningRate: number;
  /** Lead counts that a step must leave on both sides. */
  readonly leastLeads: number;
}

/** Thresholds per kind that are tried. */
const THRESHOLDS = 48;
/** Ridge on the points of a step, in leads of certain verdict. */
const RIDGE = 1;
/** Most that one step may add, before the learning rate. */
const MOST_POINTS = 2;
/** Log-odds before anything is learnt: 12 such leads reject a record in 20 %. */
const START = -4;

/** Candidate thresholds and, per lead, how many of them its badness lies above. */
export interface Bins {
  readonly thresholds: readonly Float64Array[];
  readonly bins: readonly Uint8Array[];
}

/** Thresholds at quantiles of all leads, rounded to two digits so that the committed table can be read. */
export function binLeads({ columns }: Pick<LeadSet, 'columns'>): Bins {
  const thresholds = columns.map((column) => {
    const sorted = column.slice().sort();
    const quantiles = Array.from({ length: THRESHOLDS }, (_, q) => {
      // Half of the thresholds lie in the worst tenth, where verdicts are made.
      const half = THRESHOLDS / 2;
      const share = q < half ? (0.9 * (q + 1)) / half : 0.9 + (0.1 * (q + 1 - half)) / (half + 1);
      return Number((sorted[Math.floor(share * sorted.length)] as number).toPrecision(2));
    });
    return Float64Array.from(new Set(quantiles)).sort();
  });
  const bins = columns.map((column, kind) =>
    Uint8Array.from(column, (value) => countBelow(thresholds[kind] as Float64Array, value)),
  );
  return { thresholds, bins };
}

function countBelow(sorted: Float64Array, value: number): number {
  let count = 0;
  while (count < sorted.length && (sorted[count] as number) < value) count++;
  return count;
}

/** @param onRound is told the log-odds of all leads after each round */
export function boostLeads(
  set: LeadSet,
  { thresholds, bins }: Bins,
  records: Int32Array,
  { rounds, learningRate, leastLeads }: BoostOptions,
  onRound: (round: number, logits: Float64Array) => void = () => {},
): LeadModel {
  const logits = new Float64Array(set.rejected.length * set.leads).fill(START);
  const gradient = new Float64Array(logits.length);
  const curvature = new Float64Array(logits.length);
  const steps: Step[] = [];
  let start = START;
  for (let round = 1; round <= rounds; round++) {
    derive(set, records, logits, gradient, curvature);
    const found = bestSplit(set, thresholds, bins, records, gradient, curvature, leastLeads);
    if (found === undefined) break;
    const below = learningRate * clamp(found.below);
    const above = learningRate * clamp(found.above);
    const kindBins = bins[found.kind] as Uint8Array;
    for (let i = 0; i < logits.length; i++) {
      logits[i] = (logits[i] as number) + ((kindBins[i] as number) > found.bin ? above : below);
    }
    start += below;
    steps.push({
      kind: found.kind,
      above: (thresholds[found.kind] as Float64Array)[found.bin] as number,
      points: above - below,
    });
    onRound(round, logits);
  }
  return { start, steps };
}

const clamp = (points: number) => Math.max(-MOST_POINTS, Math.min(MOST_POINTS, points));

/** −log of the probability that no lead of the record is rejected. */
export function acceptanceLoss(logits: Float64Array, record: number, leads: number): number {
  let sum = 0;
  for (let i = record * leads; i < (record + 1) * leads; i++) sum += Math.log1p(Math.exp(logits[i] as number));
  return sum;
}

/** Gradient of the log-likelihood in each lead's log-odds, and a positive curvature. */
function derive(
  set: LeadSet,
  records: Int32Array,
  logits: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  const { leads, rejected } = set;
  for (const record of records) {
    const accepted = Math.exp(-acceptanceLoss(logits, record, leads));
    const odds = accepted / (1 - accepted + 1e-12);
    for (let i = record * leads; i < (record + 1) * leads; i++) {
      const p = 1 / (1 + Math.exp(-(logits[i] as number)));
      if (rejected[record] === 1) {
        const exact = (p * odds * (p - (1 - p) * (1 - accepted))) / (1 - accepted + 1e-12);
        gradient[i] = p * odds;
        curvature[i] = Math.max(exact, 0.1 * p * odds);
      } else {
        gradient[i] = -p;
        curvature[i] = p * (1 - p);
      }
    }
  }
}

interface Split {
  readonly kind: number;
  readonly bin: number;
  readonly below: number;
  readonly above: number;
}

function bestSplit(
  set: LeadSet,
  thresholds: readonly Float64Array[],
  bins: readonly Uint8Array[],
  records: Int32Array,
  gradient: Float64Array,
  curvature: Float64Array,
  leastLeads: number,
): Split | undefined {
  let best: Split | undefined;
  let bestGain = 0;
  for (let kind = 0; kind < bins.length; kind++) {
    const size = (thresholds[kind] as Float64Array).length + 1;
    const sums = histogram(set.leads, bins[kind] as Uint8Array, size, records, gradient, curvature);
    const total = [0, 1, 2].map((part) => (sums[part] as Float64Array).reduce((a, b) => a + b, 0));
    let [g, h, n] = [0, 0, 0];
    for (let bin = 0; bin + 1 < size; bin++) {
      g += (sums[0] as Float64Array)[bin] as number;
      h += (sums[1] as Float64Array)[bin] as number;
      n += (sums[2] as Float64Array)[bin] as number;
      if (n < leastLeads || (total[2] as number) - n < leastLeads) continue;
      const below = g / (h + RIDGE);
      const gAbove = (total[0] as number) - g;
      const above = gAbove / ((total[1] as number) - h + RIDGE);
      const gain = g * below + gAbove * above;
      if (above > below && gain > bestGain) {
        bestGain = gain;
        best = { kind, bin, below, above };
      }
    }
  }
  return best;
}

/** Sums of gradient, curvature and count by bin. */
function histogram(
  leads: number,
  bins: Uint8Array,
  size: number,
  records: Int32Array,
  gradient: Float64Array,
  curvature: Float64Array,
): readonly Float64Array[] {
  const g = new Float64Array(size);
  const h = new Float64Array(size);
  const n = new Float64Array(size);
  for (const record of records) {
    for (let i = record * leads; i < (record + 1) * leads; i++) {
      const bin = bins[i] as number;
      g[bin] = (g[bin] as number) + (gradient[i] as number);
      h[bin] = (h[bin] as number) + (curvature[i] as number);
      n[bin] = (n[bin] as number) + 1;
    }
  }
  return [g, h, n];
}
