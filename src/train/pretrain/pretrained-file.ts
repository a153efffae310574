import { z } from 'zod';
import { EcgError } from '../../errors.ts';
import { architectureNamed } from '../../models/index.ts';
import { buildInferenceGraph, type ModelFunction, type NamedValues, readOnnxMetadata } from '../../nn/index.ts';
import { type PretrainingConfig, pretrainingConfigSchema } from './pretraining-config.ts';

/** Key of the facts in the file's metadata, and the version of their fields. */
const FACTS_KEY = 'einthoven.pretraining';
const FACTS_SCHEMA = 'einthoven/pretraining/1';

const factsSchema = z.strictObject({
  schema: z.literal(FACTS_SCHEMA).default(FACTS_SCHEMA),
  config: pretrainingConfigSchema,
  /** Where the recordings came from, by folder, `simulated` among them; what is `refused` did not take part. */
  data: z.array(z.strictObject({ folder: z.string(), records: z.int(), refused: z.int() })),
  /** Folds of PTB-XL whose recordings took part, without their labels. */
  folds: z.array(z.int()),
  /** Recordings that took part, and the SHA-256 of their prepared samples. */
  records: z.int(),
  dataSha256: z.string(),
  /** Mean contrastive loss of the last epoch, and that of a network that sees nothing. */
  loss: z.number(),
  chanceLoss: z.number(),
  packageVersion: z.string(),
});

/** What a file of pretrained weights says of them. */
export type PretrainingFacts = z.infer<typeof factsSchema>;

/**
 * The network of a configuration: the architecture with an embedding in the place of statements. Its head is the projection of the
 * contrastive method, so nothing in it is dropped out.
 */
export function pretrainingNetwork({ architecture, embedding }: PretrainingConfig): ModelFunction {
  return architectureNamed(architecture)({ outputs: embedding, dropoutRate: 0 });
}

/** A file of pretrained weights: a network that answers with embeddings, and what it learnt from. The same bits for the same run. */
export function writePretrainedFile(values: NamedValues, facts: Omit<PretrainingFacts, 'schema'>): Uint8Array {
  const { config } = facts;
  const form = { channels: config.leads.length, samples: Math.round(config.windowSec * config.fs) };
  return buildInferenceGraph(pretrainingNetwork(config), form, values, {
    [FACTS_KEY]: JSON.stringify(factsSchema.parse(facts)),
    disclaimer: 'Weights to begin a training with; they diagnose nothing. For research and education.',
  });
}

/**
 * What a file of pretrained weights says of them; `undefined` when it is another ONNX file.
 *
 * @param name of the file, for messages
 * @throws EcgError `malformed-input` when the bytes are no ONNX file, or a field breaks its rule
 */
export function readPretrainingFacts(bytes: Uint8Array, name: string): PretrainingFacts | undefined {
  const json = readOnnxMetadata(bytes)[FACTS_KEY];
  if (json === undefined) return undefined;
  const parsed = factsSchema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const rule = `${name}: ${issue?.path.join('.')}: ${issue?.message}`;
  throw new EcgError('malformed-input', `readPretrainingFacts: ${rule}`, { name });
}
