import { EcgError } from '../errors.ts';
import { createOptimiser, decodeSafetensors, encodeSafetensors, type TrainingGraph } from '../nn/index.ts';
import { createRandom } from '../random.ts';
import type { LoopConfig } from './training-config.ts';
import {
  type EpochSummary,
  emptyParameters,
  initialState,
  optimiserConfig,
  type TrainingState,
} from './training-state.ts';

/** Version of a checkpoint's contents. */
const FORMAT = 'einthoven/checkpoint/1';

/** What a run must have in common with a checkpoint to continue it. */
export interface RunIdentity {
  readonly config: LoopConfig;
  /** Digest of the records trained on: their identity, labels and order. */
  readonly dataSha256: string;
}

interface Progress {
  readonly epoch: number;
  readonly batch: number;
  readonly lossSum: number;
  readonly random: readonly [number, number, number, number];
  readonly steps: number;
  readonly history: readonly EpochSummary[];
}

/** A training state as a safetensors file: all arrays as tensors, the rest as JSON in the metadata. */
export function encodeCheckpoint(state: TrainingState, identity: RunIdentity): Uint8Array {
  const { steps, buffers } = state.optimiser.state();
  const arrays = new Map<string, Float32Array>([['parameters', state.parameters.values]]);
  if (state.average) arrays.set('average', state.average);
  for (const [name, values] of buffers) arrays.set(`optimiser.${name}`, values);
  for (const [name, values] of state.statistics) arrays.set(`statistics.${name}`, values);
  const { epoch, batch, lossSum, history } = state;
  const progress: Progress = { epoch, batch, lossSum, random: state.random.state(), steps, history };
  const metadata = { format: FORMAT, identity: JSON.stringify(identity), progress: JSON.stringify(progress) };
  return encodeSafetensors(
    new Map([...arrays].map(([name, data]) => [name, { shape: [data.length], values: new Float32Array(data) }])),
    metadata,
  );
}

/**
 * The state that `encodeCheckpoint` wrote, ready to continue.
 *
 * @param name of the file, for messages
 * @throws EcgError `malformed-input` when the bytes are no checkpoint; `invalid-argument` when it belongs to another configuration or
 * other records, naming the first field that differs
 */
export function decodeCheckpoint(
  bytes: Uint8Array,
  identity: RunIdentity,
  graph: TrainingGraph,
  name: string,
): TrainingState {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== FORMAT || metadata.identity === undefined || metadata.progress === undefined) {
    throw new EcgError(
      'malformed-input',
      `decodeCheckpoint: ${name} must have format ${FORMAT}, got ${metadata.format}`,
      { name },
    );
  }
  requireSameRun(JSON.parse(metadata.identity) as RunIdentity, identity, name);
  const progress = JSON.parse(metadata.progress) as Progress;
  const array = (key: string): Float32Array => {
    const data = tensors.get(key)?.values;
    if (data instanceof Float32Array) return data;
    throw new EcgError('malformed-input', `decodeCheckpoint: ${name} must hold float32 tensor ${key}, got none`, {
      name,
      key,
    });
  };
  const parameters = emptyParameters(graph);
  parameters.values.set(array('parameters'));
  const fresh = initialState(graph, identity.config);
  const buffers = new Map([...fresh.optimiser.state().buffers.keys()].map((key) => [key, array(`optimiser.${key}`)]));
  return {
    parameters,
    optimiser: createOptimiser(optimiserConfig(identity.config), parameters, { steps: progress.steps, buffers }),
    average: fresh.average && array('average').slice(),
    statistics: new Map([...fresh.statistics.keys()].map((key) => [key, array(`statistics.${key}`).slice()])),
    history: [...progress.history],
    epoch: progress.epoch,
    batch: progress.batch,
    lossSum: progress.lossSum,
    random: createRandom(progress.random),
  };
}

function requireSameRun(stored: RunIdentity, wanted: RunIdentity, name: string): void {
  const fields = new Set([...Object.keys(stored.config), ...Object.keys(wanted.config)]) as Set<keyof LoopConfig>;
  const differing = [...fields].find(
    (field) => JSON.stringify(stored.config[field]) !== JSON.stringify(wanted.config[field]),
  );
  if (differing !== undefined) {
    const [was, is] = [stored, wanted].map(({ config }) => JSON.stringify(config[differing]));
    throw new EcgError('invalid-argument', `decodeCheckpoint: ${name} was made with ${differing} ${was}, got ${is}`, {
      name,
      differing,
    });
  }
  if (stored.dataSha256 !== wanted.dataSha256) {
    throw new EcgError('invalid-argument', `decodeCheckpoint: ${name} was made from other records than those given`, {
      name,
    });
  }
}
