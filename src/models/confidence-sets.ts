import type { ConfidenceSet } from '../evaluate/index.ts';
import type { Task } from '../statements/index.ts';
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
