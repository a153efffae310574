import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';

/**
 * An ONNX Runtime build: `onnxruntime-node` (see `node.ts`) or `onnxruntime-web`. Passed in, so that this folder runs anywhere.
 */
export interface Runtime {
  /** Loads a model. @throws EcgError `malformed-input` when the bytes are no model that the runtime can load */
  createSession(model: Uint8Array, options: SessionOptions): Promise<InferenceSession>;
  readonly Tensor: typeof OrtTensor;
}

/** What a session may use. */
export interface SessionOptions {
  /** Threads inside operators; 1 where several sessions share the cores. */
  readonly threads: number;
}
