/**
 * Which samples of which leads an output rests on, and whether that can be believed.
 *
 * `openExplainer` makes a model ready: graphs with gradients are built from its file, in browsers too. `explainedClass` names what
 * is explained, a statement or a class that gathers several; its log-odds, gathered as prediction gathers them (windows, noisy-OR), are
 * what every method attributes. `attribute` does so by one of `ATTRIBUTION_METHODS`; `ablateLeads` asks what the model says without leads.
 *
 * An `Attribution` has a value for every sample of the model's input. `attributionCells` gathers them by wave segment and lead,
 * `beatAttribution` on the usual beat, `averageOverWaves` wave by wave. Waves come from the caller: this folder measures nothing on the record.
 *
 * Colours always look convincing. `checkRecord` asks of a method whether its answer depends on the weights, whether hiding what it points
 * at matters, and whether it points where the class should show; `findPlanted` whether it finds a change that was made.
 * `summariseChecks` puts many records into figures with intervals.
 */
export { type AttributionOptions, attribute, attributeInput } from './attribute.ts';
export { attributeClasses } from './attribute-classes.ts';
export {
  ATTRIBUTION_METHODS,
  type Attribution,
  type AttributionMethod,
  type Completeness,
  RECOMMENDED_METHOD,
  recommendedMethod,
} from './attribution.ts';
export { type AttributionCell, attributionCells, gatherCells } from './attribution-cells.ts';
export { averageOverWaves } from './average-over-waves.ts';
export { type BeatWindows, beatAttribution } from './beat-attribution.ts';
export {
  type CheckedAttribution,
  type CheckedModels,
  type Correlation,
  checkRecord,
  type ExplanationCase,
} from './checks/check-record.ts';
export type { DeletionScore } from './checks/deletion.ts';
export { EXPECTED_SEGMENTS } from './checks/expected-places.table.ts';
export { findPlanted, type PlantedFinding, type PlantedHeart, plantedHeart } from './checks/planted.ts';
export { partialRankCorrelation, rankCorrelation } from './checks/rank-correlation.ts';
export {
  type CompletenessFigures,
  type MeanFigure,
  type MethodFigures,
  summariseChecks,
  summariseCompleteness,
} from './checks/summarise-checks.ts';
export { type PlantedFigures, type Verdict, verdictsOf } from './checks/verdicts.ts';
export { type ClassForm, type ExplainedClass, explainedClass } from './explained-class.ts';
export { type Explainer, openExplainer } from './explainer.ts';
export type { SmoothGradOptions } from './gradient-methods.ts';
export type { PathOptions } from './integrated-gradients.ts';
export { ablateLeads, type LeadAblation } from './lead-ablation.ts';
export { type FiducialBeats, fiducialBeats, SEGMENTS, type Segment, segmentOfSamples } from './segments.ts';
export { TERRITORIES, type Territory } from './territories.table.ts';
