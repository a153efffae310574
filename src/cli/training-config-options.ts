import { readFileSync } from 'node:fs';
import { EcgError } from '../errors.ts';
import { type TrainingConfig, trainingConfigSchema } from '../train/index.ts';

/** Options that several commands share to say how to train. */
export interface TrainingConfigOptions {
  readonly config?: string;
  readonly architecture?: string;
  readonly task?: string;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly learningRate?: number;
}

/** A training configuration: defaults, then the file, then the options. */
export function trainingConfigOf(command: string, options: TrainingConfigOptions): TrainingConfig {
  const { architecture, task, epochs, batch, seed, learningRate } = options;
  const given = { architecture, task, epochs, batch, seed, peakLearningRate: learningRate };
  const fromFile = options.config === undefined ? {} : (readJson(command, options.config) as Record<string, unknown>);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return checkTrainingConfig(command, { ...fromFile, ...named });
}

/** A configuration with its defaults. @throws EcgError `invalid-argument` that names the field */
export function checkTrainingConfig(command: string, fields: unknown): TrainingConfig {
  const parsed = trainingConfigSchema.safeParse(fields);
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
