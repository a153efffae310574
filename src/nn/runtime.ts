import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import { EcgError } from '../errors.ts';
import { Graph } from './graph.ts';
import { add } from './operations/arithmetic.ts';

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

/** Where a session computes: ONNX Runtime's execution providers by their names. */
export const DEVICES = ['cpu', 'cuda', 'webgpu'] as const;

/** See `DEVICES`. */
export type Device = (typeof DEVICES)[number];

/** What a session may use. */
export interface SessionOptions {
  /** Threads inside operators; 1 where several sessions share the cores. */
  readonly threads: number;
  /** The processor unless said. What a device's provider lacks runs on the processor all the same. */
  readonly device?: Device;
}

/**
 * Loads a model into a session.
 *
 * @throws EcgError `malformed-input` when the bytes are no model that the runtime can load, `unavailable` when it has not the device
 */
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
  return async (model, options) => {
    const session = await createSession(runtime, model, options);
    const unshared = copier();
    const run: Session['run'] = async (feeds) => {
      const tensors = Object.entries(feeds).map(
        ([name, { data, shape }]) => [name, new runtime.Tensor('float32', unshared(name, data), shape)] as const,
      );
      const results = await session.run(Object.fromEntries(tensors));
      return Object.fromEntries(
        Object.entries(results).map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: dims }]),
      );
    };
    let last: Promise<unknown> = Promise.resolve();
    return {
      inputs: session.inputNames,
      outputs: session.outputNames,
      // One after another: a run that began before the last is done would overwrite its copies.
      run: (feeds) => {
        const result = last.then(() => run(feeds));
        last = result.catch(() => undefined);
        return result;
      },
      close: () => session.release(),
    };
  };
}

async function createSession(
  runtime: OnnxRuntime,
  model: Uint8Array,
  { threads, device = 'cpu' }: SessionOptions,
): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(model, {
      ...(device !== 'cpu' && { executionProviders: [device] }),
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
    if (device !== 'cpu') {
      const rule = `ONNX Runtime must have its provider for ${device} (${HOW_TO_GET[device]})`;
      throw new EcgError('unavailable', `openSession: ${rule}, got: ${reason}`, { device }, { cause });
    }
    throw new EcgError('malformed-input', `openSession: not a model that ONNX Runtime loads: ${reason}`, {}, { cause });
  }
}

/** How users get the provider of a device; for CUDA the package's own install step, which `--ignore-scripts` left out. */
const HOW_TO_GET: Readonly<Record<Exclude<Device, 'cpu'>, string>> = {
  cuda: 'Linux x64 with an NVIDIA driver, CUDA and cuDNN: npm rebuild onnxruntime-node --ignore-scripts=false',
  webgpu: 'in the package already; it needs a graphics driver with Vulkan, Direct3D 12 or Metal',
};

/** Sessions as `open` gives them, on a device. */
export function onDevice(open: OpenSession, device: Device): OpenSession {
  return (model, options) => open(model, { ...options, device });
}

/** Opens a session of one addition, so that a device that is not there is refused before any work. @throws EcgError `unavailable` */
export async function requireDevice(open: OpenSession, device: Device): Promise<void> {
  if (device === 'cpu') return;
  const graph = new Graph({ kind: 'inference', values: new Map() });
  graph.output('sum', add(graph.input('x', [1]), graph.scalar(1)));
  await (await open(graph.encodeModel(), { threads: 1, device })).close();
}

/** The native runtime takes no shared memory: what lies there is copied, to a place that is kept for the next run. */
function copier(): (name: string, data: Float32Array) => Float32Array<ArrayBuffer> {
  const places = new Map<string, Float32Array<ArrayBuffer>>();
  return (name, data) => {
    if (data.buffer instanceof ArrayBuffer) return data as Float32Array<ArrayBuffer>;
    const known = places.get(name);
    const place = known?.length === data.length ? known : new Float32Array(data.length);
    places.set(name, place);
    place.set(data);
    return place;
  };
}
