import type { Random } from '../../src/random.ts';
import { acceptanceLoss, type Bins, type BoostOptions, boostLeads, type LeadSet } from './boost-leads.ts';

/** Verdicts on the records of one cross-validation: each by a model that has not seen the record. */
export interface CrossValidated {
  /** Probability of being rejected, `[records]`. */
  readonly rejection: Float64Array;
  /** Rounds that the inner folds chose, one per outer fold. */
  readonly rounds: readonly number[];
}

/** What the inner folds choose among, and how. */
export interface Tuning {
  readonly rounds: readonly number[];
  readonly options: Omit<BoostOptions, 'rounds'>;
  readonly outerFolds: number;
  readonly innerFolds: number;
}

/** As `runs/quality-thresholds.ts` learns. */
export const TUNING: Tuning = {
  rounds: [20, 40, 60, 90, 130],
  options: { learningRate: 0.2, leastLeads: 8 },
  outerFolds: 10,
  innerFolds: 5,
};

/** Nested cross-validation: the inner folds of each outer training part choose the number of rounds by their likelihood. */
export function crossValidate(set: LeadSet, bins: Bins, tuning: Tuning, random: Random): CrossValidated {
  const all = Int32Array.from(set.rejected.keys());
  const rejection = new Float64Array(all.length);
  const rounds = stratifiedFolds(all, set.rejected, tuning.outerFolds, random).map((test) => {
    const train = without(all, test);
    const chosen = chooseRounds(set, bins, train, tuning, random);
    boostLeads(set, bins, train, { ...tuning.options, rounds: chosen }, (_, logits) => {
      for (const record of test) rejection[record] = -Math.expm1(-acceptanceLoss(logits, record, set.leads));
    });
    return chosen;
  });
  return { rejection, rounds };
}

/** The number of rounds of the greatest likelihood over the inner folds. */
export function chooseRounds(set: LeadSet, bins: Bins, records: Int32Array, tuning: Tuning, random: Random): number {
  const losses = new Map(tuning.rounds.map((round) => [round, 0]));
  for (const test of stratifiedFolds(records, set.rejected, tuning.innerFolds, random)) {
    const most = Math.max(...tuning.rounds);
    boostLeads(set, bins, without(records, test), { ...tuning.options, rounds: most }, (round, logits) => {
      const before = losses.get(round);
      if (before !== undefined) losses.set(round, before + lossOf(set, logits, test));
    });
  }
  return [...losses].reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

function lossOf(set: LeadSet, logits: Float64Array, records: Int32Array): number {
  let sum = 0;
  for (const record of records) {
    const loss = acceptanceLoss(logits, record, set.leads);
    sum += set.rejected[record] === 1 ? -Math.log(-Math.expm1(-loss) + 1e-12) : loss;
  }
  return sum;
}

function without(records: Int32Array, left: Int32Array): Int32Array {
  const out = new Set(left);
  return records.filter((record) => !out.has(record));
}

/** Folds with equal shares of both verdicts. */
function stratifiedFolds(records: Int32Array, rejected: Uint8Array, count: number, random: Random): Int32Array[] {
  const folds = Array.from({ length: count }, () => [] as number[]);
  let next = 0;
  for (const verdict of [0, 1]) {
    const group = random.shuffle([...records].filter((record) => rejected[record] === verdict));
    for (const record of group) folds[next++ % count]?.push(record);
  }
  return folds.map((fold) => Int32Array.from(fold));
}
