/**
 * The line from bytes to findings, for Node and browsers. Each folder is a subpath of its own (`einthoven/record`, `einthoven/nn`, …);
 * here are the names that most programs need. What reads files or loads the native runtime is in `einthoven/node`.
 */
export { DISCLAIMER } from './disclaimer.ts';
export { EcgError, type EcgErrorCode, type EcgErrorDetails, isEcgError } from './errors.ts';
export { decide, type Finding, type Findings } from './findings/index.ts';
export { loadModel, type Model, type ModelCard, type Prediction, predict } from './models/index.ts';
export { createRandom, type Random } from './random.ts';
export {
  deriveLimbLeads,
  type EcgRecord,
  makeRecord,
  readWfdb,
  recordLength,
  STANDARD_LEADS,
  selectLeads,
  simulateRecord,
} from './record/index.ts';
export { drawRecord, toSvg } from './report/index.ts';
export { type PreparationStep, prepare } from './signal/index.ts';
export { STATEMENTS, type Statement, SUPERCLASSES, statement, type Task, taskClasses } from './statements/index.ts';
