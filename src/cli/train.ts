import { rmSync } from 'node:fs';
import { Command } from 'commander';
import type { EcgStore } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import type { ModelFile } from '../models/index.ts';
import type { NamedValues } from '../nn/index.ts';
import { openSession, threadsPerSession } from '../nn/node.ts';
import {
  inputFormOf,
  judgedRows,
  judgedTask,
  type LabelledInputs,
  labelByTeachers,
  labelledInputs,
  probabilitiesWith,
  recordsSha256,
  releaseModel,
  type TrainingConfig,
  trainingConfigSchema,
  trainingSet,
  validationAuc,
} from '../train/index.ts';
import { configurationHelp } from './configuration-help.ts';
import { addDistillationOptions, type DistillationOptions, readTeachers } from './distillation-options.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { loadData } from './load-data.ts';
import { folds, several, wholeNumber } from './options.ts';
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
  return addDistillationOptions(addTrainingConfigOptions(command));
}

async function runTraining(options: TrainOptions): Promise<void> {
  const taughtConfig = await readTeachers(trainingConfigOf('train', options), options);
  const { config, initialWeights } = await initialWeightsOf(taughtConfig.config, options.validationFolds);
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
  const learnt = await taught(own, store, config, taughtConfig.teachers, options.validationFolds);
  const checkpoint = `${options.out}.checkpoint`;
  const stored = storedCheckpoint('train', checkpoint, options.resume === true);
  const line = progressLine();
  const task = judgedTask(config);
  const outputsOf = (values: NamedValues) =>
    probabilitiesWith(config, values, validation.inputs, openSession, threadsPerSession(1));
  const result = await trainWithCheckpoints({
    config,
    set: trainingSet(learnt, config),
    dataSha256: await recordsSha256(learnt),
    initialWeights,
    stored,
    checkpoint,
    log: `${options.out}.log.jsonl`,
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

/** The records with the teachers' probabilities, where there are teachers. */
function taught(
  learnt: LabelledInputs,
  store: EcgStore,
  { task, distillation }: TrainingConfig,
  teachers: readonly ModelFile[],
  validationFolds: readonly number[],
): Promise<LabelledInputs> | LabelledInputs {
  if (distillation === undefined) return learnt;
  const { allowSeenTeachers } = distillation;
  const threads = threadsPerSession(1);
  return labelByTeachers({ learnt, store, task, validationFolds, teachers, allowSeenTeachers, openSession, threads });
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
