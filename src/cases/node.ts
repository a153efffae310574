/** Indices from files and by the name of a bundled model, for Node. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EcgError } from '../errors.ts';
import type { ModelCard } from '../models/index.ts';
import { type CaseIndex, decodeCaseIndex } from './case-index.ts';

/** Where the package keeps the indices of its bundled models: beside them. */
const BUNDLED = fileURLToPath(new URL('../../models/', import.meta.url));

/**
 * Reads an index, or the one of a bundled model by the model's name.
 *
 * @param path of the index file; `undefined` for the one bundled for the model
 * @throws EcgError `unavailable` when there is no such file; `malformed-input` as `decodeCaseIndex`; `model-mismatch` when
 *   its embeddings are of another model
 */
export async function readCaseIndex(
  path: string | undefined,
  card: Pick<ModelCard, 'name' | 'weightsSha256'>,
): Promise<CaseIndex> {
  const file = path ?? `${BUNDLED}${card.name}.cases.safetensors`;
  if (!existsSync(file)) {
    const rule =
      path === undefined
        ? `model ${card.name} has no bundled index; einthoven index makes one`
        : `${file} must be an index that einthoven index wrote`;
    throw new EcgError('unavailable', `readCaseIndex: ${rule}`, { file });
  }
  const index = decodeCaseIndex(await readFile(file), file);
  const { name, weightsSha256 } = index.model;
  if (weightsSha256 === card.weightsSha256) return index;
  const got = `those of ${name} (${weightsSha256.slice(0, 12)})`;
  const rule = `${file} must hold embeddings of model ${card.name} (${card.weightsSha256.slice(0, 12)})`;
  throw new EcgError('model-mismatch', `readCaseIndex: ${rule}, got ${got}`, { file, model: card.name });
}
