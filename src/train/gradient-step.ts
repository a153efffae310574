import { EcgError } from '../errors.ts';
import {
  type FloatTensor,
  gradientName,
  type ParameterVector,
  type Session,
  STEP_NAMES,
  type TrainingGraph,
} from '../nn/index.ts';

/** What one session computes on: its part of a batch. */
export interface Shard {
  readonly feeds: Readonly<Record<string, FloatTensor>>;
}

/** What a batch gives. */
export interface BatchGradients {
  /** Mean over the batch. */
  readonly loss: number;
  /** Batch statistics by name, averaged over the shards. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
}

/**
 * The gradient of the mean loss over a batch, shard by shard at the same time, written to `gradient`. Shards are summed in their order,
 * so results do not depend on which is done first.
 */
export async function batchGradients(
  graph: TrainingGraph,
  sessions: readonly Session[],
  parameters: ParameterVector,
  gradient: ParameterVector,
  shards: readonly Shard[],
): Promise<BatchGradients> {
  const weights = Object.fromEntries(
    graph.parameters.map(({ name, shape }) => [name, { data: viewOf(parameters, name), shape }] as const),
  );
  const results = await Promise.all(
    shards.map(({ feeds }, i) => (sessions[i % sessions.length] as Session).run({ ...weights, ...feeds })),
  );
  gradient.values.fill(0);
  const share = 1 / shards.length;
  const statistics = new Map(graph.statistics.map(({ name, shape }) => [name, new Float32Array(sizeOfShape(shape))]));
  let loss = 0;
  for (const result of results) {
    const values = (name: string) => (result[name] as FloatTensor).data;
    for (const { name } of graph.parameters) addScaled(viewOf(gradient, name), values(gradientName(name)), share);
    for (const { name, batchValue } of graph.statistics)
      addScaled(statistics.get(name) as Float32Array, values(batchValue), share);
    loss += (values(STEP_NAMES.loss)[0] as number) * share;
  }
  if (!Number.isFinite(loss)) {
    throw new EcgError(
      'invalid-argument',
      `batchGradients: the loss must stay finite, got ${loss}; try a lower learning rate`,
      { loss },
    );
  }
  return { loss, statistics };
}

const sizeOfShape = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

function viewOf(vector: ParameterVector, name: string): Float32Array {
  return vector.views.get(name) as Float32Array;
}

function addScaled(sum: Float32Array, values: Float32Array, factor: number): void {
  const { length } = sum;
  for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + (values[i] as number) * factor;
}
