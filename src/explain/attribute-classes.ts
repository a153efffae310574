import { modelInput } from '../models/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { attributeInput } from './attribute.ts';
import { type Attribution, recommendedMethod } from './attribution.ts';
import type { ExplainedClass } from './explained-class.ts';
import type { Explainer } from './explainer.ts';
import type { FiducialBeats } from './segments.ts';

/** Points of the path for all classes together: they take about a second of one core with the bundled model. */
const ALL_POINTS = 48;
/** Fewer tell nothing about how complete a class is. */
const LEAST_POINTS = 5;

/**
 * Attributions of several classes of one record by `recommendedMethod`, as a report needs them for its findings: the graph with
 * gradients is built once, and the points of the path are shared out evenly, so that the time hardly grows with the number of classes up
 * to nine. Each attribution tells how far it adds up; with few points that may be some percent off, where `attribute` goes on until it does.
 *
 * @throws EcgError `model-mismatch` as `modelInput`; `invalid-argument` without a beat
 */
export async function attributeClasses(
  explainer: Explainer,
  record: EcgRecord,
  targets: readonly ExplainedClass[],
  beats: FiducialBeats,
): Promise<readonly Attribution[]> {
  const input = modelInput(explainer.card, record);
  const path = { mostPoints: Math.max(LEAST_POINTS, Math.floor(ALL_POINTS / Math.max(1, targets.length))) };
  const attributions: Attribution[] = [];
  for (const target of targets) {
    attributions.push(await attributeInput(explainer, input, target, recommendedMethod(target.class), { path, beats }));
  }
  return attributions;
}
