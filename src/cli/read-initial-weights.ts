import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { EcgError } from '../errors.ts';
import {
  configWithInitialWeights,
  type InitialWeights,
  readInitialWeights,
  requireBlindStart,
  type TrainingConfig,
} from '../train/index.ts';

/**
 * The weights that a configuration begins with, if any, and the configuration with what its card is to keep of them.
 *
 * @param heldOutFolds whose labels they must not have been learnt from
 * @throws EcgError `unavailable` when the file is not there, and as `readInitialWeights`, `configWithInitialWeights` and
 *   `requireBlindStart`
 */
export async function initialWeightsOf(
  config: TrainingConfig,
  heldOutFolds: readonly number[],
): Promise<{ readonly config: TrainingConfig; readonly initialWeights: InitialWeights | undefined }> {
  if (config.initialWeights === undefined) return { config, initialWeights: undefined };
  const { file } = config.initialWeights;
  const initialWeights = await readInitialWeights(readWeightsFile(file), basename(file));
  const full = configWithInitialWeights(config, initialWeights);
  requireBlindStart(full, heldOutFolds);
  return { config: full, initialWeights };
}

/** The bytes of a file of initial weights. @throws EcgError `unavailable` when there is none */
export function readWeightsFile(path: string): Uint8Array {
  if (existsSync(path)) return readFileSync(path);
  throw new EcgError('unavailable', `initial weights: ${path} must exist, got none`, { path });
}
