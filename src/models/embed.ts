import { type OpenSession, type Session, withLastFeatures } from '../nn/index.ts';
import type { ModelCard } from './model-card.ts';
import type { ModelFile } from './model-file.ts';
import type { ModelInput } from './model-input.ts';
import { runWindows } from './run-windows.ts';
import { aggregateWindows } from './windows.ts';

/** A network that answers with what its last layer sees. */
export interface Embedder {
  readonly card: ModelCard;
  readonly session: Session;
  /** Length of an embedding. */
  readonly features: number;
}

/**
 * Opens a model's network for `embed`, beside the session that predicts: an added output keeps ONNX Runtime from joining some operators.
 *
 * @throws EcgError `unsupported` as `withLastFeatures`; `malformed-input` when ONNX Runtime cannot load the graph
 */
export async function openEmbedder(
  { card, bytes }: Pick<ModelFile, 'card' | 'bytes'>,
  openSession: OpenSession,
  threads: number,
): Promise<Embedder> {
  const { model, features } = withLastFeatures(bytes);
  return { card, features, session: await openSession(model, { threads }) };
}

/** What the network's last layer sees of each record, mean over its windows: `[features]` per input. */
export async function embed(
  { card, session, features }: Embedder,
  inputs: readonly ModelInput[],
): Promise<readonly Float64Array[]> {
  const { values, windowsOf } = await runWindows(card, session, inputs, 'features');
  return windowsOf.map(({ first, count }) =>
    aggregateWindows(values.subarray(first * features, (first + count) * features), features, 'mean'),
  );
}
