import { type Device, onDevice } from '../nn/index.ts';
import { openWorkerSession } from '../nn/node.ts';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type RunIdentity,
  type TrainingResult,
  type TrainingRun,
  train,
} from '../train/index.ts';
import { writeFileWhole } from './write-file.ts';

/** A run on files. */
export interface CheckpointedTraining
  extends Pick<
    TrainingRun,
    | 'config'
    | 'set'
    | 'model'
    | 'objective'
    | 'initialWeights'
    | 'validate'
    | 'onBatch'
    | 'onEpoch'
    | 'threadsPerSession'
  > {
  readonly device: Device;
  /** Digest of what is in the set. */
  readonly dataSha256: string;
  /** Path of the checkpoint, written after every epoch and when stopped. */
  readonly checkpoint: string;
  /** Path of the log, one line of JSON per epoch. */
  readonly log: string;
  /** Bytes of the checkpoint to continue from. */
  readonly stored: Uint8Array | undefined;
}

/** Trains in worker threads; SIGINT, SIGTERM and the end of the parent process stop it after the batch under way, with a checkpoint. */
export async function trainWithCheckpoints(run: CheckpointedTraining): Promise<TrainingResult> {
  const { config, dataSha256, checkpoint, log, stored } = run;
  const stop = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(event, () => stop.abort());
  const identity: RunIdentity = { config, dataSha256 };
  // Before the work, not after it: a place that cannot be written is known now.
  if (stored === undefined) writeFileWhole(log, '');
  return train({
    ...run,
    openSession: onDevice(openWorkerSession, run.device),
    signal: stop.signal,
    ...(stored && { resume: (graph) => decodeCheckpoint(stored, identity, graph, checkpoint) }),
    onCheckpoint: async (state) => {
      writeFileWhole(checkpoint, encodeCheckpoint(state, identity));
      writeFileWhole(log, state.history.map((summary) => `${JSON.stringify(summary)}\n`).join(''));
    },
  });
}
