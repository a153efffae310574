/** ONNX Runtime for Node. The only place that imports the native package. */
import * as ort from 'onnxruntime-node';
import { EcgError } from '../errors.ts';
import type { Runtime } from './runtime.ts';

/** The native CPU build of ONNX Runtime. */
export const nodeRuntime: Runtime = {
  Tensor: ort.Tensor,
  createSession: async (model, { threads }) => {
    try {
      return await ort.InferenceSession.create(model, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
        // Denormal numbers slow late training many times over.
        extra: { session: { set_denormal_as_zero: '1' } },
      });
    } catch (cause) {
      throw new EcgError('malformed-input', `createSession: not a loadable ONNX model: ${(cause as Error).message}`, {}, { cause });
    }
  },
};
