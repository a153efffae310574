import type { Command } from 'commander';
import { folds, several, wholeNumber } from './options.ts';

/** Options of commands that make a model file from others, and calibrate and judge it anew. */
export interface ReleaseOptions {
  readonly data: readonly string[];
  readonly validationFolds: readonly number[];
  readonly seed: number;
  readonly out: string;
  readonly script?: string;
}

/** Adds `ReleaseOptions` to a command. */
export function addReleaseOptions(command: Command): Command {
  return command
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--validation-folds <folds>', 'folds to calibrate, choose thresholds and judge on', folds, [9])
    .option('--seed <n>', 'seed of the bootstrap', wholeNumber(0), 1)
    .option('--script <path>', 'what makes the file again, for its card')
    .requiredOption('--out <file.onnx>', 'model file to write, with FILE.card.json beside it');
}
