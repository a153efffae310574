import { EcgError } from '../errors.ts';
import { classMembers, type Task, taskClasses } from './tasks.ts';

/**
 * Probabilities of a task's classes from those of their statements, by noisy-OR: `1 − ∏(1 − p)`. A class is present unless
 * each of its statements is absent, as if they were independent given the record. They are not quite, so calibrate the result;
 * it ranks better than the maximum.
 *
 * @param probabilities in [0, 1], `[records, codes]` row by row; one record is the simplest case
 * @param codes the statement of each column. A class may lack some of its statements here: those count as absent
 * @returns `[records, classes]`, classes as in `taskClasses(task)`
 * @throws EcgError `invalid-argument` when a code is given twice, a class has no statement among the codes, the length is no
 *   multiple of the number of codes, or a value is no probability
 * @example
 * const codes = ['NORM', 'IMI', 'AMI', 'NDT', 'CLBBB', 'LVH'];
 * Array.from(aggregateNoisyOr([0.9, 0.5, 0.5, 0.2, 0.1, 0], codes, 'superdiagnostic')) // => [0.9, 0.75, 0.2, 0.1, 0]
 */
export function aggregateNoisyOr(probabilities: ArrayLike<number>, codes: readonly string[], task: Task): Float64Array {
  const absent = gatherColumns('aggregateNoisyOr', probabilities, codes, task, 1, (product, p) => product * (1 - p));
  return absent.map((product) => 1 - product);
}

/**
 * The same by the maximum over a class's statements, as the published PTB-XL benchmark does. Parameters, result and errors as
 * in `aggregateNoisyOr`.
 *
 * @example
 * const codes = ['NORM', 'IMI', 'AMI', 'NDT', 'CLBBB', 'LVH'];
 * Array.from(aggregateMaximum([0.9, 0.5, 0.4, 0.2, 0.1, 0], codes, 'superdiagnostic')) // => [0.9, 0.5, 0.2, 0.1, 0]
 */
export function aggregateMaximum(probabilities: ArrayLike<number>, codes: readonly string[], task: Task): Float64Array {
  return gatherColumns('aggregateMaximum', probabilities, codes, task, 0, Math.max);
}

/** Folds the columns of every class, from `start`, into one value per record and class. */
function gatherColumns(
  caller: string,
  probabilities: ArrayLike<number>,
  codes: readonly string[],
  task: Task,
  start: number,
  join: (value: number, p: number) => number,
): Float64Array {
  const columns = classColumns(caller, codes, task);
  const records = probabilities.length / codes.length;
  if (!Number.isInteger(records)) {
    const rule = `length must be a multiple of the ${codes.length} codes`;
    throw new EcgError('invalid-argument', `${caller}: ${rule}, got ${probabilities.length}`);
  }
  const result = new Float64Array(records * columns.length).fill(start);
  for (let record = 0; record < records; record++) {
    columns.forEach((members, c) => {
      const out = record * columns.length + c;
      for (const column of members) {
        const p = probabilities[record * codes.length + column] as number;
        if (!(p >= 0 && p <= 1)) {
          throw new EcgError(
            'invalid-argument',
            `${caller}: ${codes[column]} of record ${record} must be in [0, 1], got ${p}`,
          );
        }
        result[out] = join(result[out] as number, p);
      }
    });
  }
  return result;
}

/** For each class of the task, the columns of its statements. */
function classColumns(caller: string, codes: readonly string[], task: Task): number[][] {
  const columnOf = new Map(codes.map((code, column) => [code, column]));
  if (columnOf.size < codes.length) {
    const twice = codes.find((code, column) => columnOf.get(code) !== column);
    throw new EcgError('invalid-argument', `${caller}: every code must be given once, got ${twice} twice`);
  }
  return taskClasses(task).map((className) => {
    const members = classMembers(task, className);
    const columns = members.map((code) => columnOf.get(code)).filter((column) => column !== undefined);
    if (columns.length === 0) {
      const rule = `class ${className} of task ${task} needs one of ${members.join(', ')} among the codes`;
      throw new EcgError('invalid-argument', `${caller}: ${rule}, got none`, { task, className, codes });
    }
    return columns;
  });
}
