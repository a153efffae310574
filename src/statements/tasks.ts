import { EcgError } from '../errors.ts';
import { STATEMENTS, type Statement, type Superclass } from './statements.table.ts';

/** The superclasses in the order in which they are always given. */
export const SUPERCLASSES: readonly Superclass[] = ['NORM', 'MI', 'STTC', 'CD', 'HYP'];

/**
 * The six classification tasks of PTB-XL (Strodthoff et al. 2021, doi:10.1109/JBHI.2020.3022989): every statement, the
 * diagnostic ones, those gathered into 23 subclasses or 5 superclasses, those about form, those about rhythm.
 */
export const TASKS = ['all', 'diagnostic', 'subdiagnostic', 'superdiagnostic', 'form', 'rhythm'] as const;

/** One of the six tasks. */
export type Task = (typeof TASKS)[number];

/** For each task, the class that a statement belongs to; `undefined` when it is no part of the task. */
const classOf: Readonly<Record<Task, (entry: Statement) => string | undefined>> = {
  all: (entry) => entry.code,
  diagnostic: (entry) => (entry.diagnostic ? entry.code : undefined),
  subdiagnostic: (entry) => entry.subclass,
  superdiagnostic: (entry) => entry.superclass,
  form: (entry) => (entry.form ? entry.code : undefined),
  rhythm: (entry) => (entry.rhythm ? entry.code : undefined),
};

const membersByTask = Object.fromEntries(TASKS.map((task) => [task, gather(task)])) as Readonly<
  Record<Task, ReadonlyMap<string, readonly string[]>>
>;

/** Class → codes. Classes stand in the order of their first statement in the table, superclasses in their own. */
function gather(task: Task): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  if (task === 'superdiagnostic') for (const superclass of SUPERCLASSES) members.set(superclass, []);
  for (const entry of STATEMENTS) {
    const className = classOf[task](entry);
    if (className === undefined) continue;
    const codes = members.get(className);
    if (codes) codes.push(entry.code);
    else members.set(className, [entry.code]);
  }
  return members;
}

/**
 * The classes of a task, in the order that label matrices and model outputs keep: statements as in `STATEMENTS`, subclasses
 * as their first statement stands there, superclasses as in `SUPERCLASSES`. 71, 44, 23, 5, 19 and 12 of them.
 *
 * @example
 * taskClasses('superdiagnostic') // => ['NORM', 'MI', 'STTC', 'CD', 'HYP']
 * TASKS.map((task) => taskClasses(task).length) // => [71, 44, 23, 5, 19, 12]
 */
export function taskClasses(task: Task): readonly string[] {
  return [...membersByTask[task].keys()];
}

/**
 * The statements that gather into a class of a task; a class that is a statement has that one member.
 *
 * @throws EcgError `invalid-argument` when the task has no such class
 * @example
 * classMembers('superdiagnostic', 'HYP') // => ['LVH', 'LAO/LAE', 'RVH', 'RAO/RAE', 'SEHYP']
 * classMembers('rhythm', 'AFIB') // => ['AFIB']
 */
export function classMembers(task: Task, className: string): readonly string[] {
  const members = membersByTask[task].get(className);
  if (members === undefined) {
    throw new EcgError('invalid-argument', `classMembers: task ${task} has no class ${className}`, {
      task,
      className,
      classes: taskClasses(task),
    });
  }
  return members;
}

/** Every statement that a task asks for. */
export function taskMembers(task: Task): readonly string[] {
  return [...membersByTask[task].values()].flat();
}
