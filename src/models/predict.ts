import { type ConfidenceSet, confidenceSet } from '../evaluate/index.ts';
import type { Session } from '../nn/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { aggregateMaximum, aggregateNoisyOr, TASKS, type Task, taskClasses, taskMembers } from '../statements/index.ts';
import { calibrate } from './calibrate.ts';
import type { ModelCard } from './model-card.ts';
import type { Model } from './model-file.ts';
import { type InputForm, type ModelInput, modelInput } from './model-input.ts';
import { runWindows } from './run-windows.ts';
import { aggregateWindows } from './windows.ts';

/** Probability of one class. */
export interface ClassProbability {
  readonly class: string;
  /** Calibrated where the card has a calibration, else the network's own. */
  readonly probability: number;
  readonly calibrated: boolean;
  /** Decisions that are plausible at the level of the card; absent where the card has no limits for the class. */
  readonly confidenceSet?: ConfidenceSet;
}

/** What a model says of one record. */
export interface Prediction {
  /** Probabilities by task, classes in the order of `taskClasses`. Tasks that the model's outputs do not cover are absent. */
  readonly tasks: Readonly<Partial<Record<Task, readonly ClassProbability[]>>>;
  /** Number of windows that were averaged. */
  readonly windows: number;
  /** What to know when reading it, in words. */
  readonly warnings: readonly string[];
}

/**
 * Probabilities of a model's statements, and of the classes that they gather into, for one record.
 *
 * @throws EcgError `model-mismatch` when the record cannot be brought into the form that the model takes (`modelInput`)
 */
export async function predict(model: Model, record: EcgRecord): Promise<Prediction> {
  const [prediction] = await predictInputs(model, [modelInput(model.card, record)]);
  return prediction as Prediction;
}

/** `predict` for records in the model's form, all in one run of the network: fewer, larger runs are faster. */
export async function predictInputs(model: Model, inputs: readonly ModelInput[]): Promise<readonly Prediction[]> {
  const { card } = model;
  const raw = await networkProbabilities(model, inputs);
  return inputs.map(({ starts, warnings }, i) => ({
    tasks: tasksOf(card, raw[i] as Float64Array),
    windows: starts.length,
    warnings: [...warnings, ...prevalenceWarning(card)],
  }));
}

/** That probabilities are those of patients among whom classes are as frequent as the card says (`withPrevalences`). */
function prevalenceWarning({ decisions }: ModelCard): readonly string[] {
  const rates = Object.values(decisions).flatMap((ofTask) =>
    Object.entries(ofTask).flatMap(([name, { prevalence }]) =>
      prevalence === undefined ? [] : [`${name} ${Number((100 * prevalence).toPrecision(3))} %`],
    ),
  );
  return rates.length === 0 ? [] : [`probabilities are adjusted to prevalences of ${[...new Set(rates)].join(', ')}`];
}

/** A network in a session, with what its card says of inputs and outputs. */
export interface NetworkOutputs {
  readonly card: InputForm & Pick<ModelCard, 'outputs' | 'windowAggregation'>;
  readonly session: Session;
}

/** The network's own probability of each output, windows aggregated: one `[outputs]` per input. */
export async function networkProbabilities(
  { card, session }: NetworkOutputs,
  inputs: readonly ModelInput[],
): Promise<readonly Float64Array[]> {
  const outputs = card.outputs.length;
  const { values, windowsOf } = await runWindows(card, session, inputs, 'logits');
  const probabilities = values.map((logit) => 1 / (1 + Math.exp(-logit)));
  return windowsOf.map(({ first, count }) =>
    aggregateWindows(
      probabilities.subarray(first * outputs, (first + count) * outputs),
      outputs,
      card.windowAggregation,
    ),
  );
}

/**
 * Raw probabilities of the task that the network was trained on and, where its outputs are statements, of every task whose statements
 * they cover: `[classes]` each.
 */
export function classProbabilities(
  card: Pick<ModelCard, 'task' | 'outputs' | 'classAggregation'>,
  raw: Float64Array,
): ReadonlyMap<Task, Float64Array> {
  const known = new Set(card.outputs);
  const aggregate = card.classAggregation === 'max' ? aggregateMaximum : aggregateNoisyOr;
  const covered = TASKS.filter((task) => task !== card.task && taskMembers(task).every((code) => known.has(code)));
  return new Map([[card.task, raw], ...covered.map((task) => [task, aggregate(raw, card.outputs, task)] as const)]);
}

function tasksOf(card: ModelCard, outputs: Float64Array): Prediction['tasks'] {
  const entries = [...classProbabilities(card, outputs)].map(([task, values]) => {
    const classes = taskClasses(task).map((name, i): ClassProbability => {
      const decision = card.decisions[task]?.[name];
      const raw = values[i] as number;
      return {
        class: name,
        probability: calibrate(raw, decision),
        calibrated: decision?.calibration !== undefined,
        ...(decision?.conformal && { confidenceSet: confidenceSet(decision.conformal, raw) }),
      };
    });
    return [task, classes];
  });
  return Object.fromEntries(entries);
}
