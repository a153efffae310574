import { type BootstrapOptions, bootstrapIntervals, type Interval, type Statistic } from './bootstrap.ts';
import { type Multiplicities, operatingPointsOfResamples } from './operating-points.ts';
import { checkPredictions, classColumn, selectRecords } from './predictions.ts';
import { rocAucOf } from './roc-auc.ts';

/** Several candidates' scores for the same records. */
export interface ComparisonOptions extends BootstrapOptions {
  readonly classes: readonly string[];
  /** 0 or 1, `[records × classes]`, row-major. */
  readonly labels: ArrayLike<number>;
  /** Of each candidate one set of scores per repetition (seed), `[records × classes]` each; their AUCs are averaged. */
  readonly candidates: readonly (readonly ArrayLike<number>[])[];
  /** Part of each record, `[records]`: the AUC is then the mean over parts of each part's own. Without it all records are one part. */
  readonly partOf?: ArrayLike<number>;
}

/** How one candidate stands. */
export interface ComparedMacroAuc {
  /** Mean over parts and repetitions; a class without positives or negatives in a part is not in that part's macro. */
  readonly macroAuc: number | undefined;
  readonly interval: Interval | undefined;
  /** Less the macro AUC of the first candidate. */
  readonly difference: number | undefined;
  readonly differenceInterval: Interval | undefined;
}

/**
 * Macro AUC of several candidates and their differences from the first, each with a paired bootstrap: in every resample all are measured
 * on the same patients. `macroAucDifference` with repetitions, parts and more than two. The intervals tell what another draw of patients
 * would change, not what another training would.
 *
 * @throws EcgError `invalid-argument` as `checkPredictions` and `bootstrapIntervals`
 * @example
 * const options = { classes: ['MI'], labels: [1, 0, 1, 0], candidates: [[[0.2, 0.1, 0.8, 0.3]], [[0.9, 0.1, 0.8, 0.3]]] };
 * compareMacroAuc({ ...options, random: createRandom(1) })[1].difference // => 0.25
 */
export function compareMacroAuc(options: ComparisonOptions): readonly ComparedMacroAuc[] {
  const { classes, labels, candidates } = options;
  const sets = candidates.flat();
  for (const scores of sets) checkPredictions('compareMacroAuc', { classes, labels, scores });
  const records = labels.length / classes.length;
  const cells = measurableCells(options, records);
  const means = candidates.map((repetitions) => meanAuc(options, repetitions, cells));
  const figures: Statistic = (multiplicities) => {
    const values = means.map((mean) => mean(multiplicities));
    const [first] = values;
    if (first === undefined || values.includes(undefined)) return undefined;
    return [...(values as number[]), ...(values as number[]).map((value) => value - first)];
  };
  const measured = cells.length === 0 ? undefined : figures(new Uint16Array(records).fill(1));
  const [intervals] = measured === undefined ? [] : bootstrapIntervals(records, [figures], options);
  return candidates.map((_, k) => ({
    macroAuc: measured?.[k],
    interval: intervals?.[k],
    difference: measured?.[candidates.length + k],
    differenceInterval: intervals?.[candidates.length + k],
  }));
}

/** One class in one part, with its share of the mean. */
interface Cell {
  readonly members: readonly number[];
  readonly classIndex: number;
  readonly weight: number;
}

function measurableCells({ classes, labels, partOf }: ComparisonOptions, records: number): readonly Cell[] {
  const all = Array.from({ length: records }, (_, i) => i);
  const parts =
    partOf === undefined
      ? [all]
      : [...new Set(Array.from(partOf))].map((part) => all.filter((i) => partOf[i] === part));
  const found = parts
    .map((members) => {
      const within = classes.flatMap((_, c) => {
        const positives = members.filter((i) => labels[i * classes.length + c] === 1).length;
        return positives > 0 && positives < members.length ? [c] : [];
      });
      return { members, within };
    })
    .filter(({ within }) => within.length > 0);
  return found.flatMap(({ members, within }) =>
    within.map((classIndex) => ({ members, classIndex, weight: 1 / (found.length * within.length) })),
  );
}

/** The mean as a function of how often each record is drawn. */
function meanAuc(
  { classes, labels }: ComparisonOptions,
  repetitions: readonly ArrayLike<number>[],
  cells: readonly Cell[],
): (multiplicities: Multiplicities) => number | undefined {
  const terms = cells.flatMap(({ members, classIndex, weight }) =>
    repetitions.map((scores) => {
      const part = selectRecords({ classes, labels, scores }, members);
      const column = (values: ArrayLike<number>) => classColumn(values, classes.length, classIndex);
      const points = operatingPointsOfResamples(column(part.labels), column(part.scores));
      return { members: Int32Array.from(members), points, weight: weight / repetitions.length };
    }),
  );
  return (multiplicities) => {
    let sum = 0;
    for (const { members, points, weight } of terms) {
      const auc = rocAucOf(points(Uint16Array.from(members, (i) => multiplicities[i] as number)));
      if (auc === undefined) return undefined;
      sum += weight * auc;
    }
    return sum;
  };
}
