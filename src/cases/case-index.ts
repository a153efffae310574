import { z } from 'zod';
import { EcgError } from '../errors.ts';
import { decodeSafetensors, encodeSafetensors, quantiseRows, type SafetensorsValues } from '../nn/index.ts';
import { taskClasses } from '../statements/index.ts';
import { toDirection } from './direction.ts';

/** Version of the file's fields. */
const SCHEMA = 'einthoven/case-index/1';

/** Records that are known, as a model sees them. */
export interface CaseIndex {
  /** The model whose embeddings these are. */
  readonly model: { readonly name: string; readonly weightsSha256: string };
  /** Where the records come from. */
  readonly data: readonly { readonly name: string; readonly version?: string | undefined; readonly records: number }[];
  readonly licence: string;
  readonly features: number;
  /** Embeddings scaled to length 1, `[cases × features]`. */
  readonly embeddings: Float32Array;
  /** Record number and fold in the data, `[cases]`. */
  readonly ids: Int32Array;
  readonly folds: Uint8Array;
  /** SCP statements of each case. */
  readonly statements: readonly (readonly string[])[];
  /** Distances (`noveltyDistance`) of records that the model was not trained on, ascending. */
  readonly referenceDistances: Float32Array;
}

const headSchema = z.object({
  schema: z.literal(SCHEMA),
  model: z.object({ name: z.string(), weightsSha256: z.string() }),
  data: z.array(z.object({ name: z.string(), version: z.string().optional(), records: z.number() })),
  licence: z.string(),
});

/**
 * The file of an index, in the format safetensors. Embeddings are directions, so 8 bits of each feature are enough, a quarter
 * of the size; what that changes is in docs/log.md. Statements are bits in the order of `taskClasses('all')`.
 */
export function encodeCaseIndex(index: CaseIndex): Uint8Array {
  const { model, data, licence, features, embeddings, ids, folds, statements, referenceDistances } = index;
  const { quantised } = quantiseRows(embeddings, ids.length);
  const codes = taskClasses('all');
  const bits = new Uint8Array(ids.length * codes.length);
  statements.forEach((list, i) => {
    for (const code of list) bits[i * codes.length + codes.indexOf(code)] = 1;
  });
  const tensors = new Map<string, { shape: number[]; values: SafetensorsValues }>([
    ['embeddings', { shape: [ids.length, features], values: quantised }],
    ['ids', { shape: [ids.length], values: ids }],
    ['folds', { shape: [ids.length], values: folds }],
    ['statements', { shape: [ids.length, codes.length], values: bits }],
    ['reference-distances', { shape: [referenceDistances.length], values: referenceDistances }],
  ]);
  const head = { schema: SCHEMA, model, data, licence };
  return encodeSafetensors(tensors, { einthoven: JSON.stringify(head) });
}

/**
 * Reads the file of an index.
 *
 * @param name of the file, for messages
 * @throws EcgError `malformed-input` naming the part that is missing or breaks its rule
 */
export function decodeCaseIndex(bytes: Uint8Array, name: string): CaseIndex {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const head = readHead(metadata.einthoven, name);
  const tensor = <T extends SafetensorsValues>(key: string, type: abstract new (...args: never[]) => T) => {
    const found = tensors.get(key);
    if (found !== undefined && found.values instanceof type) return { shape: found.shape, values: found.values };
    throw malformed(name, `must hold ${key} as ${type.name}`);
  };
  const { shape, values } = tensor('embeddings', Int8Array);
  const [cases = 0, features = 0] = shape;
  const ids = tensor('ids', Int32Array).values;
  const bits = tensor('statements', Uint8Array).values;
  const folds = tensor('folds', Uint8Array).values;
  const codes = taskClasses('all');
  const lengths = { ids: ids.length, folds: folds.length, statements: bits.length / codes.length };
  const odd = Object.entries(lengths).find(([, length]) => length !== cases);
  if (odd !== undefined) throw malformed(name, `must hold ${cases} ${odd[0]}, one per embedding, got ${odd[1]}`);
  return {
    ...head,
    features,
    embeddings: directionsOf(values, features),
    ids,
    folds,
    statements: Array.from(ids, (_, i) => codes.filter((_, c) => bits[i * codes.length + c] === 1)),
    referenceDistances: tensor('reference-distances', Float32Array).values,
  };
}

/** Rounding to 8 bits changed their lengths; the step of each has no part in its direction. */
function directionsOf(quantised: Int8Array, features: number): Float32Array {
  const directions = new Float32Array(quantised.length);
  for (let from = 0; from < quantised.length; from += features) {
    directions.set(toDirection(quantised.subarray(from, from + features)), from);
  }
  return directions;
}

function readHead(json: string | undefined, name: string) {
  try {
    const { schema, ...head } = headSchema.parse(JSON.parse(json ?? ''));
    return head;
  } catch (cause) {
    throw malformed(name, `must be an index of cases (${SCHEMA})`, cause);
  }
}

function malformed(name: string, rule: string, cause?: unknown): EcgError {
  return new EcgError('malformed-input', `decodeCaseIndex: ${name} ${rule}`, { name }, { cause });
}
