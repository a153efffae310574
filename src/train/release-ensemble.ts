import { EcgError } from '../errors.ts';
import { ensembleForm, type InputForm, type ModelCard, type ModelFile } from '../models/index.ts';
import { joinModels, type OpenSession } from '../nn/index.ts';
import { type ReleasedFile, releaseNetwork } from './release-network.ts';
import { requireUnseen } from './seen-folds.ts';
import type { LabelledInputs } from './training-set.ts';
import { probabilitiesOfFile } from './validation.ts';

/** What an ensemble is made from. */
export interface EnsembleRelease {
  readonly name: string;
  readonly members: readonly ModelFile[];
  readonly validationFolds: readonly number[];
  readonly validation: LabelledInputs;
  readonly openSession: OpenSession;
  readonly threads: number;
  /** Of the bootstrap. */
  readonly seed: number;
  readonly packageVersion: string;
  /** What makes the file again. */
  readonly script?: string;
}

/** The form in which an ensemble takes its records: that of every member. @throws EcgError as `ensembleForm` */
export function ensembleInputForm(name: string, members: readonly ModelFile[]): InputForm & Pick<ModelCard, 'task'> {
  const { input, task } = ensembleForm(members);
  return { name, input, task };
}

/**
 * One model file that answers with the mean of its members' probabilities. Calibration and thresholds are fitted for the mean, since
 * the mean of calibrated networks is not calibrated; so no member may have been trained on the validation folds.
 *
 * @throws EcgError `model-mismatch` when the members do not take and give the same; `invalid-argument` when a member was trained on a
 *   validation fold
 */
export async function releaseEnsemble(release: EnsembleRelease): Promise<ReleasedFile> {
  const { name, members, validation, validationFolds, seed, script } = release;
  const form = ensembleForm(members);
  for (const { card } of members) requireUnseen(card, validationFolds);
  const graph = joinModels(members.map(({ bytes }) => bytes));
  const raw = await probabilitiesOfFile(graph, { name, ...form }, release);
  const cards = members.map(({ card }) => card);
  const facts = {
    name,
    intendedUse: (cards[0] as ModelCard).intendedUse,
    limits: distinct(cards.flatMap(({ limits }) => limits)),
    licence: distinct(cards.map(({ licence }) => licence)).join('; '),
    architecture: { name: 'ensemble', parameters: cards.reduce((sum, card) => sum + card.architecture.parameters, 0) },
    ...form,
    training: jointTraining(cards, release.packageVersion),
    members: members.map(({ card: { name: member, weightsSha256, architecture, training }, sha256 }) => {
      return { name: member, sha256, weightsSha256, architecture, training };
    }),
    precision: jointPrecision(cards),
    ...(script !== undefined && { script }),
  };
  return releaseNetwork({ graph, facts, validationFolds, validation, raw, seed });
}

/** All data and folds that some member saw: figures on any of them say nothing about new patients. */
function jointTraining(cards: readonly ModelCard[], packageVersion: string): ModelCard['training'] {
  const trainings = cards.map(({ training }) => training);
  const data = distinct(trainings.flatMap((training) => training.data.map((one) => JSON.stringify(one))));
  const teachers = distinct(
    trainings.flatMap((training) => (training.teachers ?? []).map((one) => JSON.stringify(one))),
  );
  const largest = trainings.reduce((most, one) => (one.records > most.records ? one : most));
  return {
    data: data.map((json) => JSON.parse(json)),
    folds: distinct(
      trainings.flatMap(({ folds, initialWeights }) => [...folds, ...(initialWeights?.folds ?? [])]),
    ).sort((a, b) => a - b),
    records: largest.records,
    recordsByUnit: largest.recordsByUnit,
    config: { average: 'probabilities', members: cards.map(({ name }) => name) },
    packageVersion,
    ...(teachers.length > 0 && { teachers: teachers.map((json) => JSON.parse(json)) }),
  };
}

function jointPrecision(cards: readonly ModelCard[]): ModelCard['precision'] {
  const quantised = cards.filter(({ precision }) => precision.weights !== 'float32');
  if (quantised.length === 0) return { weights: 'float32' };
  const names = quantised.map(({ name }) => name);
  throw new EcgError(
    'model-mismatch',
    `releaseEnsemble: precision must be float32 in all members (quantise the ensemble instead), got int8 in ${names}`,
    { members: names },
  );
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
