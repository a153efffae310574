import { EcgError } from '../errors.ts';
import { type ModelCard, readModelFile } from '../models/index.ts';
import { type FloatTensor, type NamedValues, readOnnxWeights, type TrainingGraph } from '../nn/index.ts';
import { sha256 } from '../sha256.ts';
import { readPretrainingFacts } from './pretrain/pretrained-file.ts';
import { seenFolds } from './seen-folds.ts';
import type { TrainingConfig } from './training-config.ts';
import { inputFormOf } from './validation.ts';

/** Parameters and statistics of these names make up the head: another number of outputs gives them other shapes. */
const HEAD = 'head.';

/** Weights for a network to begin with, and where they come from. */
export interface InitialWeights {
  /** Of the file, without the path to it. */
  readonly file: string;
  readonly sha256: string;
  readonly architecture: string;
  readonly input: Pick<ModelCard['input'], 'leads' | 'fs' | 'preparation'>;
  /** Folds whose labels they were learnt from. */
  readonly folds: readonly number[];
  /** Folds whose recordings took part in a pretraining, without their labels. */
  readonly unlabelledFolds: readonly number[];
  /** Everything that the file holds, by name. */
  readonly tensors: ReadonlyMap<string, FloatTensor>;
}

/**
 * Reads the weights of a model file, or of a file of pretrained weights.
 *
 * @param file name of the file, without the path to it
 * @throws EcgError `malformed-input` when it is neither, or a broken one
 */
export async function readInitialWeights(bytes: Uint8Array, file: string): Promise<InitialWeights> {
  const pretraining = readPretrainingFacts(bytes, file);
  const tensors = readOnnxWeights(bytes);
  if (pretraining !== undefined) {
    const { config, folds } = pretraining;
    const common = { file, sha256: await sha256(bytes), architecture: config.architecture, input: config };
    return { ...common, folds: [], unlabelledFolds: folds, tensors };
  }
  const { card, sha256: digest } = await readModelFile(bytes, file);
  const { architecture, input, training } = card;
  const folds = seenFolds(training);
  const unlabelledFolds = training.initialWeights?.unlabelledFolds ?? [];
  return { file, sha256: digest, architecture: architecture.name, input, folds, unlabelledFolds, tensors };
}

/**
 * The configuration with what its card is to keep of the weights that it begins with.
 *
 * @throws EcgError `model-mismatch` when they were learnt by another network or from another form of input; `invalid-argument` when the
 *   configuration names another SHA-256
 */
export function configWithInitialWeights(config: TrainingConfig, weights: InitialWeights): TrainingConfig {
  const { file, sha256, folds, unlabelledFolds } = weights;
  const named = config.initialWeights?.sha256;
  if (named !== undefined && named !== sha256) {
    const rule = `${file} must have the SHA-256 of the configuration, ${named}`;
    throw new EcgError('invalid-argument', `configWithInitialWeights: ${rule}, got ${sha256}`, { file });
  }
  const { leads, fs, preparation } = inputFormOf(config).input;
  const wanted = { architecture: config.architecture, leads, fs, preparation };
  const given = { ...weights.input, architecture: weights.architecture };
  for (const [field, value] of Object.entries(wanted)) {
    const [is, was] = [JSON.stringify(value), JSON.stringify(given[field as keyof typeof wanted])];
    if (is === was) continue;
    const rule = `${file} must have ${field} ${is} as the network that begins with it`;
    throw new EcgError('model-mismatch', `configWithInitialWeights: ${rule}, got ${was}`, { file, field });
  }
  return { ...config, initialWeights: { file, sha256, folds: [...folds], unlabelledFolds: [...unlabelledFolds] } };
}

/** A network that begins with what was learnt from held-out labels knows them. @throws EcgError `invalid-argument` naming the folds */
export function requireBlindStart({ initialWeights }: TrainingConfig, heldOutFolds: readonly number[]): void {
  const seen = initialWeights?.folds.filter((fold) => heldOutFolds.includes(fold)) ?? [];
  if (seen.length === 0) return;
  const rule = `validation folds must be new to the initial weights, but ${initialWeights?.file} was trained on`;
  throw new EcgError('invalid-argument', `requireBlindStart: ${rule}, got ${seen.join(', ')}`, { seen });
}

/**
 * Replaces the first values of parameters and running statistics, in place, by those of the same name and shape. Those of the head whose
 * shape differs keep their own.
 *
 * @param values of the graph's parameters and statistics
 * @throws EcgError `model-mismatch` for any other name or shape that only one side has; nothing is replaced then
 */
export function takeWeights(
  values: NamedValues,
  graph: Pick<TrainingGraph, 'parameters' | 'statistics'>,
  { file, tensors }: Pick<InitialWeights, 'file' | 'tensors'>,
): void {
  const specs = [...graph.parameters, ...graph.statistics];
  const refuse = (rule: string, name: string) =>
    new EcgError('model-mismatch', `takeWeights: ${file} ${rule}`, { file, name });
  const known = new Set(specs.map(({ name }) => name));
  const foreign = [...tensors.keys()].find((name) => name.includes('.') && !known.has(name));
  if (foreign !== undefined) throw refuse(`must hold weights of the network alone, got ${foreign}`, foreign);
  const taken = specs.filter(({ name, shape }) => {
    const got = tensors.get(name)?.shape;
    const fits = String(got) === String(shape);
    if (fits || (got !== undefined && name.startsWith(HEAD))) return fits;
    throw refuse(`must have ${name} of shape [${shape}], got ${got === undefined ? 'none' : `[${got}]`}`, name);
  });
  for (const { name } of taken) values.get(name)?.set((tensors.get(name) as FloatTensor).data);
}
