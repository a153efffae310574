/** Models from files and by name, for Node. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EcgError } from '../errors.ts';
import type { OpenSession } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import { loadModel, type Model, type ModelFile, readModelFile } from './model-file.ts';

/** Where the package keeps its bundled models: two levels up, from `src/models` as from `dist/models`. */
const BUNDLED = fileURLToPath(new URL('../../models/', import.meta.url));

/** How a model is opened. */
export interface OpenModelOptions {
  /** Threads inside operators; 1 by default, which is fastest for single records. */
  readonly threads?: number;
  /** `openWorkerSession` keeps the calling thread free; by default the session runs in it. */
  readonly open?: OpenSession;
}

/** Names of the bundled models. */
export async function bundledModels(): Promise<readonly string[]> {
  const files = existsSync(BUNDLED) ? await readdir(BUNDLED) : [];
  return files
    .filter((file) => file.endsWith('.onnx'))
    .map((file) => file.slice(0, -'.onnx'.length))
    .sort();
}

/**
 * Reads a bundled model by its name, or any model by its path (which contains a `.` or a `/`).
 *
 * @throws EcgError `unavailable` when there is no such file or name; `malformed-input` as `readModelFile`
 */
export async function readModel(nameOrPath: string): Promise<ModelFile> {
  const isPath = /[./\\]/.test(nameOrPath);
  const path = isPath ? nameOrPath : `${BUNDLED}${nameOrPath}.onnx`;
  if (!existsSync(path)) {
    const rule = isPath
      ? `${path} must exist`
      : `must be one of the bundled ${(await bundledModels()).join(', ')}, or a path`;
    throw new EcgError('unavailable', `readModel: ${rule}, got ${nameOrPath}`, { model: nameOrPath });
  }
  return readModelFile(await readFile(path), nameOrPath);
}

/** `readModel`, ready to predict. @throws EcgError as `readModel`, and `malformed-input` when ONNX Runtime cannot load it */
export async function openModel(
  nameOrPath = 'default',
  { threads = 1, open = openSession }: OpenModelOptions = {},
): Promise<Model> {
  const file = await readModel(nameOrPath);
  return loadModel(file.bytes, nameOrPath, open, threads);
}
