import { Tensor } from 'onnxruntime-common';
import { describe, expect, it } from 'vitest';
import { onDevice, requireDevice, sessionsOf } from '../../src/nn/index.ts';
import { openSession, openWorkerSession } from '../../src/nn/node.ts';
import { einthoven } from '../cli/command-line.ts';

const refusal = /must have its provider for cuda \(.*npm rebuild onnxruntime-node --ignore-scripts=false\), got: /;

// Install scripts are off (.npmrc), so the runtime of the tests has never the provider for CUDA.
describe('a device that the runtime has not', () => {
  it.each([
    ['this thread', openSession],
    ['a worker', openWorkerSession],
  ])('is refused by a session of %s, with how to get it', async (_, open) => {
    await expect(requireDevice(open, 'cuda')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(refusal),
    });
    await expect(requireDevice(open, 'cpu')).resolves.toBeUndefined();
  });

  it.each([
    ['diagnose', 'no-such-record'],
    ['train', '--data', 'no-such', '--out', 'no-such.onnx'],
    ['cross-validate', '--data', 'no-such', '--out', 'no-such'],
    ['pretrain', '--data', 'no-such', '--out', 'no-such.onnx'],
  ])('is refused by einthoven %s before it looks at data', (...args) => {
    const { code, stderr } = einthoven(...args, '--device', 'cuda');
    expect(stderr).toMatch(refusal);
    expect(code).toBe(6);
  });
});

it('a device is asked of the runtime by the name of its provider, the processor by none', async () => {
  const asked: unknown[] = [];
  const open = sessionsOf({
    InferenceSession: {
      create: (_, { executionProviders }) => {
        asked.push(executionProviders);
        return Promise.reject(new Error('no adapter'));
      },
    },
    Tensor,
  });
  const model = new Uint8Array();
  await expect(onDevice(open, 'webgpu')(model, { threads: 1 })).rejects.toThrow(
    /for webgpu \(.*graphics driver.*no adapter/,
  );
  await expect(open(model, { threads: 1 })).rejects.toMatchObject({ code: 'malformed-input' });
  expect(asked).toEqual([['webgpu'], undefined]);
});
