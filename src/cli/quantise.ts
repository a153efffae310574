import { Command } from 'commander';
import { readModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { labelledInputs, releaseQuantised } from '../train/index.ts';
import { loadData } from './load-data.ts';
import { addReleaseOptions, type ReleaseOptions } from './release-options.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

/** `einthoven quantise` */
export function quantiseCommand(): Command {
  const command = new Command('quantise')
    .description('store the weights of a model in 8 bits, a quarter of the size, and calibrate it anew')
    .argument('<name|file>', 'bundled model or model file')
    .addHelpText('after', '\nThe card tells how far probabilities moved. All arithmetic stays in float32.')
    .action(runQuantise);
  return addReleaseOptions(command);
}

async function runQuantise(model: string, options: ReleaseOptions): Promise<void> {
  const { validationFolds, seed, out, script } = options;
  const original = await readModel(model);
  const store = await loadData(options.data, original.card.input.fs, validationFolds);
  const { bytes, card } = await releaseQuantised({
    name: modelNameOf(out),
    original,
    validationFolds,
    validation: labelledInputs(store, validationFolds, original.card.task, original.card),
    openSession: openWorkerSession,
    threads: threadsPerSession(1),
    seed,
    ...(script !== undefined && { script }),
  });
  writeModel(out, bytes, card);
  const moved = card.precision.weights === 'int8' ? card.precision.difference : undefined;
  process.stderr.write(
    `${releaseLine(out, card)}, ${bytes.length} bytes; probabilities moved by ${moved?.mean.toFixed(5)} on average and ${moved?.maximum.toFixed(5)} at most\n`,
  );
}
