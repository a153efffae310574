import type { ModelCard, Prediction } from '../models/index.ts';
import { statement, type Task } from '../statements/index.ts';

/** What is concluded about one class. */
export interface Finding {
  /** Superclass, subclass or statement. */
  readonly class: string;
  /** In plain English, where the class is a statement or a superclass. */
  readonly description: string | undefined;
  /** Calibrated where `calibrated` says so. */
  readonly probability: number;
  readonly calibrated: boolean;
  /** Probability from which on the class counts as present. */
  readonly threshold: number | undefined;
  readonly decision: 'present' | 'absent' | 'undetermined';
  /** Why it is undetermined. */
  readonly reason?: string;
}

const SUPERCLASS_DESCRIPTIONS: Readonly<Record<string, string>> = {
  NORM: 'normal ECG',
  MI: 'myocardial infarction',
  STTC: 'ST/T change',
  CD: 'conduction disturbance',
  HYP: 'hypertrophy',
};

/**
 * Decisions on every class of every task of a prediction, most probable first. A class whose threshold could not be chosen, because
 * too few records had it, stays undetermined: its probability is given, and no decision is made up.
 */
export function decide(
  prediction: Prediction,
  card: Pick<ModelCard, 'decisions'>,
): Readonly<Partial<Record<Task, readonly Finding[]>>> {
  const tasks = Object.entries(prediction.tasks) as [Task, NonNullable<Prediction['tasks'][Task]>][];
  return Object.fromEntries(
    tasks.map(([task, classes]) => {
      const findings = classes.map(({ class: name, probability, calibrated }): Finding => {
        const fit = card.decisions[task]?.[name];
        const description = task === 'superdiagnostic' ? SUPERCLASS_DESCRIPTIONS[name] : statement(name)?.description;
        const known = { class: name, description, probability, calibrated, threshold: fit?.threshold };
        if (fit?.threshold !== undefined)
          return { ...known, decision: probability >= fit.threshold ? 'present' : 'absent' };
        const reason = fit ? `only ${fit.positives} validation records had it` : 'the model has no threshold for it';
        return { ...known, decision: 'undetermined', reason };
      });
      return [task, findings.sort((a, b) => b.probability - a.probability)];
    }),
  );
}
