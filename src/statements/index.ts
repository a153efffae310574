/**
 * The vocabulary of ECG diagnosis: the 71 SCP-ECG statements of PTB-XL; six tasks ask for all of them or for
 * groups of them, and the probability of a group follows from those of its statements. `statementTerm` says them in plain English, in German and by SNOMED CT.
 */
export { aggregateMaximum, aggregateNoisyOr } from './aggregate.ts';
export { STATEMENT_TERMS, type StatementTerm } from './statement-terms.table.ts';
export { STATEMENTS, type Statement, type Superclass } from './statements.table.ts';
export { statement, statementTerm } from './statements.ts';
export { classMembers, SUPERCLASSES, TASKS, type Task, taskClasses, taskMembers } from './tasks.ts';
