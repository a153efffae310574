import { Command } from 'commander';
import { readModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { ensembleInputForm, labelledInputs, releaseEnsemble } from '../train/index.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { loadData } from './load-data.ts';
import { folds, several, wholeNumber } from './options.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

interface EnsembleOptions {
  readonly members: readonly string[];
  readonly data: readonly string[];
  readonly validationFolds: readonly number[];
  readonly seed: number;
  readonly out: string;
  readonly script?: string;
}

/** `einthoven ensemble` */
export function ensembleCommand(): Command {
  return new Command('ensemble')
    .description('join trained models into one file that answers with the mean of their probabilities')
    .requiredOption('--members <name|file...>', 'bundled models or model files; all must take and give the same')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--validation-folds <folds>', 'folds to calibrate, choose thresholds and judge on', folds, [9])
    .option('--seed <n>', 'seed of the bootstrap', wholeNumber(0), 1)
    .option('--script <path>', 'what makes the file again, for its card')
    .requiredOption('--out <file.onnx>', 'model file to write, with FILE.card.json beside it')
    .addHelpText('after', '\nNo member may have been trained on the validation folds.')
    .action(runEnsemble);
}

async function runEnsemble(options: EnsembleOptions): Promise<void> {
  const { validationFolds, seed, out, script } = options;
  const members = await Promise.all(options.members.map(readModel));
  const name = modelNameOf(out);
  const form = ensembleInputForm(name, members);
  const store = await loadData(options.data, form.input.fs, validationFolds);
  const { bytes, card } = await releaseEnsemble({
    name,
    members,
    validationFolds,
    validation: labelledInputs(store, validationFolds, form.task, form),
    openSession: openWorkerSession,
    threads: threadsPerSession(1),
    seed,
    packageVersion: PACKAGE_VERSION,
    ...(script !== undefined && { script }),
  });
  writeModel(out, bytes, card);
  process.stderr.write(`${releaseLine(out, card)}, ${members.length} members\n`);
}
