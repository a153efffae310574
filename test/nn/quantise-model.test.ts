import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lstmClassifier, resnet1dWang } from '../../src/models/index.ts';
import { foldBatchNorms } from '../../src/nn/fold-batch-norms.ts';
import { joinModels, quantiseModel, quantiseRows } from '../../src/nn/index.ts';
import { encodeOnnxModel, type OnnxInitializer } from '../../src/nn/onnx-protobuf.ts';
import { decodeOnnxModel } from '../../src/nn/onnx-reader.ts';
import { logitsOf, randomModel } from './small-networks.ts';

const shape = { channels: 3, samples: 40 };
const resnet = randomModel(resnet1dWang({ outputs: 2, width: 8 }), shape, 4);
const operatorsOf = (bytes: Uint8Array) => decodeOnnxModel(bytes).graph.nodes.map(({ operator }) => operator);
const floats = ({ bytes }: OnnxInitializer) => new Float32Array(bytes.slice().buffer);

describe('quantiseRows', () => {
  it('moves no value by more than half a step of its row, whatever the values', () => {
    const value = fc.float({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(value, { minLength: 1, maxLength: 40 }), (rows, row) => {
        // Each row of another size, so that a step of one would not do for the next.
        const values = Float32Array.from({ length: rows * row.length }, (_, i) => {
          return (row[i % row.length] as number) * 10 ** -Math.floor(i / row.length);
        });
        const { quantised, scales } = quantiseRows(values, rows);
        quantised.forEach((steps, i) => {
          const scale = scales[Math.floor(i / row.length)] as number;
          // 1e-5 of a step for the rounding of the step to float32, 127 × 6e-8 at most.
          expect(Math.abs(steps * scale - (values[i] as number))).toBeLessThanOrEqual(scale * (0.5 + 1e-5));
        });
      }),
      { seed: 1 },
    );
  });

  it('uses the whole range of every row, and keeps zeros', () => {
    const { quantised, scales } = quantiseRows(Float32Array.of(1, -0.4, 0, 1000, 0, -1000, 0, 0, 0), 3);
    expect([...quantised]).toEqual([127, -51, 0, 127, 0, -127, 0, 0, 0]);
    expect(scales[1]).toBeCloseTo(1000 / 127, 5);
    expect(scales[2]).toBe(1);
  });
});

describe('quantiseModel', () => {
  it('stores every weight in int8 with a step per output channel, within half a step of the folded weight', () => {
    const { graph } = decodeOnnxModel(quantiseModel(resnet));
    const exact = foldBatchNorms(decodeOnnxModel(resnet).graph);
    const constant = (name: string, from = graph) => {
      return from.initializers.find((one) => one.name === name) as OnnxInitializer;
    };
    const widened = graph.nodes.filter(({ operator }) => operator === 'DequantizeLinear');
    // Stem, three blocks of two convolutions, two shortcuts, two linear layers.
    expect(widened).toHaveLength(1 + 6 + 2 + 2);
    for (const { inputs, outputs } of widened) {
      const [stored, step] = inputs.map((name) => constant(name)) as [OnnxInitializer, OnnxInitializer];
      const original = floats(constant(outputs[0] as string, exact));
      const steps = floats(step);
      expect([stored.type, step.shape]).toEqual(['int8', [stored.shape[0]]]);
      const perChannel = original.length / steps.length;
      new Int8Array(stored.bytes.slice().buffer).forEach((q, i) => {
        const scale = steps[Math.floor(i / perChannel)] as number;
        expect(Math.abs(q * scale - (original[i] as number))).toBeLessThanOrEqual(scale * (0.5 + 1e-5));
      });
    }
    expect(graph.initializers.filter(({ type, name }) => type === 'float32' && /weight$/.test(name))).toEqual(
      // Scales of the two batch norms of the head, which follow no convolution.
      graph.initializers.filter(({ name }) => /^head\.norm\d\.weight$/.test(name)),
    );
  });

  it.each([
    ['a convolutional network', resnet],
    ['a recurrent network', randomModel(lstmClassifier({ outputs: 2, bidirectional: true }), shape, 5)],
    ['an ensemble', joinModels([resnet, randomModel(resnet1dWang({ outputs: 2, width: 8 }), shape, 6)])],
  ])('makes %s smaller and moves its logits little', async (_, bytes) => {
    const quantised = quantiseModel(bytes);
    const [before, after] = await Promise.all([logitsOf(bytes, shape), logitsOf(quantised, shape)]);
    const size = Math.max(...before.map(Math.abs));
    // 127 steps per channel: an error of 0.2 % of the largest weight each; random signs add up to a few percent over the layers.
    for (const [i, logit] of before.entries()) expect(Math.abs((after[i] as number) - logit)).toBeLessThan(0.05 * size);
    expect(after).not.toEqual(before);
    expect(quantised.length).toBeLessThan(bytes.length * 0.75);
  });
});

describe('foldBatchNorms', () => {
  it('gives the same logits without the normalisations that follow convolutions', async () => {
    const { graph, opset } = decodeOnnxModel(resnet);
    const folded = encodeOnnxModel(foldBatchNorms(graph), opset, {});
    expect(operatorsOf(resnet).filter((name) => name === 'BatchNormalization')).toHaveLength(11);
    expect(operatorsOf(folded).filter((name) => name === 'BatchNormalization')).toHaveLength(2);
    const [before, after] = await Promise.all([logitsOf(resnet, shape), logitsOf(folded, shape)]);
    // Float32, other order of the same products.
    for (const [i, logit] of before.entries()) expect(after[i]).toBeCloseTo(logit, 4);
  });

  it('keeps the statistics of convolutions that it folded out of the file', () => {
    const names = foldBatchNorms(decodeOnnxModel(resnet).graph).initializers.map(({ name }) => name);
    expect(names.filter((name) => name.includes('running_var')).sort()).toEqual([
      'head.norm1.running_var',
      'head.norm2.running_var',
    ]);
  });
});
