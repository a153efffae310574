import { EcgError } from '../errors.ts';
import { adjustToPrevalence } from '../evaluate/index.ts';
import type { Task } from '../statements/index.ts';
import { fittedPrevalence } from './calibrate.ts';
import type { ClassDecision, ModelCard } from './model-card.ts';

/**
 * A model's card for patients among whom classes are more or less frequent than among the records of its calibration: `predict` with it
 * gives probabilities that are adjusted to those prevalences (`adjustToPrevalence`).
 *
 * Thresholds by costs stay, so that decisions change with the probabilities. Thresholds by F1 or sensitivity were chosen on scores: they move along,
 * and decisions stay as they are. Confidence sets hold at any prevalence and stay too.
 *
 * @param prevalences by class, in every task that has the class; within (0, 1)
 * @throws EcgError `invalid-argument` when the model has no such class, or a prevalence is out of range; `model-mismatch` when the
 *   card has no calibration of a class, or does not tell how frequent it was
 */
export function withPrevalences(card: ModelCard, prevalences: Readonly<Record<string, number>>): ModelCard {
  const decisions = structuredClone(card.decisions);
  for (const [name, prevalence] of Object.entries(prevalences)) {
    const tasks = (Object.keys(decisions) as Task[]).filter((task) => decisions[task]?.[name] !== undefined);
    if (tasks.length === 0) {
      const rule = `${card.name} must have a class of that name`;
      throw new EcgError('invalid-argument', `withPrevalences: ${rule}, got ${name}`, { class: name });
    }
    for (const task of tasks) {
      const ofTask = decisions[task] as Record<string, ClassDecision>;
      ofTask[name] = atPrevalence(ofTask[name] as ClassDecision, prevalence, `class ${name} of ${card.name}`);
    }
  }
  return { ...card, decisions };
}

function atPrevalence(decision: ClassDecision, prevalence: number, name: string): ClassDecision {
  const fitted = fittedPrevalence(decision);
  if (decision.calibration === undefined || fitted === undefined) {
    const rule = `${name} must have a calibration that tells its prevalence (einthoven calibrate makes one)`;
    throw new EcgError('model-mismatch', `withPrevalences: ${rule}, got ${decision.positives} positives`, { name });
  }
  const { threshold, thresholdRule } = decision;
  const from = decision.prevalence ?? fitted;
  const moves = threshold !== undefined && thresholdRule?.rule !== 'cost-ratio';
  return {
    ...decision,
    prevalence,
    ...(moves && { threshold: adjustToPrevalence(threshold, from, prevalence) }),
  };
}
