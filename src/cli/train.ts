import { rmSync } from 'node:fs';
import { Command } from 'commander';
import { EcgError } from '../errors.ts';
import { type Device, type NamedValues, onDevice, requireDevice } from '../nn/index.ts';
import { openSession, threadsPerSession } from '../nn/node.ts';
import {
  configWithTeachers,
  inputFormOf,
  judgedRows,
  judgedTask,
  type LabelledInputs,
  labelledInputs,
  probabilitiesWith,
  recordsSha256,
  releaseModel,
  trainingConfigSchema,
  trainingSet,
  validationAuc,
} from '../train/index.ts';
import { configurationHelp } from './configuration-help.ts';
import { addDistillationOptions, type DistillationOptions, readTeachers, taughtBy } from './distillation-options.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { loadData } from './load-data.ts';
import { addDeviceOption, folds, several, wholeNumber } from './options.ts';
import { progressLine } from './progress-line.ts';
import { initialWeightsOf } from './read-initial-weights.ts';
import { storedCheckpoint } from './stored-checkpoint.ts';
import { trainWithCheckpoints } from './train-with-checkpoints.ts';
import { addTrainingConfigOptions, type TrainingConfigOptions, trainingConfigOf } from './training-config-options.ts';
import { batchLine, epochLine } from './training-lines.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

interface TrainOptions extends TrainingConfigOptions, DistillationOptions {
  readonly data: readonly string[];
  readonly trainFolds: readonly number[];
  readonly validationFolds: readonly number[];
  readonly out: string;
  readonly resume?: true;
  readonly device: Device;
  readonly script?: string;
}

/** `einthoven train` */
export function trainCommand(): Command {
  const command = new Command('train')
    .description('train a model on PTB-XL folders or packed stores, and write it as one ONNX file with its card')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--train-folds <folds>', 'folds to learn from', folds, [1, 2, 3, 4, 5, 6, 7, 8])
    .option('--validation-folds <folds>', 'folds to watch, calibrate and choose thresholds on', folds, [9])
    .option('--seed <n>', 'seed of all randomness (default: 1)', wholeNumber(0))
    .requiredOption(
      '--out <file.onnx>',
      'model file to write; FILE.checkpoint and FILE.log.jsonl lie beside it meanwhile',
    )
    .option('--script <path>', 'what makes the file again, for its card')
    .option('--resume', 'continue from FILE.checkpoint')
    .addHelpText(
      'after',
      () =>
        `${configurationHelp(trainingConfigSchema)}\n` +
        '\nCtrl-C stops after the batch under way and leaves the checkpoint; --resume continues to the same result.',
    )
    .action(runTraining);
  return addDeviceOption(addDistillationOptions(addTrainingConfigOptions(command)));
}

async function runTraining(options: TrainOptions): Promise<void> {
  await requireDevice(openSession, options.device);
  const asked = await readTeachers('train', trainingConfigOf('train', options), options);
  const { teachers } = asked;
  const { config, initialWeights } = await initialWeightsOf(
    configWithTeachers(asked.config, teachers),
    options.validationFolds,
  );
  const overlap = options.trainFolds.filter((fold) => options.validationFolds.includes(fold));
  if (overlap.length > 0) {
    throw new EcgError('invalid-argument', `train: training and validation folds must differ, got ${overlap} in both`, {
      overlap,
    });
  }
  const form = inputFormOf(config);
  const store = await loadData(options.data, config.fs, [...options.trainFolds, ...options.validationFolds]);
  const own = labelledInputs(store, options.trainFolds, config.task, form);
  const validation = labelledInputs(store, options.validationFolds, config.task, form);
  tellRecords('training', own);
  tellRecords('validation', validation);
  const learnt = await taughtBy(teachers, own, store, config, options.validationFolds, threadsPerSession(1));
  const checkpoint = `${options.out}.checkpoint`;
  const stored = storedCheckpoint('train', checkpoint, options.resume === true);
  const line = progressLine();
  const task = judgedTask(config);
  const outputsOf = (values: NamedValues) =>
    probabilitiesWith(config, values, validation.inputs, onDevice(openSession, options.device), threadsPerSession(1));
  const result = await trainWithCheckpoints({
    config,
    set: trainingSet(learnt, config),
    dataSha256: await recordsSha256(learnt),
    initialWeights,
    stored,
    checkpoint,
    log: `${options.out}.log.jsonl`,
    device: options.device,
    threadsPerSession: threadsPerSession(config.shards),
    validate: async (values) => {
      const judged = judgedRows(validation.rows, await outputsOf(values), task);
      return validationAuc(config, judged, judged.raw);
    },
    onBatch: (progress) => line.update(batchLine(progress)),
    onEpoch: (summary) => line.finish(epochLine(summary, config)),
  });
  if (!result.finished) {
    line.finish(`stopped; continue with --resume (${checkpoint})`);
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const { bytes, card } = await releaseModel({
    name: modelNameOf(options.out),
    config,
    values: result.values,
    store,
    trainFolds: options.trainFolds,
    validationFolds: options.validationFolds,
    trainRows: learnt.rows,
    validation,
    raw: await outputsOf(result.values),
    packageVersion: PACKAGE_VERSION,
    ...(options.script !== undefined && { script: options.script }),
  });
  writeModel(options.out, bytes, card);
  rmSync(checkpoint, { force: true });
  line.finish(releaseLine(options.out, card));
}

function tellRecords(purpose: string, { rows, unlabelled, refused, classes }: LabelledInputs): void {
  const left = [
    ...(unlabelled ? [`${unlabelled} without a label`] : []),
    ...(refused.length ? [`${refused.length} refused`] : []),
  ];
  process.stderr.write(
    `${purpose}: ${rows.length} records, ${classes.length} classes${left.length ? `; left out: ${left.join(', ')}` : ''}\n`,
  );
  for (const { ecgId, reason } of refused) process.stderr.write(`  record ${ecgId}: ${reason}\n`);
}
