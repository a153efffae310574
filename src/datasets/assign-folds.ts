import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import { assertPatientsApart, type EcgRow, type UnfoldedEcgRow } from './ecg-row.ts';
import { labelMatrix } from './labels.ts';

/** How folds are made. */
export interface FoldOptions {
  /** How many folds, from 2. */
  readonly folds: number;
  readonly random: Random;
}

/** The records of one patient, which stay together. */
interface Group {
  readonly rows: number[];
  /** Records with each label, `[labels]`. */
  readonly counts: Uint32Array;
}

/** What a fold still lacks, in units of 1 / folds of a record: whole numbers, so that ties are told exactly. */
interface Vacancy {
  records: number;
  /** `[labels]` */
  readonly labels: Float64Array;
}

/**
 * Folds for a data set that has none: patient-aware and label-stratified. Iterative stratification (Sechidis, Tsoumakas &
 * Vlahavas 2011, doi:10.1007/978-3-642-23808-6_10, algorithm 1) with patients instead of records: the label with the fewest
 * records left is dealt out first, each patient to the fold that lacks most of that label, ties to the fold that lacks most
 * records, then at random. Patients with many records come first, while there is room to make up for them.
 *
 * Patients stay together, so sizes and proportions are close, not equal. Repeats exactly with the same seed and rows.
 *
 * @param labels 0 or 1, `[rows × labels]` row by row, as from `labelMatrix(rows, 'all')`
 * @returns the fold of each row, from 1
 * @throws EcgError `invalid-argument` when there are fewer than 2 folds, fewer patients than folds, or the label matrix does
 *   not fit the rows
 * @example
 * const rows = [{ patientId: 'a' }, { patientId: 'b' }, { patientId: 'a' }, { patientId: 'c' }];
 * const folds = assignFolds(rows, new Uint8Array(4), { folds: 2, random: createRandom(1) });
 * folds[0] === folds[2] // => true
 */
export function assignFolds(
  rows: readonly Pick<EcgRow, 'patientId'>[],
  labels: Uint8Array,
  { folds, random }: FoldOptions,
): number[] {
  const width = labelWidth(rows.length, labels);
  const waiting = new Set(bySize(random.shuffle(groupByPatient(rows, labels, width))));
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= waiting.size)) {
    const rule = `folds must be an integer from 2 to the ${waiting.size} patients`;
    throw new EcgError('invalid-argument', `assignFolds: ${rule}, got ${folds}`, { folds, patients: waiting.size });
  }
  const left = sumCounts(waiting, width);
  const vacancies: Vacancy[] = Array.from({ length: folds }, () => ({
    records: rows.length,
    labels: left.slice(),
  }));
  const foldOf = new Array<number>(rows.length);
  const deal = (group: Group, label: number | undefined) => {
    const fold = roomiest(vacancies, label, random);
    const vacancy = vacancies[fold] as Vacancy;
    vacancy.records -= folds * group.rows.length;
    group.counts.forEach((count, l) => {
      vacancy.labels[l] = (vacancy.labels[l] as number) - folds * count;
      left[l] = (left[l] as number) - count;
    });
    for (const row of group.rows) foldOf[row] = fold + 1;
    waiting.delete(group);
  };
  for (let label = rarest(left); label !== undefined; label = rarest(left)) {
    for (const group of waiting) if ((group.counts[label] as number) > 0) deal(group, label);
  }
  for (const group of waiting) deal(group, undefined);
  return foldOf;
}

/**
 * Rows that all have a fold: made anew over the statements of the task `all` where options are given, else those of the
 * source, checked.
 *
 * @throws EcgError `invalid-argument` when a row has no fold and none are to be made, or as `assignFolds`; `malformed-input`
 *   when a patient is in two folds
 */
export function settleFolds(rows: readonly UnfoldedEcgRow[], options: FoldOptions | undefined): EcgRow[] {
  if (options !== undefined) {
    const folds = assignFolds(rows, labelMatrix(rows, 'all').labels, options);
    return rows.map((row, i) => ({ ...row, fold: folds[i] as number }));
  }
  const settled = rows.filter((row): row is EcgRow => 'fold' in row);
  const without = rows.find((row) => !('fold' in row));
  if (without !== undefined) {
    throw new EcgError(
      'invalid-argument',
      `settleFolds: every row must have a fold, got none for ecg_id ${without.ecgId}`,
    );
  }
  assertPatientsApart(settled);
  return settled;
}

function labelWidth(rows: number, labels: Uint8Array): number {
  const width = rows === 0 ? 0 : labels.length / rows;
  if (!Number.isInteger(width)) {
    const rule = `labels must be a whole number for each of ${rows} rows`;
    throw new EcgError('invalid-argument', `assignFolds: ${rule}, got ${labels.length}`);
  }
  return width;
}

function groupByPatient(rows: readonly Pick<EcgRow, 'patientId'>[], labels: Uint8Array, width: number): Group[] {
  const groups = new Map<string, Group>();
  rows.forEach(({ patientId }, row) => {
    const group = groups.get(patientId) ?? { rows: [], counts: new Uint32Array(width) };
    groups.set(patientId, group);
    group.rows.push(row);
    for (let l = 0; l < width; l++) group.counts[l] = (group.counts[l] as number) + (labels[row * width + l] as number);
  });
  return [...groups.values()];
}

/** Largest first; equal ones keep their order. */
function bySize(groups: readonly Group[]): Group[] {
  return groups.toSorted((a, b) => b.rows.length - a.rows.length);
}

function sumCounts(groups: Iterable<Group>, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (const { counts } of groups)
    counts.forEach((count, l) => {
      sums[l] = (sums[l] as number) + count;
    });
  return sums;
}

/** The label with the fewest records left, of those that have any left. */
function rarest(left: Float64Array): number | undefined {
  let best: number | undefined;
  left.forEach((count, l) => {
    if (count > 0 && (best === undefined || count < (left[best] as number))) best = l;
  });
  return best;
}

/** The fold that lacks most of the label, then most records, then any. */
function roomiest(vacancies: readonly Vacancy[], label: number | undefined, random: Random): number {
  const lacking = (fold: Vacancy) => (label === undefined ? 0 : (fold.labels[label] as number));
  const most = Math.max(...vacancies.map(lacking));
  const tied = vacancies.filter((fold) => lacking(fold) === most);
  const room = Math.max(...tied.map((fold) => fold.records));
  const best = tied.filter((fold) => fold.records === room);
  return vacancies.indexOf(best[random.integer(best.length)] as Vacancy);
}
