import { EcgError } from '../errors.ts';
import type { ConfidenceSet } from '../evaluate/index.ts';
import type { Task } from '../statements/index.ts';
import type { Prediction } from './predict.ts';

/**
 * The confidence sets of a prediction by task and class, as `decide` takes them: it then decides only where the set holds that decision alone.
 *
 * @throws EcgError `model-mismatch` when the model's card has limits for no class
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
  if (tasks.some(([, sets]) => Object.keys(sets).length > 0)) return Object.fromEntries(tasks);
  const rule = "the model's card must have limits of confidence sets (einthoven calibrate makes them)";
  throw new EcgError('model-mismatch', `confidenceSetsOf: ${rule}, got none`);
}
