import { type Command, InvalidArgumentError } from 'commander';
import { EcgError } from '../errors.ts';
import type { ModelFile } from '../models/index.ts';
import { readModel } from '../models/node.ts';
import { configWithTeachers, type TrainingConfig } from '../train/index.ts';
import { checkTrainingConfig } from './training-config-options.ts';

/** Options that say from whom a network learns besides its labels. */
export interface DistillationOptions {
  readonly teacher?: readonly string[];
  readonly distillationWeight?: number;
  readonly allowSeenTeachers?: true;
}

/** Adds the options to a command. */
export function addDistillationOptions(command: Command): Command {
  return command
    .option(
      '--teacher <file.onnx...>',
      'models whose probabilities are learnt too; each labels records of folds that it was not trained on',
    )
    .option('--distillation-weight <share>', "share of the teachers' probability in a target (default: 0.5)", share)
    .option(
      '--allow-seen-teachers',
      'records that every teacher was trained on are labelled by all, instead of refused',
    );
}

/** The configuration with its teachers, and their files. @throws EcgError `invalid-argument` when they do not belong together */
export async function readTeachers(
  config: TrainingConfig,
  { teacher = [], distillationWeight: weight, allowSeenTeachers }: DistillationOptions,
): Promise<{ readonly config: TrainingConfig; readonly teachers: readonly ModelFile[] }> {
  if (teacher.length === 0 && (weight !== undefined || allowSeenTeachers)) {
    const rule = '--distillation-weight and --allow-seen-teachers need --teacher';
    throw new EcgError('invalid-argument', `train: ${rule}, got none`, { weight, allowSeenTeachers });
  }
  const teachers = await Promise.all(teacher.map(readModel));
  const asked = teachers.length > 0 || config.distillation !== undefined;
  const distillation = {
    ...config.distillation,
    ...(weight !== undefined && { weight }),
    ...(allowSeenTeachers && { allowSeenTeachers }),
  };
  const full = asked ? checkTrainingConfig('train', { ...config, distillation }) : config;
  return { config: configWithTeachers(full, teachers), teachers };
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be above 0 and at most 1.');
}
