import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Command, Option } from 'commander';
import { EcgError } from '../errors.ts';
import { architectures } from '../models/index.ts';
import { openSession, openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { sha256 } from '../sha256.ts';
import { TASKS } from '../statements/index.ts';
import {
  type BatchProgress,
  decodeCheckpoint,
  type EpochSummary,
  encodeCheckpoint,
  inputFormOf,
  judgedRows,
  judgedTask,
  type LabelledInputs,
  labelledInputs,
  probabilitiesWith,
  type RunIdentity,
  releaseModel,
  type TrainingConfig,
  train,
  trainingConfigSchema,
  trainingSet,
  validationAuc,
} from '../train/index.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { loadData } from './load-data.ts';
import { folds, several, wholeNumber } from './options.ts';
import { bar, duration, progressLine } from './progress-line.ts';
import { writeFileWhole } from './write-file.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

interface TrainOptions {
  readonly data: readonly string[];
  readonly trainFolds: readonly number[];
  readonly validationFolds: readonly number[];
  readonly config?: string;
  readonly out: string;
  readonly resume?: true;
  readonly architecture?: string;
  readonly task?: string;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly learningRate?: number;
  readonly script?: string;
}

/** `einthoven train` */
export function trainCommand(): Command {
  return new Command('train')
    .description('train a model on PTB-XL folders or packed stores, and write it as one ONNX file with its card')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .addOption(
      new Option('--architecture <name>', 'network (default: resnet1d-wang)').choices(Object.keys(architectures)),
    )
    .addOption(new Option('--task <name>', 'statements to learn (default: all)').choices([...TASKS]))
    .option('--train-folds <folds>', 'folds to learn from', folds, [1, 2, 3, 4, 5, 6, 7, 8])
    .option('--validation-folds <folds>', 'folds to watch, calibrate and choose thresholds on', folds, [9])
    .option('--epochs <n>', 'passes over the data (default: 30)', wholeNumber(1))
    .option('--batch <n>', 'records per step (default: 64)', wholeNumber(2))
    .option('--learning-rate <rate>', 'peak learning rate (default: 0.01)', Number)
    .option('--seed <n>', 'seed of all randomness (default: 1)', wholeNumber(0))
    .option('--config <file.json>', 'any fields of the training configuration; options win over it')
    .requiredOption(
      '--out <file.onnx>',
      'model file to write; FILE.checkpoint and FILE.log.jsonl lie beside it meanwhile',
    )
    .option('--script <path>', 'what makes the file again, for its card')
    .option('--resume', 'continue from FILE.checkpoint')
    .addHelpText(
      'after',
      '\nAugmentations are fields of the configuration, each with a probability, off unless given:\n' +
        '  "augmentation": {"timeWarp": {"probability": 0.5, "maxFactor": 1.1}, "electrodeSwap": {"probability": 0.02},\n' +
        '    "recordGain": {"probability", "maxFactor"}, "leadGain": {"probability", "maxFactor"},\n' +
        '    "baselineWander": {"probability", "amplitude", "lowHz", "highHz"}, "mainsHum": {"probability", "amplitude", "hz"},\n' +
        '    "muscleNoise": {"probability", "amplitude", "correlation": [low, high]},\n' +
        '    "masking": {"probability", "maxSec"}, "leadDropout": {"probability", "share"}}\n' +
        '  "mixing": {"mixup": {"probability", "alpha"}, "cutMix": {"probability", "alpha"}}\n' +
        '  Amplitudes are in standard deviations of a lead where the preparation standardises, else in mV.\n' +
        '\nCtrl-C stops after the batch under way and leaves the checkpoint; --resume continues to the same result.',
    )
    .action(runTraining);
}

async function runTraining(options: TrainOptions): Promise<void> {
  const config = configOf(options);
  const overlap = options.trainFolds.filter((fold) => options.validationFolds.includes(fold));
  if (overlap.length > 0) {
    throw new EcgError('invalid-argument', `train: training and validation folds must differ, got ${overlap} in both`, {
      overlap,
    });
  }
  const form = inputFormOf(config);
  const store = await loadData(options.data, config.fs, [...options.trainFolds, ...options.validationFolds]);
  const learnt = labelledInputs(store, options.trainFolds, config.task, form);
  const validation = labelledInputs(store, options.validationFolds, config.task, form);
  tellRecords('training', learnt);
  tellRecords('validation', validation);
  const set = trainingSet(learnt, config);
  const identity: RunIdentity = { config, dataSha256: await digestOf(learnt) };

  const checkpoint = `${options.out}.checkpoint`;
  const log = `${options.out}.log.jsonl`;
  const stored = storedCheckpoint(checkpoint, options.resume === true);
  // Before the work, not after it: a place that cannot be written is known now.
  if (stored === undefined) writeFileWhole(log, '');
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const line = progressLine();
  const task = judgedTask(config);
  const outputsOf = (values: Parameters<typeof probabilitiesWith>[1]) =>
    probabilitiesWith(config, values, validation.inputs, openSession, threadsPerSession(1));

  const result = await train({
    config,
    set,
    openSession: openWorkerSession,
    threadsPerSession: threadsPerSession(config.shards),
    signal: stop.signal,
    validate: async (values) => {
      const judged = judgedRows(validation.rows, await outputsOf(values), task);
      return validationAuc(config, judged, judged.raw);
    },
    ...(stored && { resume: (graph) => decodeCheckpoint(stored, identity, graph, checkpoint) }),
    onBatch: (progress) => line.update(batchLine(progress)),
    onEpoch: (summary) => line.finish(epochLine(summary, config)),
    onCheckpoint: async (state) => {
      writeFileWhole(checkpoint, encodeCheckpoint(state, identity));
      writeFileWhole(log, state.history.map((summary) => `${JSON.stringify(summary)}\n`).join(''));
    },
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

/** Defaults, then the file, then the options. */
function configOf(options: TrainOptions): TrainingConfig {
  const { architecture, task, epochs, batch, seed, learningRate } = options;
  const given = { architecture, task, epochs, batch, seed, peakLearningRate: learningRate };
  const fromFile = options.config === undefined ? {} : readJson(options.config);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const parsed = trainingConfigSchema.safeParse({ ...fromFile, ...named });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EcgError('invalid-argument', `train: configuration ${issue?.path.join('.')}: ${issue?.message}`, { issue });
}

function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new EcgError(
      'invalid-argument',
      `train: ${path} must be a JSON file: ${(cause as Error).message}`,
      { path },
      { cause },
    );
  }
}

function storedCheckpoint(path: string, resume: boolean): Uint8Array | undefined {
  if (!resume) return undefined;
  if (existsSync(path)) return readFileSync(path);
  throw new EcgError('unavailable', `train: --resume needs the checkpoint ${path}, got none`, { path });
}

/** Identity of training records: which, in which order, with which labels, as samples of which counts. */
function digestOf({ rows, labels }: LabelledInputs): Promise<string> {
  const text = rows.map(({ ecgId }) => ecgId).join(',');
  return sha256(new Uint8Array([...new TextEncoder().encode(text), ...labels]));
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

function batchLine(p: BatchProgress): string {
  const auc = p.validationAuc === undefined ? '' : `  AUC ${p.validationAuc.toFixed(3)}`;
  const place = `epoch ${p.epoch}/${p.epochs} ${bar(p.batch / p.batches, 16)}`;
  return `${place}  loss ${p.loss.toFixed(4)}${auc}  ${p.recordsPerSecond.toFixed(0)} records/s  ${duration(p.secondsLeft)} left`;
}

function epochLine(
  { epoch, loss, validationAuc: auc, seconds, recordsPerSecond }: EpochSummary,
  config: TrainingConfig,
): string {
  const judged = auc === undefined ? 'not judged' : `${judgedTask(config)} macro-AUC ${auc.toFixed(4)}`;
  return `epoch ${epoch}/${config.epochs}  loss ${loss.toFixed(4)}  validation ${judged}  ${seconds.toFixed(1)} s  ${recordsPerSecond.toFixed(0)} records/s`;
}
