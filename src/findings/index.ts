export { type Task, classMembers, taskClasses, SUPERCLASSES, TASKS, STATEMENTS, type Statement, type Superclass, statement, aggregateNoisyOr, aggregateMaximum } from '../statements/index.ts';
