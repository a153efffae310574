/**
 * Known records that are like a new one. `buildCaseIndex` gathers what a model sees of the records that it was trained on (`embed` of
 * `models/`), `encodeCaseIndex` makes a file of it. `nearestCases` then tells the records nearest to a new one with their labels and
 * distances, and `novelty` whether the new one is of their kind at all. Distances are angles between embeddings: they agreed best with labels, and told
 * best what is no usual record (docs/log.md).
 */
export { buildCaseIndex, type EmbeddedCase } from './build-case-index.ts';
export { type CaseIndex, decodeCaseIndex, encodeCaseIndex } from './case-index.ts';
export { type Novelty, nearestCases, novelty, noveltyDistance, type SimilarCase } from './nearest-cases.ts';
