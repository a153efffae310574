import { Command } from 'commander';
import { readModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { labelledInputs, releaseQuantised } from '../train/index.ts';
import { loadData } from './load-data.ts';
import { folds, several, wholeNumber } from './options.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

interface QuantiseOptions {
  readonly data: readonly string[];
  readonly validationFolds: readonly number[];
  readonly seed: number;
  readonly out: string;
  readonly script?: string;
}

/** `einthoven quantise` */
export function quantiseCommand(): Command {
  return new Command('quantise')
    .description('store the weights of a model in 8 bits, a quarter of the size, and calibrate it anew')
    .argument('<name|file>', 'bundled model or model file')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--validation-folds <folds>', 'folds to calibrate, choose thresholds and judge on', folds, [9])
    .option('--seed <n>', 'seed of the bootstrap', wholeNumber(0), 1)
    .option('--script <path>', 'what makes the file again, for its card')
    .requiredOption('--out <file.onnx>', 'model file to write, with FILE.card.json beside it')
    .addHelpText('after', '\nThe card tells how far probabilities moved. All arithmetic stays in float32.')
    .action(runQuantise);
}

async function runQuantise(model: string, options: QuantiseOptions): Promise<void> {
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
