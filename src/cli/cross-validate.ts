import { Command } from 'commander';
import { type Device, requireDevice } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import { type CrossValidation, openFolder, summarise, trainingPartsOf } from './cross-validation.ts';
import { crossValidationText } from './cross-validation-text.ts';
import { addDistillationOptions, type DistillationOptions, readTeachers } from './distillation-options.ts';
import { envelope, printJson } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { addDeviceOption, folds, seedList, several, wholeNumber } from './options.ts';
import { addTrainingConfigOptions, type TrainingConfigOptions, trainingConfigOf } from './training-config-options.ts';
import { runTrainingParts } from './training-parts.ts';

interface CrossValidateOptions extends Omit<TrainingConfigOptions, 'seed'>, DistillationOptions {
  readonly data: readonly string[];
  readonly folds: readonly number[];
  readonly groups: number;
  readonly seeds: readonly number[];
  readonly out: string;
  readonly parallel: number;
  readonly resamples: number;
  readonly resume?: true;
  readonly device: Device;
  readonly keepModels?: true;
  readonly json?: true;
}

const notes = `
Each group of folds is predicted by a network that learnt from the others, to its last epoch: the group chooses nothing.
OUT/seed-N/ gets labels, scores, patients and classes.txt, as einthoven metrics reads them, ids and groups beside them;
OUT/summary.json the figures. Stopped or killed, the same command with --resume continues to the same result.
Results do not depend on --parallel. Pooled figures compare records across networks, so they may lie below the groups' own.
Task all and diagnostic are judged by their superclasses.
A group is taught by those of --teacher alone that do not know it. Models of another cross-validation with the same groups know the records
that they teach, which takes --allow-seen-teachers; models of one cross-validation inside the training folds of each group do not:
  einthoven cross-validate --data ptbxl/ --folds 4-9 --keep-models --out inner-1       (the same with 1-3,7-9 and 1-6)
  einthoven cross-validate --data ptbxl/ --teacher inner-1/ inner-2/ inner-3/ --out cv/`;

/** `einthoven cross-validate` */
export function crossValidateCommand(): Command {
  const command = new Command('cross-validate')
    .description('judge a training configuration by patient-wise cross-validation over folds')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--folds <folds>', 'folds to take part', folds, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    .option('--groups <n>', 'parts that the folds are divided into', wholeNumber(2), 3)
    .option('--seeds <list>', 'one cross-validation per seed', seedList, [1])
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--resume', 'continue what OUT holds')
    .option('--parallel <n>', 'trainings at a time, each in a process with one thread per shard', wholeNumber(1), 1)
    .option('--resamples <n>', 'bootstrap resamples of patients', wholeNumber(1), 1000)
    .option('--keep-models', 'write the model file of each training, calibrated on its held-out group')
    .option('--json', 'print JSON')
    .addHelpText('after', notes)
    .action(runCrossValidation);
  return addDeviceOption(addDistillationOptions(addTrainingConfigOptions(command)));
}

async function runCrossValidation(options: CrossValidateOptions): Promise<void> {
  const { data, groups, seeds, out, device } = options;
  await requireDevice(openSession, device);
  const { config, teachers } = await readTeachers(
    'cross-validate',
    trainingConfigOf('cross-validate', options),
    options,
  );
  const keepModels = options.keepModels === true;
  const plan: CrossValidation = {
    data,
    config,
    folds: options.folds,
    groups,
    seeds,
    out,
    keepModels,
    teachers,
    device,
  };
  const parts = trainingPartsOf(plan);
  openFolder(plan, options.resume === true);
  if (!(await runTrainingParts(parts, options.parallel))) {
    process.stderr.write(`stopped; continue with --resume (${out})\n`);
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const summary = summarise(plan, options.resamples);
  if (options.json) printJson({ ...envelope('cross-validate'), ...summary });
  else process.stdout.write(crossValidationText(summary));
}
