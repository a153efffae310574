/**
 * The vocabulary of ECG diagnosis: the 71 SCP-ECG statements of PTB-XL; six tasks ask for all of them or for
 * groups of them, and the probability of a group follows from those of its statements.
 */
export { aggregateMaximum, aggregateNoisyOr } from './aggregate.ts';
export { STATEMENTS, type Statement, type Superclass } from './statements.table.ts';
export { statement } from './statements.ts';
export { classMembers, SUPERCLASSES, TASKS, type Task, taskClasses, taskMembers } from './tasks.ts';
