import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import { readNpy } from '../evaluate/index.ts';
import type { ModelCard } from '../models/index.ts';
import { foldGroups, type OutOfFoldOutputs } from '../train/index.ts';
import type { CrossValidationSummary } from './cross-validation.ts';
import type { FinishedPart } from './training-part.ts';

/** A finished training of a cross-validation, with the outputs of its network for the records that it did not learn from. */
export interface HeldOutPart extends FinishedPart {
  /** `[rows]` of `[outputs]` */
  readonly raw: readonly Float64Array[];
}

/** Reads what a training left at PATH.json and PATH.npy. */
export function readHeldOutPart(path: string): HeldOutPart {
  const part = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as FinishedPart;
  const { shape, values } = readNpy(readFileSync(`${path}.npy`), `${path}.npy`);
  const width = shape[1] as number;
  return { ...part, raw: part.rows.map((_, i) => values.subarray(i * width, (i + 1) * width)) };
}

/**
 * Outputs for the records of a finished cross-validation by the recipe that a model was made by, for its decisions to be fitted on. Of
 * several seeds the first is taken, so that no record counts twice.
 *
 * @param folder that `einthoven cross-validate` wrote
 * @param judgedFolds folds that are left out, since the model is judged there
 * @throws EcgError `unavailable` when the folder holds no finished cross-validation; `model-mismatch` when its recipe or data are not the
 *   model's, naming the field
 */
export function readOutOfFoldOutputs(
  folder: string,
  { name, training }: Pick<ModelCard, 'name' | 'training'>,
  judgedFolds: readonly number[],
): OutOfFoldOutputs {
  const file = join(folder, 'summary.json');
  if (!existsSync(file)) {
    const rule = `${folder} must be a finished folder of cross-validate`;
    throw new EcgError('unavailable', `calibrate: ${rule}, got no summary.json there`, { folder });
  }
  const { config, folds, groups, seeds } = JSON.parse(readFileSync(file, 'utf8')) as CrossValidationSummary;
  const { seed: _, ...recipe } = training.config;
  requireSame(folder, name, recipe, config);
  const seed = seeds[0]?.seed as number;
  const parts = foldGroups(folds, groups).map(({ group }) =>
    readHeldOutPart(join(folder, `seed-${seed}`, `group-${group}`)),
  );
  for (const { sources } of parts)
    requireSame(folder, name, { data: tablesOf(training.data) }, { data: digests(sources) });
  const taken = parts.flatMap(({ rows, raw }) =>
    rows.flatMap((row, i) => (judgedFolds.includes(row.fold) ? [] : [{ row, outputs: raw[i] as Float64Array }])),
  );
  return {
    rows: taken.map(({ row }) => row),
    raw: taken.map(({ outputs }) => outputs),
    folds: folds.filter((fold) => !judgedFolds.includes(fold)),
    seed,
    groups,
  };
}

const digests = (sources: readonly DataSource[]) => sources.map(({ sha256 }) => sha256);
const tablesOf = (data: ModelCard['training']['data']) => data.map(({ sha256 }) => sha256);

function requireSame(
  folder: string,
  name: string,
  ofModel: Readonly<Record<string, unknown>>,
  ofRun: Readonly<Record<string, unknown>>,
): void {
  const text = (value: unknown) => JSON.stringify(value) ?? 'none';
  const field = [...new Set([...Object.keys(ofModel), ...Object.keys(ofRun)])].find(
    (one) => text(ofModel[one]) !== text(ofRun[one]),
  );
  if (field === undefined) return;
  const rule = `${folder} must be of the recipe and data of ${name}, whose ${field} is ${text(ofModel[field])}`;
  throw new EcgError('model-mismatch', `calibrate: ${rule}, got ${text(ofRun[field])}`, { field });
}
