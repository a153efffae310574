import { existsSync, readFileSync, rmSync } from 'node:fs';
import { writeFileWhole } from '../../src/cli/write-file.ts';
import { evaluatePredictions } from '../../src/evaluate/index.ts';
import { architectureNamed } from '../../src/models/index.ts';
import { countParameters } from '../../src/nn/index.ts';
import { openSession, openWorkerSession, threadsPerSession } from '../../src/node.ts';
import { createRandom } from '../../src/random.ts';
import { sha256 } from '../../src/sha256.ts';
import { type Task, taskClasses } from '../../src/statements/index.ts';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  inputFormOf,
  type LabelledInputs,
  probabilitiesWith,
  type TrainingConfig,
  taskScores,
  train,
  trainingGraphOf,
  trainingSet,
} from '../../src/train/index.ts';
import type { Cell } from './cells.ts';
import { countMacs } from './count-macs.ts';

/** What became of a training, on one task: its own, or one that gathers its statements. */
export interface FinishedCell extends Cell {
  readonly config: TrainingConfig;
  readonly trainRecords: number;
  readonly testFold: number;
  readonly testRecords: number;
  readonly macroAuc: number | undefined;
  readonly macroAucInterval: readonly [number, number] | undefined;
  readonly parameters: number;
  /** Of one record: all of its windows. */
  readonly megaMacsPerRecord: number;
  readonly secondsPerEpoch: number;
  readonly trainingRecordsPerSecond: number;
  /** Inference on test records, prepared before. */
  readonly recordsPerSecond: number;
}

const runOf = (config: TrainingConfig, learnt: LabelledInputs) => ({
  config,
  set: trainingSet(learnt, config),
  openSession: openWorkerSession,
  threadsPerSession: threadsPerSession(config.shards),
  validate: async () => undefined,
});

/** Seconds that a training would take, from its first batches. */
export async function estimateSeconds(config: TrainingConfig, learnt: LabelledInputs, batches = 4): Promise<number> {
  const stop = new AbortController();
  let seconds = 0;
  await train({
    ...runOf(config, learnt),
    signal: stop.signal,
    onBatch: ({ batch, secondsLeft }) => {
      seconds = secondsLeft;
      if (batch >= batches) stop.abort();
    },
  });
  return seconds;
}

/** Records to judge by, of one fold, labelled for each task that is judged. */
export interface Tests {
  readonly fold: number;
  readonly tasks: ReadonlyMap<Task, LabelledInputs>;
}

/** Trains once and judges each task; continues from PATH.checkpoint where there is one. */
export async function runCell(
  cell: Cell,
  config: TrainingConfig,
  learnt: LabelledInputs,
  tests: Tests,
  path: string,
): Promise<readonly FinishedCell[]> {
  const ids = new TextEncoder().encode(learnt.rows.map(({ ecgId }) => ecgId).join(','));
  const identity = { config, dataSha256: await sha256(new Uint8Array([...ids, ...learnt.labels])) };
  const checkpoint = `${path}.checkpoint`;
  const stored = existsSync(checkpoint) ? readFileSync(checkpoint) : undefined;
  const { values, history } = await train({
    ...runOf(config, learnt),
    ...(stored && { resume: (graph) => decodeCheckpoint(stored, identity, graph, checkpoint) }),
    onEpoch: ({ epoch, loss, seconds }) =>
      process.stderr.write(`  epoch ${epoch}/${config.epochs}  loss ${loss.toFixed(4)}  ${seconds.toFixed(1)} s\n`),
    onCheckpoint: async (state) => writeFileWhole(checkpoint, encodeCheckpoint(state, identity)),
  });
  const perEpoch = history.map((epoch) => epoch.seconds).sort((a, b) => a - b)[Math.floor(history.length / 2)] ?? 0;
  const { windowSamples } = inputFormOf(config).input;
  const outputs = taskClasses(config.task).length;
  const input = { channels: config.leads.length, samples: windowSamples };
  const windows = learnt.inputs[0]?.starts.length ?? 0;
  const cost = {
    config,
    trainRecords: learnt.rows.length,
    parameters: countParameters(trainingGraphOf(config, outputs).parameters),
    megaMacsPerRecord: (windows * countMacs(architectureNamed(config.architecture)({ outputs }), input)) / 1e6,
    secondsPerEpoch: perEpoch,
    trainingRecordsPerSecond: learnt.rows.length / perEpoch,
  };
  const cells: FinishedCell[] = [];
  for (const [task, test] of tests.tasks) {
    const started = performance.now();
    const raw = await probabilitiesWith(config, values, test.inputs, openSession, threadsPerSession(1));
    const seconds = (performance.now() - started) / 1000;
    const { macroAuc, macroAucInterval } = evaluatePredictions({
      classes: test.classes,
      labels: test.labels,
      scores: taskScores({ ...config, outputs: [...taskClasses(config.task)] }, raw, task),
      groups: test.rows.map(({ patientId }) => patientId),
      random: createRandom(1),
    });
    const judged = { task, testFold: tests.fold, testRecords: test.rows.length, macroAuc, macroAucInterval };
    cells.push({ ...cell, ...cost, ...judged, recordsPerSecond: test.rows.length / seconds });
  }
  rmSync(checkpoint, { force: true });
  return cells;
}
