import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { EcgError } from '../errors.ts';
import { architectures } from '../models/index.ts';
import { TASKS } from '../statements/index.ts';
import { type TrainingConfig, trainingConfigSchema } from '../train/index.ts';
import { wholeNumber } from './options.ts';

/** Options that several commands share to say how to train. */
export interface TrainingConfigOptions {
  readonly config?: string;
  readonly architecture?: string;
  readonly task?: string;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly learningRate?: number;
  readonly initialWeights?: string;
}

/** Adds `TrainingConfigOptions` to a command, but for the seed, of which some commands take several. */
export function addTrainingConfigOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--architecture <name>', 'network (default: resnet1d-wang)').choices(Object.keys(architectures)),
    )
    .addOption(new Option('--task <name>', 'statements to learn (default: all)').choices([...TASKS]))
    .option('--epochs <n>', 'passes over the data (default: 30)', wholeNumber(1))
    .option('--batch <n>', 'records per step (default: 64)', wholeNumber(2))
    .option('--learning-rate <rate>', 'peak learning rate (default: 0.01)', Number)
    .option('--initial-weights <file.onnx>', 'model file whose weights are begun with; all but the head must fit')
    .option('--config <file.json>', 'any fields of the training configuration; options win over it');
}

/** A training configuration: defaults, then the file, then the options. */
export function trainingConfigOf(command: string, options: TrainingConfigOptions): TrainingConfig {
  const { architecture, task, epochs, batch, seed, learningRate, initialWeights: file } = options;
  const initialWeights = file === undefined ? undefined : { file };
  const given = { architecture, task, epochs, batch, seed, peakLearningRate: learningRate, initialWeights };
  const fromFile = options.config === undefined ? {} : (readJson(command, options.config) as Record<string, unknown>);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return checkTrainingConfig(command, { ...fromFile, ...named });
}

/** A training configuration with its defaults. @throws EcgError as `checkConfiguration` */
export function checkTrainingConfig(command: string, fields: unknown): TrainingConfig {
  return checkConfiguration(command, trainingConfigSchema, fields);
}

/** A configuration with its defaults. @throws EcgError `invalid-argument` that names the field */
export function checkConfiguration<T>(command: string, schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new EcgError('invalid-argument', `${command}: configuration ${field}: ${issue?.message}`, { issue });
}

/** A JSON file, whatever is in it. @throws EcgError `invalid-argument` when it cannot be read or is no JSON */
export function readJson(command: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const rule = `${path} must be a JSON file: ${(cause as Error).message}`;
    throw new EcgError('invalid-argument', `${command}: ${rule}`, { path }, { cause });
  }
}
