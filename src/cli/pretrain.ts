import { rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { type EcgStore, storeRecord } from '../datasets/index.ts';
import { isDataFolder, loadStore } from '../datasets/node.ts';
import { EcgError } from '../errors.ts';
import { type Device, requireDevice } from '../nn/index.ts';
import { openSession, threadsPerSession } from '../nn/node.ts';
import type { EcgRecord } from '../record/index.ts';
import { findRecords, readRecordFile } from '../record/node.ts';
import {
  contrastiveObjective,
  type PretrainingConfig,
  type PretrainingFacts,
  pretrainingConfigSchema,
  pretrainingNetwork,
  type Recordings,
  simulatedRecords,
  type TrainingResult,
  type UnlabelledSet,
  unlabelledSet,
  writePretrainedFile,
} from '../train/index.ts';
import { configurationHelp } from './configuration-help.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { addDeviceOption, folds, several, wholeNumber } from './options.ts';
import { progressLine } from './progress-line.ts';
import { storedCheckpoint } from './stored-checkpoint.ts';
import { trainWithCheckpoints } from './train-with-checkpoints.ts';
import { checkConfiguration, readJson } from './training-config-options.ts';
import { batchLine } from './training-lines.ts';
import { writeFileWhole } from './write-file.ts';

interface PretrainOptions {
  readonly data: readonly string[];
  readonly folds: readonly number[];
  readonly simulate: number;
  readonly architecture?: string;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly config?: string;
  readonly out: string;
  readonly resume?: true;
  readonly device: Device;
}

const notes = `
Two random windows of one recording, each augmented by itself, are to be told from the windows of all others (SimCLR, Chen et al. 2020;
with two stretches of one recording as CLOCS, Kiyasseh et al. 2021). Labels are not read. Of a folder in PTB-XL's layout and of a packed
store the recordings of --folds take part, of other folders all that have the leads.

  einthoven pretrain --data ptbxl/ --data ludb/ --simulate 500 --out pre.onnx
  einthoven train --data ptbxl/ --initial-weights pre.onnx --out model.onnx

Of folds that are judged later no recording should take part. In a cross-validation each group can begin with weights of its own:
  einthoven pretrain --data ptbxl/ --folds 4-9 --out pre-1.onnx          (the same with 1-3,7-9 and 1-6)
  einthoven cross-validate --data ptbxl/ --initial-weights 'pre-{group}.onnx' --out cv/
Cards and run.json tell which folds took part unlabelled. Ctrl-C stops after the batch under way and leaves a checkpoint; --resume
continues to the same result.`;

/** `einthoven pretrain` */
export function pretrainCommand(): Command {
  const command = new Command('pretrain')
    .description('pretrain a network on recordings without labels, as initial weights for a training')
    .requiredOption('--data <dir>', 'folder with WFDB records, or a data folder; may be given several times', several)
    .option('--folds <folds>', 'folds of data folders that take part', folds, [1, 2, 3, 4, 5, 6, 7, 8])
    .option('--simulate <n>', 'simulated records of every rhythm and morphology beside them', wholeNumber(0), 0)
    .option('--architecture <name>', 'network (default: resnet1d-wang)')
    .option('--epochs <n>', 'passes over the recordings (default: 100)', wholeNumber(1))
    .option('--batch <n>', 'recordings per step (default: 128)', wholeNumber(4))
    .option('--seed <n>', 'seed of all randomness (default: 1)', wholeNumber(0))
    .option('--config <file.json>', 'any fields of the configuration; options win over it')
    .requiredOption('--out <file.onnx>', 'file to write; FILE.checkpoint and FILE.log.jsonl lie beside it meanwhile')
    .option('--resume', 'continue from FILE.checkpoint')
    .addHelpText('after', () => `${configurationHelp(pretrainingConfigSchema)}\n${notes}`)
    .action(runPretraining);
  return addDeviceOption(command);
}

async function runPretraining(options: PretrainOptions): Promise<void> {
  await requireDevice(openSession, options.device);
  const config = configOf(options);
  const model = pretrainingNetwork(config);
  const usedFolds = options.data.some(isDataFolder) ? options.folds : [];
  const { set, data, refused, sha256: dataSha256 } = await unlabelledSet(await recordingsOf(options, config), config);
  tellRecordings(data, refused);
  // Of the windows of a shard one is the partner, and the window itself is left out.
  const chanceLoss = Math.log((2 * config.batch) / config.shards - 1);
  const checkpoint = `${options.out}.checkpoint`;
  const line = progressLine();
  line.finish(`pretraining on ${set.records} recordings; loss of chance ${chanceLoss.toFixed(4)}`);
  const result = await trainWithCheckpoints({
    config,
    set,
    dataSha256,
    model,
    objective: contrastiveObjective(config.temperature),
    stored: storedCheckpoint('pretrain', checkpoint, options.resume === true),
    checkpoint,
    log: `${options.out}.log.jsonl`,
    device: options.device,
    threadsPerSession: threadsPerSession(config.shards),
    validate: async () => undefined,
    onBatch: (progress) => line.update(batchLine(progress)),
    onEpoch: ({ epoch, loss, seconds, recordsPerSecond }) =>
      line.finish(
        `epoch ${epoch}/${config.epochs}  loss ${loss.toFixed(4)}  ${seconds.toFixed(1)} s  ${recordsPerSecond.toFixed(0)} recordings/s`,
      ),
  });
  if (!result.finished) {
    line.finish(`stopped; continue with --resume (${checkpoint})`);
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const facts = { config, data: [...data], folds: [...usedFolds], records: set.records, dataSha256 };
  writeFileWhole(options.out, fileOf(result, { ...facts, chanceLoss, packageVersion: PACKAGE_VERSION }));
  rmSync(checkpoint, { force: true });
}

function fileOf({ values, history }: TrainingResult, facts: Omit<PretrainingFacts, 'schema' | 'loss'>): Uint8Array {
  return writePretrainedFile(values, { ...facts, loss: history.at(-1)?.loss ?? Number.NaN });
}

function configOf(options: PretrainOptions): PretrainingConfig {
  const { architecture, epochs, batch, seed } = options;
  const fromFile =
    options.config === undefined ? {} : (readJson('pretrain', options.config) as Record<string, unknown>);
  const given = Object.entries({ architecture, epochs, batch, seed }).filter(([, value]) => value !== undefined);
  return checkConfiguration('pretrain', pretrainingConfigSchema, { ...fromFile, ...Object.fromEntries(given) });
}

/** The recordings of all folders, and simulated ones. */
async function recordingsOf(options: PretrainOptions, config: PretrainingConfig): Promise<readonly Recordings[]> {
  const { fs, recordSec, seed } = config;
  const read = await Promise.all(
    options.data.map(async (dir) => {
      const folder = basename(resolve(dir));
      if (!isDataFolder(dir)) return { folder, records: filesOf(findRecords(dir)) };
      if (fs !== 100 && fs !== 500) {
        throw new EcgError('invalid-argument', `pretrain: PTB-XL has records of 100 and 500 Hz, got ${fs}`, { fs });
      }
      return { folder, records: recordsOf(await loadStore([dir], { fs, folds: options.folds })) };
    }),
  );
  if (options.simulate === 0) return read;
  return [...read, { folder: 'simulated', records: simulatedRecords(options.simulate, seed, fs, recordSec) }];
}

function* filesOf(paths: readonly string[]): Generator<EcgRecord> {
  for (const path of paths) yield readRecordFile(path);
}

function* recordsOf(store: EcgStore): Generator<EcgRecord> {
  for (let i = 0; i < store.rows.length; i++) yield storeRecord(store, i);
}

function tellRecordings(data: UnlabelledSet['data'], refused: UnlabelledSet['refused']): void {
  for (const one of data) {
    process.stderr.write(`${one.folder}: ${one.records} recordings${one.refused ? `, ${one.refused} refused` : ''}\n`);
  }
  for (const { name, reason } of refused) process.stderr.write(`  ${name}: ${reason}\n`);
}
