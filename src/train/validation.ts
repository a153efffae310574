import { macroAuc } from '../evaluate/index.ts';
import {
  architectureNamed,
  classProbabilities,
  type InputForm,
  type ModelInput,
  type NetworkOutputs,
  networkProbabilities,
} from '../models/index.ts';
import { buildInferenceGraph, type NamedValues, type OpenSession } from '../nn/index.ts';
import { type Task, taskClasses } from '../statements/index.ts';
import type { TrainingConfig } from './training-config.ts';
import type { LabelledInputs } from './training-set.ts';

/** Windows that go through the network at once: enough for full speed, few enough for small memory. */
const INPUTS_PER_RUN = 16;

/** The fields of a configuration that say what a network takes. */
type InputConfig = Pick<
  TrainingConfig,
  'architecture' | 'leads' | 'fs' | 'preparation' | 'units' | 'windowSec' | 'strideSec'
>;

/** What a configuration says of a model's input, as its card will. */
export function inputFormOf(config: InputConfig): InputForm {
  const { architecture, leads, fs, preparation, units, windowSec, strideSec } = config;
  const windowSamples = Math.round(windowSec * fs);
  const strideSamples = Math.round(strideSec * fs);
  return { name: architecture, input: { leads, fs, preparation, units, windowSamples, strideSamples } };
}

/** The task that a run is judged by: superclasses where its statements gather into them, else its own. */
export function judgedTask(config: Pick<TrainingConfig, 'task'>): Task {
  return config.task === 'all' || config.task === 'diagnostic' ? 'superdiagnostic' : config.task;
}

/** Raw probabilities of every output for every input, `[inputs]` of `[outputs]`, run by run. */
export async function probabilitiesOf(
  network: NetworkOutputs,
  inputs: readonly ModelInput[],
): Promise<readonly Float64Array[]> {
  const results: Float64Array[] = [];
  for (let i = 0; i < inputs.length; i += INPUTS_PER_RUN) {
    results.push(...(await networkProbabilities(network, inputs.slice(i, i + INPUTS_PER_RUN))));
  }
  return results;
}

/** Raw probabilities of a model's file for validation records, in a session of its own. */
export async function probabilitiesOfFile(
  model: Uint8Array,
  card: NetworkOutputs['card'],
  { validation, openSession, threads }: ValidationRun,
): Promise<readonly Float64Array[]> {
  const session = await openSession(model, { threads });
  return probabilitiesOf({ card, session }, validation.inputs).finally(() => session.close());
}

/** Validation records, and how sessions for them are opened. */
export interface ValidationRun {
  readonly validation: Pick<LabelledInputs, 'inputs'>;
  readonly openSession: OpenSession;
  readonly threads: number;
}

/** Raw probabilities of a network with the given values, which need not be in a model file yet. */
export async function probabilitiesWith(
  config: TrainingConfig,
  values: NamedValues,
  inputs: readonly ModelInput[],
  openSession: OpenSession,
  threads: number,
): Promise<readonly Float64Array[]> {
  const form = inputFormOf(config);
  const outputs = taskClasses(config.task);
  const shape = { channels: form.input.leads.length, samples: form.input.windowSamples };
  const model = architectureNamed(config.architecture)({ outputs: outputs.length });
  const session = await openSession(buildInferenceGraph(model, shape, values), { threads });
  try {
    const card = { ...form, outputs: [...outputs], windowAggregation: config.windowAggregation };
    return await probabilitiesOf({ card, session }, inputs);
  } finally {
    await session.close();
  }
}

/** Scores of one task for records, from their networks' outputs: `[records × classes]`. */
export function taskScores(
  card: Parameters<typeof classProbabilities>[0],
  raw: readonly Float64Array[],
  task: Task,
): Float64Array {
  return Float64Array.from(raw.flatMap((outputs) => [...(classProbabilities(card, outputs).get(task) ?? [])]));
}

/** Macro-AUC of the judged task on records that are labelled for it; `undefined` where no class can be judged. */
export function validationAuc(
  config: Pick<TrainingConfig, 'task' | 'classAggregation'>,
  judged: Pick<LabelledInputs, 'classes' | 'labels'>,
  raw: readonly Float64Array[],
): number | undefined {
  const card = { task: config.task, outputs: [...taskClasses(config.task)], classAggregation: config.classAggregation };
  const scores = taskScores(card, raw, judgedTask(config));
  return macroAuc({ classes: judged.classes, labels: judged.labels, scores }).mean;
}
