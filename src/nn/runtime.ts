import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import { EcgError } from '../errors.ts';

/** Numbers with a shape, row-major. */
export interface FloatTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** A loaded model, ready to run. */
export interface Session {
  /** Runs the model once. Feeds are only read; an array over a `SharedArrayBuffer` reaches a worker without being copied on the way. */
  run(feeds: Readonly<Record<string, FloatTensor>>): Promise<Readonly<Record<string, FloatTensor>>>;
  /** Names of what the model takes and returns. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  close(): Promise<void>;
}

/** What a session may use. */
export interface SessionOptions {
  /** Threads inside operators; 1 where several sessions share the cores. */
  readonly threads: number;
}

/** Loads a model into a session. @throws EcgError `malformed-input` when the bytes are no model that the runtime can load */
export type OpenSession = (model: Uint8Array, options: SessionOptions) => Promise<Session>;

/**
 * The parts of an ONNX Runtime build that sessions need: `onnxruntime-node` or `onnxruntime-web`, passed in, so that this folder runs
 * anywhere.
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: typeof OrtTensor;
}

/** Sessions of the given runtime, in the calling thread. */
export function sessionsOf(runtime: OnnxRuntime): OpenSession {
  return async (model, { threads }) => {
    const session = await createSession(runtime, model, threads);
    return {
      inputs: session.inputNames,
      outputs: session.outputNames,
      run: async (feeds) => {
        const tensors = Object.entries(feeds).map(
          ([name, { data, shape }]) => [name, new runtime.Tensor('float32', unshared(data), shape)] as const,
        );
        const results = await session.run(Object.fromEntries(tensors));
        return Object.fromEntries(
          Object.entries(results).map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: dims }]),
        );
      },
      close: () => session.release(),
    };
  };
}

async function createSession(runtime: OnnxRuntime, model: Uint8Array, threads: number): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // Warnings about unused initialisers say nothing to a user.
      logSeverityLevel: 3,
      // Denormal numbers slow late training many times over. Weights stored in 8 bits are widened once, when the session opens.
      extra: { session: { set_denormal_as_zero: '1', disable_quant_qdq: '1' } },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EcgError('malformed-input', `openSession: not a model that ONNX Runtime loads: ${reason}`, {}, { cause });
  }
}

/** The native runtime takes no shared memory. */
function unshared(data: Float32Array): Float32Array {
  return data.buffer instanceof ArrayBuffer ? data : data.slice();
}
