import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { EcgStore } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import type { ModelFile } from '../models/index.ts';
import { readModel } from '../models/node.ts';
import { openSession } from '../nn/node.ts';
import { type LabelledInputs, labelByTeachers, type TrainingConfig } from '../train/index.ts';
import { checkTrainingConfig } from './training-config-options.ts';

/** Options that say from whom a network learns besides its labels. */
export interface DistillationOptions {
  readonly teacher?: readonly string[];
  readonly distillationWeight?: number;
  readonly allowSeenTeachers?: true;
}

/** A teacher and where its file lies. */
export interface Teacher extends ModelFile {
  readonly path: string;
}

/** Adds the option that names teachers alone. */
export function addTeacherOption(command: Command): Command {
  return command.option(
    '--teacher <path...>',
    'models, or folders of cross-validate --keep-models, whose probabilities are learnt too; each labels records of folds that it was not trained on',
  );
}

/** Adds all the options. */
export function addDistillationOptions(command: Command): Command {
  return addTeacherOption(command)
    .option('--distillation-weight <share>', "share of the teachers' probability in a target (default: 0.5)", share)
    .option(
      '--allow-seen-teachers',
      'records that every teacher was trained on are labelled by all, instead of refused',
    );
}

/**
 * The configuration with what the options say of teachers, and their files.
 *
 * @throws EcgError `invalid-argument` when the configuration needs teachers and there are none, or the other way round; `unavailable`
 *   for a folder without models
 */
export async function readTeachers(
  command: string,
  config: TrainingConfig,
  { teacher = [], distillationWeight: weight, allowSeenTeachers }: DistillationOptions,
): Promise<{ readonly config: TrainingConfig; readonly teachers: readonly Teacher[] }> {
  if (teacher.length === 0) {
    if (weight === undefined && !allowSeenTeachers && config.distillation === undefined)
      return { config, teachers: [] };
    const rule = '--distillation-weight, --allow-seen-teachers and a configuration with distillation need --teacher';
    throw new EcgError('invalid-argument', `${command}: ${rule}, got none`, { weight, allowSeenTeachers });
  }
  const teachers = await readTeacherFiles(teacher);
  const distillation = {
    ...config.distillation,
    ...(weight !== undefined && { weight }),
    ...(allowSeenTeachers && { allowSeenTeachers }),
  };
  return { config: checkTrainingConfig(command, { ...config, distillation }), teachers };
}

/** The models at some paths. @throws EcgError `unavailable` for a folder without any, and as `readModel` */
export function readTeacherFiles(paths: readonly string[]): Promise<readonly Teacher[]> {
  return Promise.all(paths.flatMap(modelsAt).map(async (path) => ({ path, ...(await readModel(path)) })));
}

/** A model by itself, or all that a cross-validation kept. */
function modelsAt(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.onnx'));
  if (files.length > 0) return files.sort().map((name) => join(path, name));
  const rule = `${path} must hold models (cross-validate --keep-models)`;
  throw new EcgError('unavailable', `readTeachers: ${rule}, got none`, { path });
}

/** Records with the teachers' probabilities, where a configuration asks for them. @throws EcgError as `labelByTeachers` */
export async function taughtBy(
  teachers: readonly ModelFile[],
  learnt: LabelledInputs,
  store: EcgStore,
  { task, distillation }: TrainingConfig,
  validationFolds: readonly number[],
  threads: number,
): Promise<LabelledInputs> {
  if (distillation === undefined) return learnt;
  const { allowSeenTeachers } = distillation;
  return labelByTeachers({ learnt, store, task, validationFolds, teachers, allowSeenTeachers, openSession, threads });
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be above 0 and at most 1.');
}
