import { z } from 'zod';
import { EcgError } from '../errors.ts';
import { COUNTS_PER_UNIT, countsPerRecord, type StoreLayout } from './store.ts';

/** Name of a packed store's index; a folder that has one is a packed store. */
export const STORE_INDEX = 'index.json';

/** Greatest size of a shard: what loading needs in memory beside the data set itself. */
const SHARD_BYTES = 16 * 2 ** 20;

const row = z.strictObject({
  ecgId: z.int(),
  patientId: z.string(),
  ageYears: z.exactOptional(z.number()),
  ageIsLowerBound: z.exactOptional(z.boolean()),
  sex: z.exactOptional(z.enum(['male', 'female'])),
  heightCm: z.exactOptional(z.number()),
  weightKg: z.exactOptional(z.number()),
  recordedAt: z.exactOptional(z.string()),
  device: z.exactOptional(z.string()),
  report: z.exactOptional(z.string()),
  validatedByHuman: z.exactOptional(z.boolean()),
  fold: z.int().positive(),
  statements: z.record(z.string(), z.number()),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const index = z.strictObject({
  format: z.literal('einthoven-store'),
  version: z.literal(1),
  fs: z.number().positive(),
  leads: z.array(z.string()).min(1),
  samples: z.int().positive(),
  countsPerUnit: z.literal(COUNTS_PER_UNIT),
  /** In the order of the records. */
  shards: z.array(z.strictObject({ file: z.string().regex(/^shard-\d+\.i16$/), records: z.int().positive(), sha256 })),
  units: z.array(z.enum(['mV', 'normalised'])),
  rows: z.array(row),
  sources: z.array(
    z.strictObject({
      folder: z.string(),
      version: z.exactOptional(z.string()),
      records: z.int(),
      sha256: z.record(z.string(), sha256),
    }),
  ),
});

/**
 * A packed store is a folder: this as `index.json`, and shards of counts, `[records, leads, samples]` as int16 little-endian,
 * one record after the other. Rows go without paths, so the folder may be moved and shared.
 */
export type StoreIndex = z.infer<typeof index>;

/** One shard: `file`, how many `records`, and the SHA-256 of its bytes. */
export type StoreShard = StoreIndex['shards'][number];

/**
 * Reads and checks the text of an index.
 *
 * @param file its path, for messages
 * @throws EcgError `malformed-input` when it is no JSON or breaks the schema, or its parts disagree on the number of records
 */
export function parseStoreIndex(text: string, file: string): StoreIndex {
  const refuse = (rule: string, cause?: unknown) =>
    new EcgError('malformed-input', `parseStoreIndex: ${file} ${rule}`, { file }, { cause });

  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw refuse(`must be JSON, got ${text.length} characters that are not`, cause);
  }
  const result = index.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw refuse(
      `must follow the format of a packed store, got at ${issue?.path.join('.')}: ${issue?.message}`,
      result.error,
    );
  }
  const { rows, units, shards } = result.data;
  const sharded = shards.reduce((sum, { records }) => sum + records, 0);
  if (sharded !== rows.length || units.length !== rows.length) {
    throw refuse(
      `must have rows, units and records in shards alike, got ${rows.length}, ${units.length} and ${sharded}`,
    );
  }
  return result.data;
}

/** How many records of a layout a shard holds. */
export function recordsPerShard(layout: StoreLayout): number {
  return Math.max(1, Math.floor(SHARD_BYTES / (2 * countsPerRecord(layout))));
}
