import { loadModel, type Model } from 'einthoven';
import { loadWaveNetwork, type WaveNetwork } from 'einthoven/features';
import { type OpenSession, sessionsOf } from 'einthoven/nn';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?gzipped';
import * as runtime from 'onnxruntime-web/wasm';
import modelUrl from '../../../models/default.onnx?url';
import wavesUrl from '../../../models/delineation/waves.onnx?url';

// Threads would need headers that not every server sends.
runtime.env.wasm.numThreads = 1;

/** Sessions of the WebAssembly runtime, in this worker. */
export const openSession: OpenSession = sessionsOf(runtime);

/** What records are judged with. */
export interface Tools {
  readonly model: Model;
  readonly network: WaveNetwork;
}

/** Loads the bundled model and the wave network. */
export async function loadTools(): Promise<Tools> {
  const fetched = [fetchBytes(wasmUrl), fetchBytes(modelUrl), fetchBytes(wavesUrl)] as const;
  const [wasmBytes, modelBytes, waveBytes] = await Promise.all(fetched);
  runtime.env.wasm.wasmBinary = wasmBytes;
  const network = await loadWaveNetwork(waveBytes, 'waves', openSession);
  return { model: await loadModel(modelBytes, 'default', openSession, 1), network };
}

/** The bytes of a file that lies beside the workbench, unpacked. */
export async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`${url} must be there, got ${response.status} ${response.statusText}`);
  const unpacked = url.endsWith('.gz') ? response.body?.pipeThrough(new DecompressionStream('gzip')) : response.body;
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
