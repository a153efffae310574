import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEcgError } from '../../src/errors.ts';
import { loadModel, parseModelCard, readModelFile, writeModelFile } from '../../src/models/index.ts';
import { Graph } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { smallCard, smallGraph } from './small-model.ts';

const bytes = writeModelFile(smallGraph(), smallCard());

describe('a model file', () => {
  it('carries its card unchanged', async () => {
    expect((await readModelFile(bytes, 'm.onnx')).card).toEqual(smallCard());
  });

  it('is the same to the bit when written twice', () => {
    expect(writeModelFile(smallGraph(), smallCard())).toEqual(bytes);
  });

  it('is refused when it is an ONNX file of somebody else', async () => {
    const graph = new Graph({ kind: 'inference', values: new Map() });
    graph.output('y', graph.input('x', ['batch', 2]));
    await expect(readModelFile(graph.encodeModel(), 'foreign.onnx')).rejects.toMatchObject({
      code: 'malformed-input',
      message: expect.stringMatching(/foreign\.onnx must carry a card/),
    });
  });

  it('is refused when truncated or no ONNX at all, naming the file', async () => {
    const text = new TextEncoder().encode('hello, this is no model');
    for (const wrong of [bytes.slice(0, bytes.length / 2), text]) {
      await expect(readModelFile(wrong, 'broken.onnx')).rejects.toMatchObject({
        code: 'malformed-input',
        message: expect.stringMatching(/broken\.onnx/),
      });
    }
  });

  it('never fails with anything but an EcgError, whatever bytes are changed', async () => {
    const head = bytes.length - 40_000;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const damaged = bytes.slice();
          damaged[at % 2 ? at : head + (at % 40_000)] = ((damaged[at] as number) + change) % 256;
          try {
            const model = await loadModel(damaged, 'damaged.onnx', openSession, 1);
            await model.session.close();
          } catch (error) {
            expect(isEcgError(error)).toBe(true);
          }
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('parseModelCard', () => {
  it('names the field that breaks its rule', () => {
    const card = { ...smallCard(), input: { ...smallCard().input, fs: -1 } };
    expect(() => parseModelCard(JSON.stringify(card))).toThrow(/input\.fs/);
    expect(() => parseModelCard('{')).toThrow(/JSON/);
    expect(() => parseModelCard(JSON.stringify({ ...smallCard(), schema: 'einthoven/model-card/9' }))).toThrow(
      /schema/,
    );
  });

  it('reads cards that knew Platt scaling alone, and did not name it', () => {
    const first = { MI: { calibration: { slope: 0.8, intercept: -0.2 }, threshold: 0.4, positives: 30 } };
    const text = JSON.stringify({ ...smallCard(), decisions: { superdiagnostic: first } });
    expect(parseModelCard(text).decisions.superdiagnostic?.MI).toEqual({
      calibration: { method: 'platt', slope: 0.8, intercept: -0.2 },
      threshold: 0.4,
      positives: 30,
    });
  });

  it.each([
    [{ method: 'isotonic', scores: [0.2, 0.1], probabilities: [0.1, 0.2] }, /scores must ascend/],
    [{ method: 'isotonic', scores: [0.1, 0.2], probabilities: [0.1] }, /one probability each/],
    [{ method: 'temperature', temperature: 2 }, /decisions\.superdiagnostic\.MI\.calibration/],
    [{ method: 'beta', a: 1, b: 1 }, /calibration\.c/],
  ])('refuses calibration %j', (calibration, rule) => {
    const decisions = { superdiagnostic: { MI: { calibration, positives: 30 } } };
    expect(() => parseModelCard(JSON.stringify({ ...smallCard(), decisions }))).toThrow(rule);
  });
});
