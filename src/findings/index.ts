/**
 * What can be said about a record, and on what evidence. For now this is the vocabulary, which `statements/` holds; criteria
 * and decisions follow.
 */
export {
  aggregateMaximum,
  aggregateNoisyOr,
  classMembers,
  STATEMENTS,
  type Statement,
  SUPERCLASSES,
  type Superclass,
  statement,
  TASKS,
  type Task,
  taskClasses,
} from '../statements/index.ts';
