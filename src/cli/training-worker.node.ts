/** Entry of a process that trains one part of a cross-validation; see `runTrainingParts`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { loadStore } from '../datasets/node.ts';
import { EcgError, isEcgError } from '../errors.ts';
import { encodeNpy } from '../evaluate/index.ts';
import { readModel } from '../models/node.ts';
import { onDevice } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import {
  configWithTeachers,
  inputFormOf,
  labelledInputs,
  probabilitiesWith,
  recordsSha256,
  releaseModel,
  requireUnseen,
  trainingSet,
} from '../train/index.ts';
import { taughtBy } from './distillation-options.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { initialWeightsOf } from './read-initial-weights.ts';
import { trainWithCheckpoints } from './train-with-checkpoints.ts';
import { batchLine } from './training-lines.ts';
import type { FinishedPart, PartMessage, TrainingPart } from './training-part.ts';
import { writeFileWhole } from './write-file.ts';

const say = (message: PartMessage) => process.connected && process.send?.(message);

async function trainPart(part: TrainingPart): Promise<void> {
  const { trainFolds, heldOutFolds, path, threadsPerSession, device } = part;
  const teachers = await Promise.all(part.teachers.map(readModel));
  for (const { card } of teachers) requireUnseen(card, heldOutFolds);
  const { config, initialWeights } = await initialWeightsOf(configWithTeachers(part.config, teachers), heldOutFolds);
  if (config.fs !== 100 && config.fs !== 500) {
    throw new EcgError('invalid-argument', `cross-validate: fs must be 100 or 500 Hz, got ${config.fs}`);
  }
  const store = await loadStore(part.data, { fs: config.fs, folds: [...trainFolds, ...heldOutFolds] });
  const form = inputFormOf(config);
  const own = labelledInputs(store, trainFolds, config.task, form);
  const heldOut = labelledInputs(store, heldOutFolds, config.task, form);
  if (!process.connected) {
    // Whoever started this has ended while the records were read.
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const learnt = await taughtBy(teachers, own, store, config, heldOutFolds, threadsPerSession);
  const checkpoint = `${path}.checkpoint`;
  const { finished, values, history } = await trainWithCheckpoints({
    config,
    set: trainingSet(learnt, config),
    dataSha256: await recordsSha256(learnt),
    initialWeights,
    stored: existsSync(checkpoint) ? readFileSync(checkpoint) : undefined,
    checkpoint,
    log: `${path}.jsonl`,
    device,
    threadsPerSession,
    // The held-out group chooses nothing, so it is not looked at before the end.
    validate: async () => undefined,
    onBatch: (progress) => say({ kind: 'progress', text: batchLine(progress) }),
  });
  if (!finished) {
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const raw = await probabilitiesWith(config, values, heldOut.inputs, onDevice(openSession, device), threadsPerSession);
  const outputs = raw[0]?.length ?? 0;
  writeFileWhole(
    `${path}.npy`,
    encodeNpy(
      raw.flatMap((row) => [...row]),
      [raw.length, outputs],
    ),
  );
  if (part.keepModel) {
    const { bytes } = await releaseModel({
      name: basename(path),
      config,
      values,
      store,
      trainFolds,
      validationFolds: heldOutFolds,
      trainRows: learnt.rows,
      validation: heldOut,
      raw,
      packageVersion: PACKAGE_VERSION,
    });
    writeFileWhole(`${path}.onnx`, bytes);
  }
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const { rows } = heldOut;
  const refused = learnt.refused.length + heldOut.refused.length;
  const trainRecords = learnt.rows.length;
  // Last of all: it says that the part is finished.
  const result: FinishedPart = {
    ...{ config, trainFolds, heldOutFolds, trainRecords, refused, sources: store.sources, seconds, rows },
  };
  writeFileWhole(`${path}.json`, `${JSON.stringify(result)}\n`);
  rmSync(checkpoint, { force: true });
}

try {
  await trainPart(JSON.parse(process.argv[2] as string) as TrainingPart);
} catch (error) {
  if (!isEcgError(error)) throw error;
  say({ kind: 'failure', code: error.code, message: error.message });
  process.exitCode = EXIT_CODES[error.code];
} finally {
  if (process.connected) process.disconnect();
}
