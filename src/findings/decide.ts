import type { ModelCard, Prediction } from '../models/index.ts';
import type { Quality } from '../quality/index.ts';
import { statement, statementTerm, type Task } from '../statements/index.ts';
import type { CriterionResult } from './criterion-result.ts';
import { classEvidence, type ResultsById } from './decide-by-criteria.ts';
import { modelEvidence, modelRefusal } from './decide-by-model.ts';
import type { ConfidenceSet, Finding, Findings } from './finding.ts';
import { findingsByCriteria } from './findings-by-criteria.ts';
import { joinEvidence } from './join-evidence.ts';

/** What there is beside a model's prediction. Without it, the model decides alone and whatever the quality of the record. */
export interface DecisionEvidence {
  /** From `judgeCriteria`. */
  readonly criteria?: readonly CriterionResult[];
  /** Of the record; where it refuses the record for models, the model decides nothing. */
  readonly quality?: Quality;
  /** By task and class. */
  readonly confidenceSets?: Readonly<Partial<Record<Task, Readonly<Record<string, ConfidenceSet>>>>>;
}

/**
 * Findings from a model's prediction and ECG criteria: a decision on every class of every task of the prediction, and on what criteria
 * define beyond them.
 *
 * - The model decides by its thresholds. A class whose threshold could not be chosen, because too few records had it, is undetermined by
 *   the model, and so is every class where quality refuses the record for models, or where a confidence set does not hold the decision alone.
 * - Criteria that define a class decide both ways; those that support it are told, and decide nothing by themselves.
 * - Where both decide and disagree (`conflict`), a class that criteria define is undetermined; otherwise the model's decision stands.
 */
export function decide(
  prediction: Prediction,
  card: Pick<ModelCard, 'decisions' | 'input'>,
  { criteria = [], quality, confidenceSets = {} }: DecisionEvidence = {},
): Findings {
  const results: ResultsById = new Map(criteria.map((result) => [result.id, result]));
  const refusal = quality && modelRefusal(quality);
  const tasks = Object.entries(prediction.tasks) as [Task, NonNullable<Prediction['tasks'][Task]>][];
  const byTask = tasks.map(([task, classes]) => {
    const findings = classes.map(({ class: name, probability, calibrated }): Finding => {
      const fit = card.decisions[task]?.[name];
      const confidenceSet = confidenceSets[task]?.[name];
      const model = modelEvidence(probability, fit, confidenceSet, refusal);
      return {
        class: name,
        description: describe(task, name),
        probability,
        calibrated,
        threshold: fit?.threshold,
        ...(confidenceSet && { confidenceSet }),
        ...joinEvidence(model, classEvidence(task, name, results), card.input.leads, results),
      };
    });
    return [task, findings.sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0))] as const;
  });
  const known = new Set(byTask.flatMap(([, findings]) => findings.map((finding) => finding.class)));
  const byCriteria = findingsByCriteria(criteria).filter((finding) => !known.has(finding.class));
  return { ...Object.fromEntries(byTask), byCriteria };
}

/** Subclasses have codes that statements have too, and mean more than they do. */
function describe(task: Task, name: string): string | undefined {
  if (task === 'superdiagnostic') return statementTerm(name)?.name;
  return task === 'subdiagnostic' ? undefined : statement(name)?.description;
}
