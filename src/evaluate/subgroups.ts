import { EcgError } from '../errors.ts';
import { type EvaluationOptions, evaluatePredictions } from './evaluate-predictions.ts';
import type { EvaluationReport } from './evaluation-report.ts';
import { checkPredictions, selectRecords } from './predictions.ts';

/** Predictions, and the subgroup of each record. */
export interface SubgroupOptions extends EvaluationOptions {
  /** `male`, `60–79`, …; `undefined` where the record does not say, `[records]`. */
  readonly subgroups: readonly (string | undefined)[];
  /** Smaller subgroups are counted, not judged; default 50. */
  readonly minRecords?: number;
}

/** One subgroup: its figures, or why there are none. */
export type SubgroupEvaluation = EvaluationReport | { readonly n: number; readonly reason: string };

/** Figures by subgroup. */
export interface SubgroupEvaluations {
  /** Records whose subgroup is not stated; they are in none. */
  readonly notStated: number;
  /** By name, in order of appearance. */
  readonly subgroups: Readonly<Record<string, SubgroupEvaluation>>;
}

/**
 * `evaluatePredictions` on each subgroup (by sex, by `ageBand`, by device …), at the same thresholds.
 *
 * A macro figure of a subgroup is over the classes that can be measured in it: compare macros of two subgroups only
 * when their `leftOut` agree, and single classes otherwise. Intervals that overlap do not prove equality, nor single
 * gaps among many a difference.
 *
 * @throws EcgError `invalid-argument` when `subgroups` are not one per record, and as `evaluatePredictions`
 * @example
 * const predictions = { classes: ['MI'], labels: [1, 0, 1], scores: [0.9, 0.4, 0.2] };
 * const options = { ...predictions, minRecords: 2, resamples: 0, random: createRandom(1) };
 * const bySex = evaluateSubgroups({ ...options, subgroups: ['male', 'male', undefined] });
 * bySex.notStated // => 1
 * bySex.subgroups.male.macroAuc // => 1
 */
export function evaluateSubgroups(options: SubgroupOptions): SubgroupEvaluations {
  const { subgroups, minRecords = 50, ...whole } = options;
  const records = checkPredictions('evaluateSubgroups', whole);
  if (subgroups.length !== records) {
    const got = `${subgroups.length} for ${records}`;
    throw new EcgError('invalid-argument', `evaluateSubgroups: subgroups must be one per record, got ${got}`, {
      subgroups: subgroups.length,
      records,
    });
  }
  const members = new Map<string, number[]>();
  subgroups.forEach((name, record) => {
    if (name === undefined) return;
    const ofSubgroup = members.get(name);
    if (ofSubgroup === undefined) members.set(name, [record]);
    else ofSubgroup.push(record);
  });
  const evaluations = Array.from(members, ([name, ofSubgroup]): [string, SubgroupEvaluation] => [
    name,
    ofSubgroup.length < minRecords
      ? { n: ofSubgroup.length, reason: `fewer than ${minRecords} records` }
      : evaluatePredictions({ ...whole, ...selectOf(whole, ofSubgroup) }),
  ]);
  return {
    notStated: subgroups.filter((name) => name === undefined).length,
    subgroups: Object.fromEntries(evaluations),
  };
}

function selectOf(whole: EvaluationOptions, records: readonly number[]) {
  const { groups } = whole;
  const selected = selectRecords(whole, records);
  return groups === undefined
    ? selected
    : { ...selected, groups: records.map((record) => groups[record] as number | string) };
}
