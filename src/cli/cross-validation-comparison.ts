import { EcgError } from '../errors.ts';
import { type ComparedMacroAuc, compareMacroAuc } from '../evaluate/index.ts';
import { createRandom } from '../random.ts';
import type { FinishedCrossValidation } from './finished-cross-validation.ts';

/** Where one candidate stands. */
export interface ComparedCrossValidation {
  readonly name: string;
  /** Networks per group: one per seed, whose AUCs are averaged; those of all folders where their probabilities are. */
  readonly networks: number;
  /** Over all out-of-fold predictions together. */
  readonly pooled: ComparedMacroAuc;
  /** Mean of the groups' own. */
  readonly byGroup: ComparedMacroAuc;
}

/** Several cross-validations on their common records. */
export interface CrossValidationComparison {
  readonly task: string;
  readonly records: number;
  readonly patients: number;
  /** Records that not every folder has, so that none is judged on them. */
  readonly leftOut: number;
  readonly rows: readonly ComparedCrossValidation[];
}

/**
 * Compares cross-validations with the first, and the mean of all their probabilities as one more candidate.
 *
 * @throws EcgError `invalid-argument` when they are of different folds, groups, tasks or data
 */
export function compareCrossValidations(
  runs: readonly FinishedCrossValidation[],
  resamples: number,
): CrossValidationComparison {
  const [reference] = runs as readonly [FinishedCrossValidation];
  for (const run of runs.slice(1)) requireComparable(reference, run);
  const ids = [...reference.ids].filter((id) => runs.every((run) => run.ids.includes(id)));
  if (ids.length === 0)
    throw new EcgError('invalid-argument', 'compare-cv: the folders must have records in common, got none');
  const joined = runs.map((run) => onRecords(run, ids));
  const [first] = joined as [JoinedRun];
  for (const run of joined.slice(1)) requireSameRecords(first, run, ids);
  const together = { name: 'mean of all', scores: [meanOf(joined.map(({ scores }) => meanOf(scores)))] };
  const candidates = [...joined, together];
  const options = {
    classes: reference.classes,
    labels: first.labels,
    groups: first.patients,
    resamples,
    candidates: candidates.map(({ scores }) => scores),
  };
  const pooled = compareMacroAuc({ ...options, random: createRandom(1) });
  const byGroup = compareMacroAuc({ ...options, partOf: first.groups, random: createRandom(1) });
  return {
    task: reference.summary.task,
    records: ids.length,
    patients: new Set(first.patients).size,
    leftOut: new Set(runs.flatMap((run) => [...run.ids])).size - ids.length,
    rows: candidates.map(({ name, scores }, k) => ({
      name,
      networks: k < runs.length ? scores.length : joined.reduce((sum, run) => sum + run.scores.length, 0),
      pooled: pooled[k] as ComparedMacroAuc,
      byGroup: byGroup[k] as ComparedMacroAuc,
    })),
  };
}

function requireComparable(a: FinishedCrossValidation, b: FinishedCrossValidation): void {
  const same = (what: string, ofA: unknown, ofB: unknown) => {
    if (String(ofA) === String(ofB)) return;
    const rule = `${a.folder} and ${b.folder} must have the same ${what}`;
    throw new EcgError('invalid-argument', `compare-cv: ${rule}, got ${ofA} and ${ofB}`, { what });
  };
  same('folds', a.summary.folds, b.summary.folds);
  same('number of groups', a.summary.groups, b.summary.groups);
  same('judged task', a.summary.task, b.summary.task);
  same('classes', a.classes, b.classes);
  same('groups judged', groupsOf(a), groupsOf(b));
}

const groupsOf = ({ groups }: FinishedCrossValidation) => [...new Set(groups)].sort((a, b) => a - b);

interface JoinedRun {
  readonly name: string;
  readonly labels: Float64Array;
  readonly patients: Float64Array;
  readonly groups: Float64Array;
  readonly scores: readonly Float64Array[];
}

function onRecords(run: FinishedCrossValidation, ids: readonly number[]): JoinedRun {
  const place = new Map([...run.ids].map((id, i) => [id, i]));
  const rows = ids.map((id) => place.get(id) as number);
  const pick = (values: Float64Array, width: number) =>
    Float64Array.from(
      { length: rows.length * width },
      (_, j) => values[(rows[Math.floor(j / width)] as number) * width + (j % width)] as number,
    );
  const width = run.classes.length;
  return {
    name: run.folder,
    labels: pick(run.labels, width),
    patients: pick(run.patients, 1),
    groups: pick(run.groups, 1),
    scores: run.scores.map((scores) => pick(scores, width)),
  };
}

function requireSameRecords(a: JoinedRun, b: JoinedRun, ids: readonly number[]): void {
  for (const [what, width] of [
    ['labels', a.labels.length / ids.length],
    ['groups', 1],
  ] as const) {
    const other = a[what].findIndex((value, i) => value !== b[what][i]);
    if (other < 0) continue;
    const rule = `record ${ids[Math.floor(other / width)]} must have the same ${what} in ${a.name} and ${b.name}`;
    throw new EcgError('invalid-argument', `compare-cv: ${rule}, got ${a[what][other]} and ${b[what][other]}`);
  }
}

function meanOf(sets: readonly Float64Array[]): Float64Array {
  const length = sets[0]?.length ?? 0;
  return Float64Array.from({ length }, (_, i) => sets.reduce((sum, set) => sum + (set[i] as number), 0) / sets.length);
}
