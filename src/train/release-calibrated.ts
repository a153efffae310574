import { type ModelFile, withPrevalences, writeModelFile } from '../models/index.ts';
import { type OpenSession, withoutOnnxMetadata } from '../nn/index.ts';
import type { DecisionOptions } from './decisions.ts';
import { type OutOfFoldOutputs, type ReleasedFile, releaseNetwork } from './release-network.ts';
import { requireUnseen } from './seen-folds.ts';
import type { LabelledInputs } from './training-set.ts';
import { probabilitiesOfFile } from './validation.ts';

/** What a model is calibrated anew from. */
export interface CalibratedRelease {
  readonly name: string;
  readonly original: ModelFile;
  readonly validationFolds: readonly number[];
  readonly validation: LabelledInputs;
  readonly decisions: DecisionOptions;
  /** What calibration and thresholds are fitted on, where it is not the validation records. */
  readonly outOfFold?: OutOfFoldOutputs;
  /** By class, where probabilities are to be adjusted (`withPrevalences`). */
  readonly prevalences?: Readonly<Record<string, number>>;
  readonly openSession: OpenSession;
  readonly threads: number;
  /** Of the bootstrap. */
  readonly seed: number;
  /** What makes the file again. */
  readonly script?: string;
}

/** A model file, and the network's outputs for the validation records. */
export interface CalibratedFile extends ReleasedFile {
  readonly raw: readonly Float64Array[];
}

/**
 * A model's file with the same weights, and decisions and figures made anew as `releaseNetwork` does.
 *
 * @throws EcgError `invalid-argument` when the model was trained on a validation fold, an option is out of range, or the model
 *   has no class of a prevalence
 */
export async function releaseCalibrated(release: CalibratedRelease): Promise<CalibratedFile> {
  const { name, original, validation, validationFolds, outOfFold, seed, script } = release;
  requireUnseen(original.card, validationFolds);
  const raw = await probabilitiesOfFile(original.bytes, original.card, release);
  const {
    schema,
    decisions,
    decisionFolds,
    decisionNetworks,
    metrics,
    weightsSha256,
    script: scriptOfOriginal,
    ...facts
  } = original.card;
  const graph = withoutOnnxMetadata(original.bytes);
  const released = await releaseNetwork({
    graph,
    facts: { ...facts, name, ...(script !== undefined && { script }) },
    validationFolds,
    validation,
    raw,
    decisions: release.decisions,
    ...(outOfFold && { outOfFold }),
    seed,
  });
  const card = withPrevalences(released.card, release.prevalences ?? {});
  return { bytes: writeModelFile(graph, card), card, raw };
}
