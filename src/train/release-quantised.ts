import { type ModelCard, type ModelFile, modelCardSchema, writeModelFile } from '../models/index.ts';
import { type OpenSession, quantiseModel } from '../nn/index.ts';
import { judgedRows } from './evaluate-model.ts';
import { type ReleasedFile, releaseNetwork } from './release-network.ts';
import { requireUnseen } from './seen-folds.ts';
import type { LabelledInputs } from './training-set.ts';
import { judgedTask, probabilitiesOfFile, validationAuc } from './validation.ts';

/** What a model in 8 bits is made from. */
export interface QuantisedRelease {
  readonly name: string;
  readonly original: ModelFile;
  readonly validationFolds: readonly number[];
  readonly validation: LabelledInputs;
  readonly openSession: OpenSession;
  readonly threads: number;
  /** Of the bootstrap. */
  readonly seed: number;
  /** What makes the file again. */
  readonly script?: string;
}

/** Of the numbers in the card, which is a tenth of a small file: more than a few hundred validation records can tell. */
const SIGNIFICANT_DIGITS = 5;

/**
 * A model's file with its weights in 8 bits (`quantiseModel`): calibrated, given thresholds and judged anew on the validation records,
 * with what the 8 bits changed there in the card, whose numbers are rounded to five significant digits.
 *
 * @throws EcgError `invalid-argument` when the model was trained on a validation fold; `unsupported` when its graph was not written here
 */
export async function releaseQuantised(release: QuantisedRelease): Promise<ReleasedFile> {
  const { name, original, validation, validationFolds, seed, script } = release;
  requireUnseen(original.card, validationFolds);
  const graph = quantiseModel(original.bytes);
  const before = await probabilitiesOfFile(original.bytes, original.card, release);
  const raw = await probabilitiesOfFile(graph, original.card, release);
  const { schema, decisions, decisionFolds, metrics, weightsSha256, ...facts } = original.card;
  const task = judgedTask(facts);
  const macroAucOf = (outputs: readonly Float64Array[]) => {
    const judged = judgedRows(validation.rows, outputs, task);
    return validationAuc(facts, judged, judged.raw);
  };
  const [macroAuc, originalMacroAuc] = [macroAucOf(raw), macroAucOf(before)];
  const precision: ModelCard['precision'] = {
    weights: 'int8',
    original: { name: original.card.name, sha256: original.sha256 },
    difference: differenceOf(before, raw),
    task,
    ...(macroAuc !== undefined && { macroAuc }),
    ...(originalMacroAuc !== undefined && { originalMacroAuc }),
  };
  const { script: scriptOfOriginal, ...kept } = facts;
  const { card } = await releaseNetwork({
    graph,
    facts: { ...kept, name, precision, ...(script !== undefined && { script }) },
    validationFolds,
    validation,
    raw,
    seed,
  });
  const short = modelCardSchema.parse(rounded(card));
  return { bytes: writeModelFile(graph, short), card: short };
}

/** Everything but isotonic calibration, whose steps may lie closer than that. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(SIGNIFICANT_DIGITS));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  if ('method' in value && value.method === 'isotonic') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rounded(part)]));
}

/** Largest and mean distance of probabilities, over records and outputs. */
function differenceOf(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
): { readonly records: number; readonly maximum: number; readonly mean: number } {
  const distances = before.flatMap((outputs, i) =>
    Array.from(outputs, (p, c) => Math.abs(p - (after[i]?.[c] as number))),
  );
  const sum = distances.reduce((total, distance) => total + distance, 0);
  return {
    records: before.length,
    maximum: distances.reduce((largest, distance) => Math.max(largest, distance), 0),
    mean: sum / distances.length,
  };
}
