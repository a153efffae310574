import { Command } from 'commander';
import { readModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { ensembleInputForm, labelledInputs, releaseEnsemble } from '../train/index.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { loadData } from './load-data.ts';
import { addReleaseOptions, type ReleaseOptions } from './release-options.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

interface EnsembleOptions extends ReleaseOptions {
  readonly members: readonly string[];
}

/** `einthoven ensemble` */
export function ensembleCommand(): Command {
  const command = new Command('ensemble')
    .description('join trained models into one file that answers with the mean of their probabilities')
    .requiredOption('--members <name|file...>', 'bundled models or model files; all must take and give the same')
    .addHelpText('after', '\nNo member may have been trained on the validation folds.')
    .action(runEnsemble);
  return addReleaseOptions(command);
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
