import { EcgError } from '../errors.ts';
import { classMembers, type Task, taskClasses } from '../statements/index.ts';
import type { EcgRow } from './ecg-row.ts';

/** The labels of rows for one task. */
export interface LabelMatrix {
  /** Columns, in the order of `taskClasses`. */
  readonly classes: readonly string[];
  /** 1 where a row has the class, `[rows × classes]` row by row. */
  readonly labels: Uint8Array;
  /** Likelihood in percent, `[rows × classes]`; 0 where it is unknown and where the class is absent, as in PTB-XL. */
  readonly likelihood: Float32Array;
}

/** The labels of those rows that have any. */
export interface LabelledRows extends LabelMatrix {
  /** For each row of the matrix, its index in the rows given. */
  readonly kept: readonly number[];
  /** How many rows were left out because they have no label of the task. */
  readonly dropped: number;
}

/**
 * Labels of every row for a task. Each statement counts whatever its likelihood, since PTB-XL writes 0 for *unknown*. A class
 * that gathers several statements has the greatest of their likelihoods.
 *
 * @throws EcgError `invalid-argument` when a row has a statement that is not in the vocabulary
 */
export function labelMatrix(rows: readonly Pick<EcgRow, 'statements'>[], task: Task): LabelMatrix {
  const classes = taskClasses(task);
  const columnOf = new Map(
    classes.flatMap((className, column) => classMembers(task, className).map((code) => [code, column] as const)),
  );
  const known = new Set(taskClasses('all'));
  const labels = new Uint8Array(rows.length * classes.length);
  const likelihood = new Float32Array(labels.length);
  rows.forEach(({ statements }, row) => {
    for (const [code, percent] of Object.entries(statements)) {
      if (!known.has(code)) {
        throw new EcgError('invalid-argument', `labelMatrix: row ${row} must have known statements, got ${code}`, {
          code,
        });
      }
      const column = columnOf.get(code);
      if (column === undefined) continue;
      const at = row * classes.length + column;
      labels[at] = 1;
      likelihood[at] = Math.max(likelihood[at] as number, percent);
    }
  });
  return { classes, labels, likelihood };
}

/**
 * Labels for a task of the rows that have any, as the protocol trains and judges: a record without a label of the task is
 * left out, and counted.
 *
 * @throws EcgError `invalid-argument` as `labelMatrix`
 * @example
 * const rows = [{ statements: { SR: 0 } }, { statements: { IMI: 35, AMI: 50 } }];
 * const { kept, dropped, labels } = labelRows(rows, 'superdiagnostic');
 * kept // => [1]
 * dropped // => 1
 * Array.from(labels) // => [0, 1, 0, 0, 0]
 */
export function labelRows(rows: readonly Pick<EcgRow, 'statements'>[], task: Task): LabelledRows {
  const matrix = labelMatrix(rows, task);
  const width = matrix.classes.length;
  const kept = rows.flatMap((_, row) =>
    matrix.labels.subarray(row * width, (row + 1) * width).includes(1) ? [row] : [],
  );
  const labels = new Uint8Array(kept.length * width);
  const likelihood = new Float32Array(labels.length);
  kept.forEach((row, i) => {
    labels.set(matrix.labels.subarray(row * width, (row + 1) * width), i * width);
    likelihood.set(matrix.likelihood.subarray(row * width, (row + 1) * width), i * width);
  });
  return { classes: matrix.classes, labels, likelihood, kept, dropped: rows.length - kept.length };
}
