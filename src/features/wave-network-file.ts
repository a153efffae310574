import { z } from 'zod';
import { EcgError } from '../errors.ts';
import { type OpenSession, readOnnxMetadata, type Session } from '../nn/index.ts';
import { sha256 } from '../sha256.ts';
import { WAVE_FS, WAVE_NAMES } from './wave-network.ts';

/** Key of the card in the file's metadata. */
export const WAVE_CARD_KEY = 'einthoven.waves';
/** Version of the card's fields. */
export const WAVE_CARD_SCHEMA = 'einthoven/wave-network/1';

const waveCardSchema = z.object({
  schema: z.literal(WAVE_CARD_SCHEMA),
  intendedUse: z.string(),
  limits: z.array(z.string()),
  licence: z.string(),
  fs: z.literal(WAVE_FS),
  waves: z.tuple([z.literal(WAVE_NAMES[0]), z.literal(WAVE_NAMES[1]), z.literal(WAVE_NAMES[2])]),
  parameters: z.number().int(),
  /** What it was trained on, and how. */
  training: z.object({ data: z.string(), recordings: z.number().int(), config: z.record(z.string(), z.unknown()) }),
  packageVersion: z.string(),
});

/** What a wave network is, takes and was trained on: kept inside its file. */
export type WaveCard = z.infer<typeof waveCardSchema>;

/** A network that is ready to find waves. */
export interface WaveNetwork {
  readonly card: WaveCard;
  /** SHA-256 of the whole file. */
  readonly sha256: string;
  readonly session: Session;
}

/**
 * Opens a wave network.
 *
 * @param name of the file, for messages
 * @throws EcgError `malformed-input` when the bytes are no ONNX file, carry no card of a wave network, or cannot be loaded
 */
export async function loadWaveNetwork(bytes: Uint8Array, name: string, openSession: OpenSession): Promise<WaveNetwork> {
  const result = waveCardSchema.safeParse(cardOf(bytes, name));
  if (!result.success) {
    const [issue] = result.error.issues;
    const rule = `${name} must carry a card of a wave network`;
    throw new EcgError('malformed-input', `loadWaveNetwork: ${rule}, got ${issue?.path.join('.')}: ${issue?.message}`, {
      name,
    });
  }
  return { card: result.data, sha256: await sha256(bytes), session: await openSession(bytes, { threads: 1 }) };
}

function cardOf(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(readOnnxMetadata(bytes)[WAVE_CARD_KEY] ?? 'null');
  } catch (cause) {
    throw new EcgError(
      'malformed-input',
      `loadWaveNetwork: ${name} must be an ONNX file with a card`,
      { name },
      { cause },
    );
  }
}
