import { DISCLAIMER } from '../disclaimer.ts';
import { EcgError } from '../errors.ts';
import { type OpenSession, readOnnxMetadata, type Session, withOnnxMetadata } from '../nn/index.ts';
import { sha256 } from '../sha256.ts';
import { type ModelCard, parseModelCard } from './model-card.ts';

/** Key of the card in the file's metadata. */
const CARD_KEY = 'einthoven.card';

/** A model in memory: one ONNX file and the card inside it. */
export interface ModelFile {
  readonly card: ModelCard;
  readonly bytes: Uint8Array;
  /** SHA-256 of the whole file. */
  readonly sha256: string;
}

/** A model that is ready to predict. */
export interface Model extends ModelFile {
  readonly session: Session;
}

/**
 * The file of a model: its inference graph with the card in the metadata.
 *
 * @param graph of `buildInferenceGraph` or made from such, without metadata
 */
export function writeModelFile(graph: Uint8Array, card: ModelCard): Uint8Array {
  return withOnnxMetadata(graph, {
    [CARD_KEY]: JSON.stringify(card),
    disclaimer: DISCLAIMER,
  });
}

/**
 * Reads the card of a model file.
 *
 * @param name of the file, for messages
 * @throws EcgError `malformed-input` when the bytes are no ONNX file, or one without a card of this package
 */
export async function readModelFile(bytes: Uint8Array, name: string): Promise<ModelFile> {
  let json: string | undefined;
  try {
    json = readOnnxMetadata(bytes)[CARD_KEY];
  } catch (cause) {
    throw new EcgError(
      'malformed-input',
      `readModelFile: ${name} must be an ONNX file: ${(cause as Error).message}`,
      { name },
      { cause },
    );
  }
  if (json === undefined) {
    const rule = `${name} must carry a card under the metadata key ${CARD_KEY}, so it is no model of this package`;
    throw new EcgError('malformed-input', `readModelFile: ${rule}`, { name });
  }
  return { card: parseModelCard(json), bytes, sha256: await sha256(bytes) };
}

/**
 * Reads a model file and opens a session for it.
 *
 * @throws EcgError `malformed-input` as `readModelFile`, or when ONNX Runtime cannot load the graph
 */
export async function loadModel(
  bytes: Uint8Array,
  name: string,
  openSession: OpenSession,
  threads: number,
): Promise<Model> {
  const file = await readModelFile(bytes, name);
  return { ...file, session: await openSession(bytes, { threads }) };
}
