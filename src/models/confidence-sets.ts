import type { ConfidenceSet } from '../evaluate/index.ts';
import type { Task } from '../statements/index.ts';
import type { ModelCard } from './model-card.ts';
import type { Prediction } from './predict.ts';

/**
 * The confidence sets of a prediction by task and class, as `decide` takes them: it then decides only where the set holds that decision
 * alone. A class for which the model's card has no limits (`einthoven calibrate` makes them) has no set.
 */
export function confidenceSetsOf(
  prediction: Prediction,
): Readonly<Partial<Record<Task, Readonly<Record<string, ConfidenceSet>>>>> {
  const tasks = Object.entries(prediction.tasks).map(([task, classes]) => {
    const sets = classes.flatMap(({ class: name, confidenceSet }) =>
      confidenceSet === undefined ? [] : [[name, confidenceSet] as const],
    );
    return [task, Object.fromEntries(sets)] as const;
  });
  return Object.fromEntries(tasks);
}

/** A model's card without limits of confidence sets: it decides by its thresholds alone, and abstains from nothing that it has one for. */
export function withoutConfidenceSets(card: ModelCard): ModelCard {
  const tasks = Object.entries(card.decisions).map(([task, classes]) => {
    const entries = Object.entries(classes).map(([name, { conformal: _, ...decision }]) => [name, decision] as const);
    return [task, Object.fromEntries(entries)] as const;
  });
  return { ...card, decisions: Object.fromEntries(tasks) };
}
