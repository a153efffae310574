import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EcgError } from '../errors.ts';
import { countsPerRecord } from './store.ts';
import { parseStoreIndex, STORE_INDEX, type StoreIndex } from './store-format.ts';
import type { StorePart } from './store-part.ts';

/** Whether a folder is a packed store. */
export function isPackedStore(dir: string): boolean {
  return existsSync(join(dir, STORE_INDEX));
}

/**
 * A packed store as a source of records.
 *
 * @throws EcgError `unavailable` when its index cannot be read, `malformed-input` when it breaks the format
 */
export async function packedStorePart(dir: string): Promise<StorePart> {
  const root = resolve(dir);
  const path = join(root, STORE_INDEX);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EcgError(
      'unavailable',
      `openStore: ${root} must have ${STORE_INDEX}, got none`,
      { dir: root },
      { cause },
    );
  });
  const index = parseStoreIndex(text, path);
  const { fs, leads, samples } = index;
  return {
    name: root,
    rows: index.rows,
    sources: index.sources,
    layout: { fs, leads, samples },
    async read(indices, counts, onRecords) {
      await copyFromShards(root, index, indices, counts, onRecords);
      return indices.map((i) => index.units[i] as StoreIndex['units'][number]);
    },
  };
}

/** Copies the wanted records, reading one shard at a time into the same memory and verifying it before use. */
async function copyFromShards(
  dir: string,
  index: StoreIndex,
  indices: readonly number[],
  counts: Int16Array,
  onRecords: (records: number) => void,
): Promise<void> {
  const width = countsPerRecord(index);
  const held = new Int16Array(Math.max(0, ...index.shards.map(({ records }) => records)) * width);
  let start = 0;
  let done = 0;
  for (const { file, records, sha256 } of index.shards) {
    const wanted = indices.filter((i) => i >= start && i < start + records);
    if (wanted.length > 0) {
      await readShard(join(dir, file), new Uint8Array(held.buffer, 0, 2 * records * width), sha256);
      for (const i of wanted) {
        counts.set(held.subarray((i - start) * width, (i - start + 1) * width), done * width);
        done += 1;
      }
      onRecords(wanted.length);
    }
    start += records;
  }
}

/** Fills `bytes` from a file of that size, and checks its hash. */
async function readShard(path: string, bytes: Uint8Array, sha256: string): Promise<void> {
  const file = await open(path).catch((cause: unknown) => {
    throw new EcgError('unavailable', `openStore: shard ${path} must be readable, got ${cause}`, { path }, { cause });
  });
  try {
    const { size } = await file.stat();
    if (size !== bytes.length) {
      const rule = `shard ${path} must have ${bytes.length} bytes`;
      throw new EcgError('malformed-input', `openStore: ${rule}, got ${size}`, { path, size, expected: bytes.length });
    }
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, at);
      if (bytesRead === 0)
        throw new EcgError('malformed-input', `openStore: shard ${path} was cut while it was read`, { path });
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new EcgError('malformed-input', `openStore: shard ${path} must have SHA-256 ${sha256}, got ${found}`, {
      path,
    });
  }
}
