import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EcgError } from '../errors.ts';
import { readNpy } from '../evaluate/index.ts';
import type { CrossValidationSummary } from './cross-validation.ts';

/** What one folder of `einthoven cross-validate` holds, for comparisons. */
export interface FinishedCrossValidation {
  readonly folder: string;
  readonly summary: CrossValidationSummary;
  readonly classes: readonly string[];
  readonly labels: Float64Array;
  /** Record number, patient and group of each row, `[records]`. */
  readonly ids: Float64Array;
  readonly patients: Float64Array;
  readonly groups: Float64Array;
  /** One set per seed, `[records × classes]`. */
  readonly scores: readonly Float64Array[];
}

/** @throws EcgError `unavailable` when there is no such folder or its run is not finished */
export function readCrossValidation(folder: string): FinishedCrossValidation {
  const summary = JSON.parse(text(folder, 'summary.json')) as CrossValidationSummary;
  const seeds = summary.seeds.map(({ seed }) => `seed-${seed}`);
  const [first = ''] = seeds;
  const ids = values(folder, first, 'ids');
  const other = seeds.find((seed) => String(values(folder, seed, 'ids')) !== String(ids));
  if (other !== undefined) {
    throw new EcgError(
      'malformed-input',
      `compare-cv: ${folder}: all seeds must have the same records, got ${other} unlike ${first}`,
    );
  }
  return {
    folder,
    summary,
    classes: text(folder, first, 'classes.txt').trim().split('\n'),
    labels: values(folder, first, 'labels'),
    ids,
    patients: values(folder, first, 'patients'),
    groups: values(folder, first, 'groups'),
    scores: seeds.map((seed) => values(folder, seed, 'scores')),
  };
}

function values(folder: string, seed: string, name: string): Float64Array {
  const path = required(folder, seed, `${name}.npy`);
  return Float64Array.from(readNpy(readFileSync(path), path).values);
}

const text = (folder: string, ...names: string[]) => readFileSync(required(folder, ...names), 'utf8');

function required(folder: string, ...names: string[]): string {
  const path = join(folder, ...names);
  if (existsSync(path)) return path;
  const rule = existsSync(join(folder, 'run.json'))
    ? `${folder} must be finished (cross-validate --resume)`
    : `${folder} must be a folder that cross-validate wrote`;
  throw new EcgError('unavailable', `compare-cv: ${rule}, got no ${join(...names)}`, { path });
}
