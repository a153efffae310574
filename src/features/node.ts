/** The bundled wave network, for Node. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EcgError } from '../errors.ts';
import type { OpenSession } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import { loadWaveNetwork, type WaveNetwork } from './wave-network-file.ts';

/** Where the package keeps it: two levels up, from `src/features` as from `dist/features`. */
const BUNDLED = fileURLToPath(new URL('../../models/delineation/waves.onnx', import.meta.url));

/** How a wave network is opened. */
export interface OpenWaveNetworkOptions {
  /** Another file than the bundled one. */
  readonly path?: string;
  /** `openWorkerSession` keeps the calling thread free; by default the session runs in it. */
  readonly open?: OpenSession;
}

/**
 * Opens the network that `delineate` takes.
 *
 * @throws EcgError `unavailable` when the file cannot be read, `malformed-input` as `loadWaveNetwork`
 */
export async function openWaveNetwork({
  path = BUNDLED,
  open = openSession,
}: OpenWaveNetworkOptions = {}): Promise<WaveNetwork> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new EcgError('unavailable', `openWaveNetwork: ${path} must be readable`, { path }, { cause });
  }
  return loadWaveNetwork(bytes, path, open);
}
